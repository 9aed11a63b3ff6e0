import { notFound } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { changeIssuedMaterial, takeBackMaterial } from '../../mechanisms/workorder/index.ts'
import { propose } from './adjusting.ts'
import { contract, type stock } from './contract.ts'
import { reopen } from './differences.ts'
import { dayOf, mustBeDistinct, titleOf } from './lookup.ts'
import { lockNeed, moveNeed } from './needs.ts'
import { DOCUMENT_REF, type PaperLine, postPaper } from './paper.ts'
import { averageFen, costOf } from './pool.ts'
import { documentMachine, minus, plus, quantityText } from './rules.ts'
import { type DocumentRow, documentLines, lockDocument, markReturned, mirror, setDocument } from './stored.ts'

type H = Handlers<typeof contract>

/** What was issued and not used comes back, at the value at which it went out. */
export const giveIn: H['giveIn'] = async (ctx, input) => {
  mustBeDistinct(input.lines)
  const row = await lockDocument(ctx, input)
  if (row.kind !== 'issue' && row.kind !== 'kit')
    throw contract.fail('not_reversible', { why: '只有领用单发出去的东西能退库。借用的请办归还。' })
  if (row.state !== 'posted' || row.reverses_id) throw stateRefusal(documentMachine, 'reverse', row.state)
  const lines = await documentLines(ctx, row.id)
  const back: (PaperLine & { lineId: string })[] = input.lines.map(({ lineId, quantity }) => {
    const line = lines.find(l => l.id === lineId)
    if (!line) throw notFound()
    const left = minus(line.quantity, line.returned)
    if (quantity > left)
      throw contract.fail('over_returned', {
        name: line.name,
        left: quantityText(left, line.measure),
        need: quantityText(quantity, line.measure),
      })
    const rest = { quantity: left, amountFen: line.amount_fen - line.returned_fen }
    const thing = { itemId: line.item_id, itemName: line.name, batchId: line.batch_id }
    return { ...thing, lineId, quantity, amountFen: costOf(rest, quantity) }
  })
  const day = dayOf(ctx, input.day)
  const id = ctx.id()
  const no = await ctx.number('TH', Number(day.slice(0, 4)))
  await postPaper(
    ctx,
    { id, no, kind: 'return', day, storeId: row.store_id, unitId: row.unit_id, note: input.reason },
    back,
    {
      origin_id: row.id,
      need_id: row.need_id,
      person_id: row.person_id,
      person_text: row.person_text,
      unit_text: row.unit_text,
      source_no: row.no,
      reason: input.reason,
    },
  )
  await markReturned(ctx, back)
  await setDocument(ctx, row.id, { version: row.version + 1, updated_at: ctx.now })
  await chargeRest(ctx, row, `退回仓库，${no}`)
  const lost = await loseDamaged(ctx, { ...row, no }, id, input, back)
  ctx.about({ kind: DOCUMENT_REF, id }, `${no} 退回 ${row.no}`)
  return { id, no, version: 1, lossId: lost?.id ?? null, lossNo: lost?.no ?? '' }
}

/** What came back broken lies in the store and is written off there, once somebody else has approved it. */
async function loseDamaged(
  ctx: Ctx,
  given: { store_id: string; no: string },
  returnId: string,
  input: ParsedOf<typeof stock.giveIn>,
  back: readonly (PaperLine & { lineId: string })[],
): Promise<{ id: string; no: string } | undefined> {
  const lines = input.lines.flatMap(({ lineId, quantity, damaged }) => {
    const line = back.find(b => b.lineId === lineId)
    if (!line || damaged === 0) return []
    if (damaged > quantity) throw contract.fail('over_damaged', { name: line.itemName })
    return [{ itemId: line.itemId, batchId: line.batchId, quantity: damaged, note: '退回时已坏' }]
  })
  if (lines.length === 0) return undefined
  const reason = `${given.no} 退回时已坏：${input.reason}`
  return propose(
    ctx,
    'loss',
    { storeId: given.store_id, reason, lines },
    { origin_id: returnId, source_no: given.no },
  )
}

/** The order pays for what it kept of the issue. */
async function chargeRest(ctx: Ctx, row: DocumentRow, note: string): Promise<void> {
  const { order_id: orderId } = row
  if (!orderId) return
  const document = { kind: DOCUMENT_REF, id: row.id }
  const kept = new Map<string, { name: string; measure: string; quantity: number; amountFen: number }>()
  for (const l of await documentLines(ctx, row.id)) {
    const of = kept.get(l.item_id) ?? { name: titleOf(l), measure: l.measure, quantity: 0, amountFen: 0 }
    kept.set(l.item_id, {
      ...of,
      quantity: plus(of.quantity, minus(l.quantity, l.returned)),
      amountFen: of.amountFen + l.amount_fen - l.returned_fen,
    })
  }
  const rest = [...kept.values()].filter(k => k.quantity > 0)
  await changeIssuedMaterial(ctx, {
    orderId,
    document,
    note,
    materials: rest.map(k => ({ ...k, orderId, document, unitPriceFen: averageFen(k) })),
  })
}

/** A mistake is taken back by its mirror image; the first paper stays. */
export const reverse: H['reverse'] = async (ctx, input) => {
  const row = await lockDocument(ctx, input)
  if (!mayTransit(documentMachine, 'reverse', row.state))
    throw stateRefusal(documentMachine, 'reverse', row.state)
  const why = whyNotReversible(row)
  if (why) throw contract.fail('not_reversible', { why })
  const lines = await documentLines(ctx, row.id)
  if (lines.some(l => l.returned > 0)) throw contract.fail('has_returns')
  const made = await mirror(ctx, row, lines, { no: `${row.no}-冲`, reason: input.reason })
  await setDocument(ctx, row.id, { state: 'reversed', version: row.version + 1, updated_at: ctx.now })
  await undoTrail(ctx, row, lines)
  ctx.about({ kind: DOCUMENT_REF, id: row.id }, `${row.no} 已冲销：${input.reason}`)
  return { ...made, version: 1 }
}

export function whyNotReversible(row: Pick<DocumentRow, 'kind' | 'reverses_id' | 'transit_id'>): string {
  if (row.reverses_id) return '这本身就是一张冲销单，不能再冲。冲错了的，请重新办一张。'
  if (row.kind === 'loan' || row.kind === 'back' || row.kind === 'lost')
    return '借用的单据不冲销：借出有误请办归还，归还有误请重新借出。'
  if (row.kind === 'kit') return '开学物资是按班发放的，不整张冲销。多发的请办退库。'
  if (row.kind === 'transfer' && row.transit_id)
    return '对方已经接收。收错了请冲销接收单，调错了请再调拨回去。'
  if (row.kind === 'difference') return '差异单不冲销。请冲销接收单，差异单随之作废。'
  if (row.kind === 'loss' && row.transit_id) return '途中短少的报损不冲销。东西又找到了的，请办更正加回库存。'
  return ''
}

/** What hung on the paper: the need is open again, the order gives its material back, the return never was. */
async function undoTrail(
  ctx: Ctx,
  row: DocumentRow,
  lines: Awaited<ReturnType<typeof documentLines>>,
): Promise<void> {
  if (row.kind === 'issue' && row.need_id) {
    const need = await lockNeed(ctx, { id: row.need_id })
    const byItem = new Map<string, number>()
    for (const l of lines) byItem.set(l.item_id, plus(byItem.get(l.item_id) ?? 0, l.quantity))
    for (const [itemId, quantity] of byItem)
      await ctx.db
        .updateTable('stock_need_line')
        .set(eb => ({ issued: eb('issued', '-', String(quantity)) }))
        .where('school_id', '=', ctx.schoolId)
        .where('need_id', '=', need.id)
        .where('item_id', '=', itemId)
        .execute()
    const { open } = await ctx.db
      .selectFrom('stock_need_line')
      .select(eb => eb.fn.coalesce(eb.fn.sum<string>('issued'), eb.lit(0)).as('open'))
      .where('school_id', '=', ctx.schoolId)
      .where('need_id', '=', need.id)
      .executeTakeFirstOrThrow()
    if (need.state !== 'closed') await moveNeed(ctx, need, Number(open) > 0 ? 'part' : 'approved')
    await takeBackMaterial(ctx, { kind: DOCUMENT_REF, id: row.id })
  }
  if (row.kind === 'arrival') await reopen(ctx, row, lines)
  if (row.kind === 'return' && row.origin_id) {
    const sum = lines.map(l => ({ ...l, quantity: -l.quantity, amountFen: -l.amount_fen }))
    const origin = await documentLines(ctx, row.origin_id)
    await markReturned(
      ctx,
      sum.flatMap(l => {
        const line = origin.find(o => o.item_id === l.item_id && o.batch_id === l.batch_id && o.returned > 0)
        return line ? [{ lineId: line.id, quantity: l.quantity, amountFen: l.amountFen }] : []
      }),
    )
    await chargeRest(ctx, await lockDocument(ctx, { id: row.origin_id }), `退库单 ${row.no} 已冲销`)
  }
}
