import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ReconciliationSpec } from '../../mechanisms/reconciliation/index.ts'
import { COUNT_KINDS, type CountKind } from './rules.ts'
import { fenOf } from './settle.ts'

/** 账物相符: the newest finished count against the book it was frozen from; adjusted counts agree. */
export const reconciliations: readonly ReconciliationSpec[] = (['asset', 'stock'] as const).map(kind => ({
  id: `stocktake.${kind}`,
  title: `${COUNT_KINDS[kind]}账物相符`,
  left: '账面',
  right: '实盘',
  about: '最近一次结束清点的盘点里，账面和实物不一致、还没有按批准调账的，列在这里。',
  run: async (ctx, { asAt }) => ({ rows: await compared(ctx, kind, asAt) }),
}))

async function compared(ctx: Ctx, kind: CountKind, asAt: string) {
  const newest = await ctx.db
    .selectFrom('stocktake_campaign')
    .select(['id', 'adjusted_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', kind)
    .where('finished_on', '<=', asAt)
    .where('state', '<>', 'cancelled')
    .orderBy('finished_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return []
  const rows = await ctx.db
    .selectFrom('stocktake_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', newest.id)
    .where('result', '<>', 'out')
    .orderBy('code')
    .orderBy('id')
    .execute()
  const settled = newest.adjusted_on !== null && newest.adjusted_on <= asAt
  return rows.map(row => {
    const found = row.book_fen + fenOf(row)
    const quantity = row.found_quantity ?? row.book_quantity
    return {
      key: row.id,
      label: [row.code, row.name].filter(Boolean).join(' '),
      leftFen: settled ? found : row.book_fen,
      rightFen: found,
      leftQty: settled ? quantity : row.book_quantity,
      rightQty: quantity,
      href: `/stocktakes/${newest.id}?result=${row.result}`,
    }
  })
}
