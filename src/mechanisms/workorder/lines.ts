import type { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { itemsOf } from './kinds.ts'
import type { LabourInput, LineInput, MaterialInput } from './shapes.ts'
import { type Order, workerOf } from './store.ts'

export type Line = z.output<typeof LineInput>
export type Material = z.output<typeof MaterialInput>
export type Labour = z.output<typeof LabourInput>

interface LineOwner {
  id: string
  kind: string
  trade: string
  reported_on: string
}

/** Puts these lines in place of what the order had. */
export async function replaceLines(ctx: Ctx, order: LineOwner, lines: readonly Line[]): Promise<void> {
  await ctx.db.deleteFrom('workorder_line').where('order_id', '=', order.id).execute()
  await insertLines(ctx, order, lines)
}

/** Measure word and whether it counts come from the item where the line does not say. */
export async function insertLines(ctx: Ctx, order: LineOwner, lines: readonly Line[]): Promise<number> {
  const items = await itemsOf(ctx, order.kind)
  let counted = 0
  const rows = lines.map((line, i) => {
    const item = line.itemCode === undefined ? undefined : items.get(line.itemCode)
    if (line.itemCode !== undefined && !item) throw contract.fail('item_unknown', { item: line.itemCode })
    const counts = line.counts ?? item?.counts ?? true
    if (counts) counted += line.qty
    return {
      school_id: ctx.schoolId,
      id: ctx.id(),
      order_id: order.id,
      seq: i + 1,
      kind: order.kind,
      trade: order.trade,
      reported_on: order.reported_on,
      item_code: item?.code ?? null,
      text: line.text ?? '',
      qty: line.qty,
      measure: line.measure || item?.measure || '次',
      counts,
    }
  })
  if (rows.length > 0) await ctx.db.insertInto('workorder_line').values(rows).execute()
  return Math.round(counted * 1000) / 1000
}

/** What was used; returns its cost. */
export async function addMaterials(
  ctx: Ctx,
  orderId: string,
  materials: readonly Material[],
  usedAt: Date = ctx.now,
): Promise<number> {
  if (materials.length === 0) return 0
  const rows = materials.map(m => ({
    school_id: ctx.schoolId,
    id: ctx.id(),
    order_id: orderId,
    name: m.name,
    qty: m.qty,
    measure: m.measure || '个',
    unit_price_fen: m.unitPriceFen,
    amount_fen: Math.round(m.qty * m.unitPriceFen),
    used_at: usedAt,
  }))
  await ctx.db.insertInto('workorder_material').values(rows).execute()
  return rows.reduce((sum, row) => sum + row.amount_fen, 0)
}

export async function addLabour(ctx: Ctx, order: Order, labour: readonly Labour[]): Promise<void> {
  for (const { personId, minutes } of labour) {
    const id = personId ?? order.assignee_id
    if (!id) throw contract.fail('person_unknown')
    const person =
      id === order.assignee_id ? { id, name: order.assignee_name } : await workerOf(ctx, order.kind, id)
    await ctx.db
      .insertInto('workorder_labour')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        order_id: order.id,
        person_id: person.id,
        person_name: person.name,
        minutes,
        worked_on: ctx.today,
      })
      .execute()
  }
}

/** "疏通地漏 1次、更换水龙头 2只" */
export async function linesText(ctx: Ctx, kind: string, lines: readonly Line[]): Promise<string> {
  const items = await itemsOf(ctx, kind)
  return lines
    .map(l => {
      const item = l.itemCode === undefined ? undefined : items.get(l.itemCode)
      return `${item?.name ?? l.text ?? ''} ${l.qty}${l.measure || item?.measure || '次'}`
    })
    .join('、')
}
