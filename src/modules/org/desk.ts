import type { Ctx } from '../../kernel/server/ctx.ts'
import type { SearchSource } from '../../mechanisms/desk/index.ts'
import { org } from './contract.ts'
import { UNIT_KINDS } from './rules.ts'

const SHOWN = 5

/** Units and classes in the global search. */
export const unitSearch: SearchSource = {
  id: 'org.unit',
  async search(ctx: Ctx, text: string) {
    if (!ctx.may(org.search)) return []
    const { rows } = await ctx.run(org.search, { q: text, limit: SHOWN })
    return rows.map(row => ({
      kind: 'org.unit',
      kindTitle: UNIT_KINDS[row.kind],
      title: row.name,
      detail: row.parentName ?? '',
      link: `/org/${row.id}`,
    }))
  },
}
