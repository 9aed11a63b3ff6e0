import { call } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import { org } from '../../org/contract.ts'
import { place } from '../contract.ts'
import { type PlaceKind, USE_KINDS } from '../rules.ts'

/** Places for a picker; the note says where they are. */
export const searchPlaces =
  (kinds?: readonly PlaceKind[]) =>
  async (q: string): Promise<Choice[]> => {
    const { rows } = await call(place.search, { q, limit: 20, ...(kinds ? { kinds: [...kinds] } : {}) })
    return rows.map(row => ({ value: row.id, label: row.fullName, note: row.where }))
  }

export async function searchUnits(q: string): Promise<Choice[]> {
  const { rows } = await call(org.search, { q, limit: 30 })
  return rows.map(row => ({ value: row.id, label: row.name, note: row.parentName ?? '' }))
}

export const USES: readonly Choice[] = Object.entries(USE_KINDS).map(([value, label]) => ({ value, label }))
