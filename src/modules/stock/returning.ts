import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { reverse as reverseEntry } from '../../mechanisms/ledger/index.ts'
import { takeBackMaterial } from '../../mechanisms/workorder/index.ts'
import { contract } from './contract.ts'
import { dayOf, lockRow, mustBeDistinct } from './lookup.ts'
import { lockNeed, moveNeed } from './needs.ts'
import {
  DOCUMENT_REF,
  insertDocument,
  insertMoves,
  type PaperLine,
  postPaper,
  shift,
  shiftsOf,
} from './paper.ts'
import { costOf, documentMachine, minus, plus, quantityText } from './rules.ts'

type H = Handlers<typeof contract>
type DocumentRow = Awaited<ReturnType<typeof lockDocument>>

export const lockDocument = (ctx: Ctx, input: { id: string; version?: number }) =>
  lockRow(ctx, 'stock_document', input)

export async function documentLines(ctx: Ctx, documentId: string) {
  const rows = await ctx.db
    .selectFrom('stock_line as l')
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
    )
    .leftJoin('stock_batch as b', join =>
      join.onRef('b.school_id', '=', 'l.school_id').onRef('b.id', '=', 'l.batch_id'),
    )
    .selectAll('l')
    .select(['i.code', 'i.name', 'i.spec', 'i.measure', 'b.batch_no', 'b.expires_on'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.document_id', '=', documentId)
    .orderBy('l.seq')
    .execute()
  return rows.map(r => ({ ...r, quantity: Number(r.quantity), returned: Number(r.returned) }))
}

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
  await touch(ctx, row)
  ctx.about({ kind: DOCUMENT_REF, id }, `${no} 退回 ${row.no}`)
  return { id, no, version: 1 }
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
  const mirror: PaperLine[] = lines.map(l => ({
    itemId: l.item_id,
    itemName: l.name,
    batchId: l.batch_id,
    quantity: -l.quantity,
    amountFen: -l.amount_fen,
  }))
  const paper = {
    id: ctx.id(),
    no: `${row.no}-冲`,
    kind: row.kind,
    day: ctx.today,
    storeId: row.store_id,
    toStoreId: row.to_store_id,
    unitId: row.unit_id,
    note: input.reason,
  }
  const shifts = shiftsOf(paper, mirror)
  await shift(ctx, shifts)
  const { entryId } = await reverseEntry(ctx, {
    entryId: row.entry_id as string,
    day: ctx.today,
    document: { kind: DOCUMENT_REF, id: paper.id },
    documentNo: paper.no,
    reason: input.reason,
  })
  await insertDocument(ctx, paper, 'posted', mirror, {
    entry_id: entryId,
    reverses_id: row.id,
    reason: input.reason,
    need_id: row.need_id,
    person_id: row.person_id,
    person_text: row.person_text,
    unit_text: row.unit_text,
    origin_id: row.origin_id,
    source_no: row.no,
  })
  await insertMoves(ctx, paper, shifts)
  await ctx.db
    .updateTable('stock_document')
    .set({ state: 'reversed', version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  await undoTrail(ctx, row, lines)
  ctx.about({ kind: DOCUMENT_REF, id: row.id }, `${row.no} 已冲销：${input.reason}`)
  return { id: paper.id, no: paper.no, version: 1 }
}

export function whyNotReversible(row: Pick<DocumentRow, 'kind' | 'reverses_id'>): string {
  if (row.reverses_id) return '这本身就是一张冲销单，不能再冲。冲错了的，请重新办一张。'
  if (row.kind === 'loan' || row.kind === 'back' || row.kind === 'lost')
    return '借用的单据不冲销：借出有误请办归还，归还有误请重新借出。'
  if (row.kind === 'kit') return '开学物资是按班发放的，不整张冲销。多发的请办退库。'
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
  }
}

async function markReturned(
  ctx: Ctx,
  back: readonly { lineId: string; quantity: number; amountFen: number }[],
): Promise<void> {
  const rows = JSON.stringify(back.map(b => ({ id: b.lineId, q: b.quantity, a: b.amountFen })))
  await sql`update stock_line l set returned = l.returned + x.q, returned_fen = l.returned_fen + x.a
    from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, q numeric, a bigint)
    where l.school_id = ${ctx.schoolId} and l.id = x.id`.execute(ctx.db)
}

async function touch(ctx: Ctx, row: DocumentRow): Promise<void> {
  await ctx.db
    .updateTable('stock_document')
    .set({ version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
}
