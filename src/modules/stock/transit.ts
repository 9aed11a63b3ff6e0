import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { notify } from '../../mechanisms/notification/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { sign } from '../../mechanisms/signature/index.ts'
import { personNames } from '../people/index.ts'
import { contract } from './contract.ts'
import { writeDifference } from './differences.ts'
import { lockHeld, takeOut } from './held.ts'
import { dayOf, itemOf, itemsById, me, mustBeDistinct, mustBeOnce, storeById, titleOf } from './lookup.ts'
import { mustBeAble, pieces, takeIn, textOf, thingOf } from './on-the-way.ts'
import { DOCUMENT_REF, type Paper, postPaper } from './paper.ts'
import { SAME_KEEPER } from './parameters.ts'
import { minus, quantityText } from './rules.ts'
import { type DocumentRow, documentLines, lockDocument, markReturned, mirror, setDocument } from './stored.ts'

type H = Handlers<typeof contract>
type StoreRow = Awaited<ReturnType<typeof storeById>>

export const SENDER = '调出人'

/** Goods leave one store; until the other keeper receives them they are in transit. */
export const transfer: H['transfer'] = async (ctx, input) => {
  if (input.fromStoreId === input.toStoreId) throw contract.fail('same_store')
  const from = await storeById(ctx, input.fromStoreId)
  const to = await storeById(ctx, input.toStoreId)
  const items = await itemsById(
    ctx,
    input.lines.map(l => l.itemId),
  )
  mustBeOnce(items, input.lines)
  const held = await lockHeld(ctx, [from.id], [...items.keys()])
  const wanted = input.lines.map(l => ({ item: itemOf(items, l.itemId), quantity: l.quantity }))
  const takes = takeOut(ctx, held, wanted, from)
  const id = ctx.id()
  const no = await ctx.number('DB')
  const day = dayOf(ctx, input.day)
  const paper: Paper = {
    ...{ id, no, kind: 'transfer', day, storeId: from.id, toStoreId: to.id, transitId: id },
    note: `${from.name}→${to.name}`,
  }
  const lines = takes.map(take => ({
    itemId: take.item.id,
    itemName: titleOf(take.item),
    batchId: take.held.batchId,
    quantity: take.quantity,
    amountFen: take.amountFen,
  }))
  await postPaper(ctx, paper, lines, { state: 'transit', reason: input.note }, held)
  const what = wanted.map(w => `${w.item.name}${quantityText(w.quantity, w.item.measure)}`).join('、')
  const statement = `今从${from.name}发出${what}，调往${to.name}，待对方接收。`
  await sign(ctx, { subject: { kind: DOCUMENT_REF, id }, duty: SENDER, statement })
  await tell(ctx, to.keeperId, id, `${from.name}调来${what}，请点收`, no)
  ctx.about({ kind: DOCUMENT_REF, id }, `${no} ${from.name}→${to.name}`)
  return { id, no, version: 1 }
}

/** The other keeper counts what came and signs; what is missing stays in transit on a paper of its own. */
export const receiveTransfer: H['receiveTransfer'] = async (ctx, input) => {
  mustBeDistinct(input.lines)
  const row = await lockDocument(ctx, input)
  if (row.kind !== 'transfer' || !row.to_store_id) throw notFound()
  mustBeAble('arrive', row)
  const [from, to] = [await storeById(ctx, row.store_id), await storeById(ctx, row.to_store_id)]
  const both = await mustTake(ctx, row, from, to)
  const day = dayOf(ctx, input.day)
  if (day < row.day) throw contract.fail('before_sent', { day, sent: row.day })
  const sent = await documentLines(ctx, row.id)
  const came = pieces(sent, input.lines, 'over_sent')
  if (came.length === 0) throw contract.fail('nothing_came')
  const missing = sent.flatMap(line => {
    const got = came.find(c => c.lineId === line.id)
    const quantity = minus(line.quantity, got?.quantity ?? 0)
    return quantity > 0
      ? [{ ...thingOf(line), quantity, amountFen: line.amount_fen - (got?.amountFen ?? 0) }]
      : []
  })
  if (missing.length > 0 && !input.reason)
    throw contract.fail('say_why_short', { what: textOf(missing, sent) })
  const { reason, strokes } = input
  const arrival = await takeIn(ctx, { row, origin: row, store: to, day, came, reason, both, strokes })
  await markReturned(ctx, came)
  await setDocument(ctx, row.id, { state: 'posted', version: row.version + 1, updated_at: ctx.now })
  if (missing.length > 0) await writeDifference(ctx, row, day, missing, input.reason)
  const short = missing.length > 0 ? `，少 ${textOf(missing, sent)}，另立差异单` : ''
  await tell(ctx, row.by_id, row.id, `${to.name}收到 ${row.no}${short}`, arrival.no)
  ctx.about({ kind: DOCUMENT_REF, id: row.id }, `${arrival.no} ${to.name}接收${short}`)
  return { ...arrival, version: 1, short: missing.length > 0 }
}

/** Taken back before anybody received it: everything lies again where it came from. */
export const recallTransfer: H['recallTransfer'] = async (ctx, input) => {
  const row = await lockDocument(ctx, input)
  if (row.kind !== 'transfer') throw notFound()
  mustBeAble('recall', row)
  const lines = await documentLines(ctx, row.id)
  await mirror(ctx, row, lines, { no: `${row.no}-撤`, reason: input.reason })
  await setDocument(ctx, row.id, {
    ...{ state: 'withdrawn', decision: input.reason, version: row.version + 1, updated_at: ctx.now },
  })
  const to = row.to_store_id ? await storeById(ctx, row.to_store_id) : undefined
  await tell(ctx, to?.keeperId ?? null, row.id, `调拨单 ${row.no} 已撤回，不用接收了`, input.reason)
  ctx.about({ kind: DOCUMENT_REF, id: row.id }, `撤回 ${row.no}：${input.reason}`)
  return { id: row.id, version: row.version + 1 }
}

/** The keeper of the store takes in, or the office for him; never the sender, unless both stores are his. */
async function mustTake(ctx: Ctx, row: DocumentRow, from: StoreRow, to: StoreRow): Promise<boolean> {
  const who = me(ctx).personId
  const name = to.keeperId ? ((await personNames(ctx, [to.keeperId])).get(to.keeperId) ?? '') : '另一位保管员'
  if (row.by_id === who) {
    const own = from.keeperId === who && to.keeperId === who
    if (own && (await readParameter(ctx, SAME_KEEPER))) return true
    throw contract.fail('own_transfer', { store: to.name, name: own ? '总务干事或总务主任' : name })
  }
  if (to.keeperId && to.keeperId !== who && !hasRole(ctx, 'clerk', 'director'))
    throw contract.fail('not_your_store', { store: to.name, name })
  return false
}

async function tell(
  ctx: Ctx,
  personId: string | null,
  id: string,
  title: string,
  body: string,
): Promise<void> {
  if (!personId || personId === me(ctx).personId) return
  await notify(ctx, {
    ...{ personIds: [personId], topic: 'stock.transfer', title, body },
    ...{ link: `/stock-documents/${id}`, subject: { kind: DOCUMENT_REF, id } },
  })
}
