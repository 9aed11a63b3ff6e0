import { call } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import { place } from '../../place/contract.ts'

/** Places for a picker; the note says where they are. */
export async function searchPlaces(q: string): Promise<Choice[]> {
  const { rows } = await call(place.search, { q, limit: 20 })
  return rows.map(row => ({ value: row.id, label: row.fullName, note: row.where }))
}
