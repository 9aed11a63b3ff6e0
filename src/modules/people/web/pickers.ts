import { call } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import { org } from '../../org/contract.ts'
import type { UnitKind } from '../../org/rules.ts'
import { people } from '../contract.ts'

/** Persons for a picker; the note tells namesakes apart. */
export async function searchPersons(q: string): Promise<Choice[]> {
  const { rows } = await call(people.search, { q })
  return rows.map(row => ({
    value: row.id,
    label: row.alias ? `${row.name}（${row.alias}）` : row.name,
    note: [row.unitName, ...row.posts, row.phoneTail && `尾号 ${row.phoneTail}`]
      .filter(part => part)
      .join(' · '),
  }))
}

export const searchUnits =
  (kinds?: readonly UnitKind[]) =>
  async (q: string): Promise<Choice[]> => {
    const { rows } = await call(org.search, { q, limit: 30, ...(kinds ? { kinds: [...kinds] } : {}) })
    return rows.map(row => ({ value: row.id, label: row.name, note: row.parentName ?? '' }))
  }
