import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { announceFinished } from '../events.ts'
import { itemsOf, schoolOf, tradesOf } from '../kinds.ts'
import { linesText, replaceLines } from '../lines.ts'
import { CAUSES, FINISHED_STATES } from '../machine.ts'
import { assertMay, lockOrder, movedOf, type Order, type OrderChange, writeOrder } from '../store.ts'

type Edit = Pick<Handlers<typeof contract>, 'edit' | 'editLines'>

export const edit: Edit = {
  async edit(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'edit', order, viewer)
    const { change, words } = await changesOf(ctx, order, input)
    if (words.length === 0) return movedOf(order)
    if (change.trade && change.trade !== order.trade)
      await ctx.db
        .updateTable('workorder_line')
        .set({ trade: change.trade })
        .where('order_id', '=', order.id)
        .execute()
    const written = await writeOrder(ctx, order, change, { verb: 'edit', text: words.join('；') })
    const finished = (FINISHED_STATES as readonly string[]).includes(order.state)
    if (finished && written.cause !== order.cause) await announceFinished(ctx, written)
    return movedOf(written)
  },

  async editLines(ctx, input) {
    const { order, viewer } = await lockOrder(ctx, input)
    await assertMay(ctx, 'editLines', order, viewer)
    if (order.state === 'closed' && !input.reason) throw contract.fail('closed_reason')
    await replaceLines(ctx, order, input.lines)
    const text = [await linesText(ctx, order.kind, input.lines), input.reason]
      .filter(Boolean)
      .join('。原因：')
    return movedOf(await writeOrder(ctx, order, {}, { verb: 'editLines', text }))
  },
}

interface Corrections {
  title?: string | undefined
  trade?: string | undefined
  itemCode?: string | null | undefined
  placeId?: string | null | undefined
  placeText?: string | undefined
  cause?: Order['cause'] | undefined
}

/** What changes, and each change in words: old → new. */
async function changesOf(ctx: Ctx, order: Order, input: Corrections) {
  const change: OrderChange = {}
  const words: string[] = []
  if (input.title !== undefined && input.title !== order.title) {
    change.title = input.title
    words.push(`故障：${order.title} → ${input.title}`)
  }
  const trades = await tradesOf(ctx, order.kind)
  if (input.trade !== undefined && input.trade !== order.trade) {
    if (!trades.has(input.trade)) throw contract.fail('trade_unknown', { trade: input.trade })
    change.trade = input.trade
    words.push(`工种：${trades.get(order.trade) ?? order.trade} → ${trades.get(input.trade)}`)
  }
  if (input.itemCode !== undefined && input.itemCode !== order.item_code) {
    const item = input.itemCode === null ? undefined : (await itemsOf(ctx, order.kind)).get(input.itemCode)
    if (input.itemCode !== null && !item) throw contract.fail('item_unknown', { item: input.itemCode })
    change.item_code = item?.code ?? null
    change.item_name = item?.name ?? ''
    words.push(`项目：${order.item_name || '未定'} → ${item?.name ?? '未定'}`)
  }
  await placeChange(ctx, order, input, change, words)
  if (input.cause !== undefined && input.cause !== order.cause) {
    change.cause = input.cause
    const label = (cause: Order['cause']): string => (cause ? CAUSES[cause] : '未定')
    words.push(`原因：${label(order.cause)} → ${label(input.cause)}`)
  }
  return { change, words }
}

async function placeChange(
  ctx: Ctx,
  order: Order,
  input: Corrections,
  change: OrderChange,
  words: string[],
): Promise<void> {
  if (input.placeId === undefined && input.placeText === undefined) return
  const place = input.placeId ? await schoolOf(ctx).place(ctx, input.placeId) : null
  if (input.placeId && !place) throw contract.fail('place_unknown')
  const text = input.placeText || place?.text || (input.placeId === null ? '' : order.place_text)
  if (input.placeId !== undefined) {
    change.place_id = input.placeId
    change.building_id = place?.buildingId ?? null
    change.place_path = [...(place?.path ?? [])]
  }
  change.place_text = text
  if (text !== order.place_text || (input.placeId !== undefined && input.placeId !== order.place_id))
    words.push(`地点：${order.place_text || '未填'} → ${text || '未填'}`)
}
