import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { OPEN_STATES, type OrderState } from './machine.ts'
import { say } from './store.ts'

export interface OrderForMaterial {
  id: string
  no: string
  title: string
  placeText: string
  state: OrderState
  /** Material may still be put to it: somebody works on it, or it waits to be accepted. */
  open: boolean
}

/** The order as stores must know it before they issue to it. */
export async function orderForMaterial(ctx: Ctx, orderId: string): Promise<OrderForMaterial | undefined> {
  const row = await ctx.db
    .selectFrom('workorder_order')
    .select(['id', 'no', 'title', 'place_text', 'state'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, no, title, place_text, state } = row
  return { id, no, title, placeText: place_text, state, open: [...OPEN_STATES, 'done'].includes(state) }
}

export interface IssuedMaterial {
  orderId: string
  name: string
  quantity: number
  measure: string
  unitPriceFen: number
  amountFen: number
  document: Ref
}

/** Material issued from stores becomes material of the order, and its cost the order's. */
export async function addIssuedMaterial(ctx: Ctx, materials: readonly IssuedMaterial[]): Promise<void> {
  const [first] = materials
  if (!first) return
  await insert(ctx, materials)
  await addCost(ctx, first.orderId, sum(materials))
  const what = materials.map(m => `${m.name}${m.quantity}${m.measure}`).join('、')
  await say(ctx, first.orderId, { verb: 'material', text: `从仓库领料：${what}` })
}

/** The document was reversed: what it issued is no longer the order's. */
export async function takeBackMaterial(ctx: Ctx, document: Ref): Promise<void> {
  const rows = await ctx.db
    .updateTable('workorder_material')
    .set({ taken_back: true })
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', document.kind)
    .where('document_id', '=', document.id)
    .where('taken_back', '=', false)
    .returning(['order_id', 'amount_fen', 'name'])
    .execute()
  const [first] = rows
  if (!first) return
  await addCost(ctx, first.order_id, -sum(rows.map(row => ({ amountFen: row.amount_fen }))))
  await say(ctx, first.order_id, { verb: 'material', text: `冲销领料：${rows.map(r => r.name).join('、')}` })
}

/** Part of what a document issued came back (or went again): the order has, and pays for, what it kept. */
export async function changeIssuedMaterial(
  ctx: Ctx,
  change: { orderId: string; document: Ref; materials: readonly IssuedMaterial[]; note: string },
): Promise<void> {
  const gone = await ctx.db
    .updateTable('workorder_material')
    .set({ taken_back: true })
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', change.document.kind)
    .where('document_id', '=', change.document.id)
    .where('taken_back', '=', false)
    .returning('amount_fen')
    .execute()
  await addCost(ctx, change.orderId, -sum(gone.map(row => ({ amountFen: row.amount_fen }))))
  await insert(ctx, change.materials)
  await addCost(ctx, change.orderId, sum(change.materials))
  await say(ctx, change.orderId, { verb: 'material', text: change.note })
}

/** The version stays: whoever has the order open is not disturbed by material that comes to it. */
async function addCost(ctx: Ctx, orderId: string, fen: number): Promise<void> {
  await ctx.db
    .updateTable('workorder_order')
    .set(eb => ({ cost_fen: eb('cost_fen', '+', fen) }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', orderId)
    .execute()
}

async function insert(ctx: Ctx, materials: readonly IssuedMaterial[]): Promise<void> {
  if (materials.length === 0) return
  await ctx.db
    .insertInto('workorder_material')
    .values(
      materials.map(m => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        order_id: m.orderId,
        name: m.name,
        qty: m.quantity,
        measure: m.measure,
        unit_price_fen: m.unitPriceFen,
        amount_fen: m.amountFen,
        used_at: ctx.now,
        document_kind: m.document.kind,
        document_id: m.document.id,
      })),
    )
    .execute()
}

const sum = (rows: readonly { amountFen: number }[]): number => rows.reduce((all, r) => all + r.amountFen, 0)
