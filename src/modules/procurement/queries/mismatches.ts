import { sql } from 'kysely'
import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type contract, procurement } from '../contract.ts'
import type { MismatchKind } from '../words.ts'
import { likeText } from './like.ts'

type H = Handlers<typeof contract>

interface WantedMismatch {
  orderId?: string
  states?: readonly ('open' | 'settled')[] | undefined
  kinds?: readonly MismatchKind[] | undefined
  from?: string | undefined
  to?: string | undefined
  search?: string | undefined
  limit?: number
  after?: [string, string] | undefined
}

export async function mismatchViews(ctx: Ctx, wanted: WantedMismatch) {
  let select = selectMismatches(ctx, wanted)
    .selectAll('m')
    .select(['o.no as orderNo', 'o.supplier_name', 'o.buyer_id'])
    .orderBy('m.found_on', 'desc')
    .orderBy('m.id', 'desc')
    .limit(wanted.limit ?? 100)
  if (wanted.after)
    select = select.where(
      sql<boolean>`(m.found_on, m.id) < (${wanted.after[0]}::date, ${wanted.after[1]}::uuid)`,
    )
  const me = userOf(ctx)?.personId
  return (await select.execute()).map(m => {
    const actions: Actions = {}
    if (m.state === 'open' && ctx.may(procurement.settleMismatch))
      actions.settle = m.buyer_id === me ? { allowed: false, why: '经办采购的人不能处理' } : { allowed: true }
    return {
      id: m.id,
      version: m.version,
      state: m.state,
      kind: m.kind,
      orderId: m.order_id,
      orderNo: m.orderNo,
      supplierName: m.supplier_name,
      name: m.name,
      quantity: m.quantity === null ? null : Number(m.quantity),
      text: m.text,
      foundOn: m.found_on,
      foundByName: m.found_by_name,
      how: m.how,
      deductedFen: m.deducted_fen,
      settlement: m.settlement,
      settledByName: m.settled_by_name,
      settledOn: m.settled_on,
      actions,
    }
  })
}

const selectMismatches = (ctx: Ctx, wanted: WantedMismatch) =>
  ctx.db
    .selectFrom('procurement_mismatch as m')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'm.school_id').onRef('o.id', '=', 'm.order_id'),
    )
    .where('m.school_id', '=', ctx.schoolId)
    .$if(wanted.orderId !== undefined, q => q.where('m.order_id', '=', wanted.orderId as string))
    .$if(Boolean(wanted.states?.length), q => q.where('m.state', 'in', wanted.states as ['open']))
    .$if(Boolean(wanted.kinds?.length), q => q.where('m.kind', 'in', wanted.kinds as ['spec']))
    .$if(wanted.from !== undefined, q => q.where('m.found_on', '>=', wanted.from as string))
    .$if(wanted.to !== undefined, q => q.where('m.found_on', '<=', wanted.to as string))
    .$if(Boolean(wanted.search), q =>
      q.where(eb => {
        const like = likeText(wanted.search as string)
        return eb.or([
          eb('m.name', 'ilike', like),
          eb('m.text', 'ilike', like),
          eb('o.no', 'ilike', like),
          eb('o.supplier_name', 'ilike', like),
        ])
      }),
    )

export const mismatches: H['mismatches'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const { cursor: _, limit, ...filter } = input
  const found = await mismatchViews(ctx, { ...filter, after, limit: limit + 1 })
  const page = pageFrom(found, limit, row => [row.foundOn, row.id])
  const { total } = await selectMismatches(ctx, filter)
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { ...page, total }
}
