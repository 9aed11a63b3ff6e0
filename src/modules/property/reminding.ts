import type { Handlers } from '../../kernel/server/module.ts'
import { notify } from '../../mechanisms/notification/index.ts'
import { termByCode } from '../calendar/index.ts'
import { contract } from './contract.ts'
import { rowsOf, toRows } from './queries.ts'
import { SHEET_KINDS, type SheetState } from './rules.ts'
import { note } from './store.ts'

type H = Handlers<typeof contract>

const OPEN = ['draft', 'signing', 'reviewing', 'settling'] as const satisfies readonly SheetState[]
const WORDS: Record<(typeof OPEN)[number], string> = {
  draft: '还没有清点交付签字',
  signing: '还没有签齐',
  reviewing: '还没有复查完',
  settling: '还有差异没有说明',
}

/** Whoever answers for a sheet that is not done hears of it; the same word again replaces the unread one. */
export const remind: H['remind'] = async (ctx, input) => {
  const term = await termByCode(ctx, input.termCode)
  if (!term) throw contract.fail('no_term', { term: input.termCode })
  const open = await rowsOf(ctx)
    .select('s.keeper_id')
    .where('s.term_code', '=', term.code)
    .where('s.kind', '=', input.kind)
    .where('s.state', 'in', [...OPEN])
    .orderBy('s.title')
    .execute()
  const told = new Set<string>()
  for (const [i, row] of (await toRows(ctx, open)).entries()) {
    const keeper = open[i]?.keeper_id
    if (!keeper) continue
    const missing = row.missing.length > 0 ? `，还差${row.missing.join('、')}` : ''
    await notify(ctx, {
      personIds: [keeper],
      topic: 'property.remind',
      title: `${row.title}财产登记${WORDS[row.state as (typeof OPEN)[number]]}${missing}`,
      body: `${row.termName} · ${row.no}`,
      link: `/property/${row.id}`,
      subject: { kind: 'property.sheet', id: row.id },
    })
    await note(ctx, row.id, '催办', missing.replace(/^，/, ''))
    told.add(keeper)
  }
  const unkept = open.filter(row => !row.keeper_id).map(row => row.title)
  ctx.about({ kind: 'calendar.term', id: ctx.schoolId }, `${SHEET_KINDS[input.kind]} 催办 ${told.size} 人`)
  return { people: told.size, sheets: open.length - unkept.length, unkept: unkept.slice(0, 20) }
}
