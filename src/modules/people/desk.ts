import type { Ctx } from '../../kernel/server/ctx.ts'
import type { SearchSource } from '../../mechanisms/desk/index.ts'
import { people } from './contract.ts'

const SHOWN = 8

/** People in the global search: by name, sound, first letters, other names, staff number, end of telephone. */
export const personSearch: SearchSource = {
  id: 'people.person',
  async search(ctx: Ctx, text: string) {
    if (!ctx.may(people.search)) return []
    const { rows } = await ctx.run(people.search, { q: text.slice(0, 40), limit: SHOWN })
    return rows.map(row => ({
      kind: 'people.person',
      kindTitle: '人员',
      title: row.alias ? `${row.name}（${row.alias}）` : row.name,
      detail: [row.unitName, ...row.posts, row.phoneTail && `尾号 ${row.phoneTail}`]
        .filter(part => part)
        .join(' · '),
      link: `/people/${row.id}`,
    }))
  },
}
