import { kernelError } from '../../kernel/pure/errors.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { startApproval, withdrawApproval } from '../../mechanisms/approval/index.ts'
import { contract } from './contract.ts'
import { settleLoss } from './differences.ts'
import { averages } from './facts.ts'
import type { Held } from './fefo.ts'
import { type ItemFacts, lockHeld } from './held.ts'
import { dayOf, itemOf, itemsById, lockRow, me, storeById, titleOf } from './lookup.ts'
import {
  ADJUST_REF,
  book,
  DOCUMENT_REF,
  insertDocument,
  insertMoves,
  type Paper,
  type PaperLine,
  postPaper,
} from './paper.ts'
import { costOf, type Pool, placeKey, poolOf, worthOf } from './pool.ts'
import { amountOf, documentMachine, minus, quantityText } from './rules.ts'
import { documentLines, setDocument } from './stored.ts'

type H = Handlers<typeof contract>
interface Wanted {
  itemId: string
  batchId: string | null
  quantity: number
  note: string
  /** What a piece more is worth, where somebody has said so; else the average of the same. */
  priceFen?: number
}

export const writeOff: H['writeOff'] = async (ctx, input) => propose(ctx, 'loss', input)
export const correct: H['correct'] = async (ctx, input) => propose(ctx, 'correction', input)

/** Losses and corrections change the books only when somebody else has approved them. */
export async function propose(
  ctx: Ctx,
  kind: 'loss' | 'correction',
  input: { storeId: string; reason: string; lines: readonly Wanted[] },
  from: { origin_id?: string; source_no?: string } = {},
) {
  const asker = me(ctx)
  const store = await storeById(ctx, input.storeId)
  const items = await itemsById(
    ctx,
    input.lines.map(l => l.itemId),
    { closedToo: true },
  )
  const held = await lockHeld(ctx, [store.id], [...items.keys()])
  const lines = await valued(ctx, store, items, held, input.lines, kind)
  const id = ctx.id()
  const no = await ctx.number(kind === 'loss' ? 'BS' : 'GZ')
  const paper: Paper = { id, no, kind, day: ctx.today, storeId: store.id, note: input.reason }
  await insertDocument(ctx, paper, 'pending', lines, { reason: input.reason, ...from })
  const what = lines
    .map(l => `${l.itemName}${l.quantity > 0 && kind !== 'loss' ? '+' : ''}${l.quantity}`)
    .join('、')
  await startApproval(ctx, {
    subject: { kind: ADJUST_REF, id },
    no,
    title: `${store.name} ${kind === 'loss' ? '报损' : '更正'}：${what}`,
    href: `/stock-documents/${id}`,
    amountFen: Math.abs(lines.reduce((sum, l) => sum + l.amountFen, 0)),
    category: kind,
    askerId: asker.personId,
  })
  ctx.about({ kind: DOCUMENT_REF, id }, `${no} ${what}`)
  return { id, no, version: 1 }
}

/** What each line is worth at the average of what the store holds of it; refused where it takes more than lies there. */
async function valued(
  ctx: Ctx,
  store: { id: string; name: string },
  items: ReadonlyMap<string, ItemFacts>,
  held: readonly Held[],
  lines: readonly Wanted[],
  kind: 'loss' | 'correction',
): Promise<PaperLine[]> {
  const prices = await averages(ctx, [...items.keys()])
  const places = new Map(held.map(h => [placeKey(h), h.quantity]))
  const pools = new Map<string, Pool>()
  return lines.map(line => {
    const item = itemOf(items, line.itemId)
    const key = placeKey({ storeId: store.id, itemId: item.id, batchId: line.batchId })
    const here = places.get(key) ?? 0
    const pool =
      pools.get(item.id) ?? poolOf(held.filter(h => h.storeId === store.id && h.itemId === item.id))
    const out = kind === 'loss' ? line.quantity : -line.quantity
    const elsewhere = held.filter(h => h.storeId === store.id && h.itemId === item.id && h.batchId)
    if (out > here && line.batchId === null && elsewhere.some(h => h.quantity > 0))
      throw contract.fail('which_batch', { name: item.name, store: store.name })
    if (out > here)
      throw contract.fail('short', {
        store: store.name,
        name: item.name,
        left: quantityText(here, item.measure),
        need: quantityText(out, item.measure),
      })
    const worth = out > 0 ? costOf(pool, out) : gainOf(pool, -out, line.priceFen, prices.get(item.id) ?? 0)
    places.set(key, minus(here, out))
    pools.set(item.id, {
      quantity: minus(pool.quantity, out),
      amountFen: pool.amountFen + (out > 0 ? -worth : worth),
    })
    return {
      itemId: item.id,
      itemName: titleOf(item),
      batchId: line.batchId,
      quantity: line.quantity,
      amountFen: kind === 'correction' && out > 0 ? -worth : worth,
      note: line.note,
    }
  })
}

/** What is found is worth what somebody said it is, else the average of the same, else what was last paid. */
const gainOf = (pool: Pool, more: number, priceFen: number | undefined, lastFen: number): number =>
  priceFen === undefined && pool.quantity > 0 ? worthOf(pool, more) : amountOf(priceFen ?? lastFen, more)

export const withdrawDocument: H['withdrawDocument'] = async (ctx, input) => {
  const row = await lockRow(ctx, 'stock_document', input)
  if (!mayTransit(documentMachine, 'withdraw', row.state))
    throw stateRefusal(documentMachine, 'withdraw', row.state)
  if (row.by_id !== me(ctx).personId) throw kernelError('kernel.forbidden', { operation: '撤回别人的单据' })
  await withdrawApproval(ctx, { kind: ADJUST_REF, id: row.id }, input.reason)
  ctx.about({ kind: DOCUMENT_REF, id: row.id }, input.reason)
  return { id: row.id, version: row.version + 1 }
}

/** Approved: the books change now, at today's average; what is no longer there cannot be lost. */
export async function adjustmentDecided(
  ctx: Ctx,
  id: string,
  result: { outcome: 'approved' | 'refused' | 'returned' | 'withdrawn'; note: string; byName: string },
): Promise<void> {
  const row = await lockRow(ctx, 'stock_document', { id })
  if (row.state !== 'pending') throw stateRefusal(documentMachine, 'post', row.state)
  const decision = result.note && `${result.byName}：${result.note}`
  const end = { decision, version: row.version + 1, updated_at: ctx.now }
  if (result.outcome !== 'approved') {
    await setDocument(ctx, id, { ...end, state: result.outcome === 'withdrawn' ? 'withdrawn' : 'refused' })
    if (row.transit_id) await settleLoss(ctx, row, false)
    return
  }
  const kind = row.kind === 'loss' ? 'loss' : 'correction'
  const stored = await documentLines(ctx, id)
  const items = await itemsById(
    ctx,
    stored.map(l => l.item_id),
    { closedToo: true },
  )
  const store = await storeById(ctx, row.store_id)
  const held = await lockHeld(ctx, [store.id], [...items.keys()])
  const wanted = stored.map(l => ({
    itemId: l.item_id,
    batchId: l.batch_id,
    quantity: l.quantity,
    note: l.note,
  }))
  // What is lost on the way is worth what it was when it left; the shelf has no part in it.
  const lines = row.transit_id
    ? wanted.map((w, i) => ({
        ...w,
        itemName: itemOf(items, w.itemId).name,
        amountFen: stored[i]?.amount_fen ?? 0,
      }))
    : await valued(ctx, store, items, held, wanted, kind)
  const { no, reason: note, transit_id: transitId } = row
  const paper: Paper = { id, no, kind, day: ctx.today, storeId: store.id, transitId, note }
  const { entryId, shifts } = await book(ctx, paper, lines)
  for (const [i, line] of lines.entries())
    await ctx.db
      .updateTable('stock_line')
      .set({ amount_fen: line.amountFen })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', stored[i]?.id ?? '')
      .execute()
  await insertMoves(ctx, paper, shifts)
  const amount = lines.reduce((sum, l) => sum + l.amountFen, 0)
  await setDocument(ctx, id, {
    ...end,
    state: 'posted',
    day: ctx.today,
    entry_id: entryId,
    amount_fen: amount,
  })
  if (row.transit_id) await settleLoss(ctx, row, true)
}

/** Differences that a stocktake found and that were approved there: booked at once, on its paper. */
export async function applyCount(
  ctx: Ctx,
  count: {
    document: Ref
    no: string
    day?: string
    note?: string
    diffs: readonly {
      storeId: string
      itemId: string
      batchId: string | null
      quantity: number
      note?: string
      priceFen?: number
    }[]
  },
): Promise<{ ids: string[] }> {
  const ids: string[] = []
  for (const storeId of new Set(count.diffs.map(d => d.storeId))) {
    const store = await storeById(ctx, storeId)
    const diffs = count.diffs.filter(d => d.storeId === storeId && d.quantity !== 0)
    if (diffs.length === 0) continue
    const items = await itemsById(
      ctx,
      diffs.map(d => d.itemId),
      { closedToo: true },
    )
    const held = await lockHeld(ctx, [store.id], [...items.keys()])
    const wanted = diffs.map(d => ({ ...d, note: d.note ?? '' }))
    const lines = await valued(ctx, store, items, held, wanted, 'correction')
    const paper: Paper = {
      id: ctx.id(),
      no: await ctx.number('GZ'),
      kind: 'correction',
      day: dayOf(ctx, count.day),
      storeId,
      note: `盘点 ${count.no}`,
    }
    await postPaper(ctx, paper, lines, {
      reason: count.note || `按盘点 ${count.no} 调整`,
      source_kind: count.document.kind,
      source_id: count.document.id,
      source_no: count.no,
    })
    ids.push(paper.id)
  }
  return { ids }
}
