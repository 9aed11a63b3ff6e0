import type { SchoolFacts } from '../../mechanisms/workorder/index.ts'
import { loadCalendar, termByCode } from '../calendar/index.ts'
import { contactOf, personsWithRole } from '../people/index.ts'
import { placeById } from '../place/index.ts'

/** What work orders ask of the school, answered by those who keep it. */
export const schoolFacts: SchoolFacts = {
  calendar: loadCalendar,
  async term(ctx, code) {
    const term = await termByCode(ctx, code)
    return term ? { from: term.from, to: term.to } : null
  },
  async place(ctx, id) {
    const place = await placeById(ctx, id)
    if (!place) return null
    const { fullName: text, buildingId, path, kind } = place
    return { text, buildingId, path, leaf: kind === 'room' || kind === 'zone' }
  },
  async person(ctx, id) {
    const person = await contactOf(ctx, id)
    return person ? { id: person.id, name: person.name, phone: person.phone } : null
  },
  async holders(ctx, role) {
    return (await personsWithRole(ctx, [role])).map(person => person.id)
  },
}
