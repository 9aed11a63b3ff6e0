import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { startApproval } from '../../mechanisms/approval/index.ts'
import { contract } from './contract.ts'
import { me, mustBeDistinct, storeById } from './lookup.ts'
import { mustBeAble, nextNo, pieces, takeIn } from './on-the-way.ts'
import { ADJUST_REF, DOCUMENT_REF, insertDocument, type Paper, type PaperLine } from './paper.ts'
import {
  type DocumentRow,
  documentLines,
  lockDocument,
  markReturned,
  type StoredLine,
  setDocument,
} from './stored.ts'

type H = Handlers<typeof contract>

/** Missing goods turn up there, had never left, or are lost: each way has its paper. */
export const settleDifference: H['settleDifference'] = async (ctx, input) => {
  mustBeDistinct(input.lines)
  const row = await lockDocument(ctx, input)
  if (row.kind !== 'difference' || !row.to_store_id || !row.transit_id) throw notFound()
  mustBeAble('settle', row)
  const open = await documentLines(ctx, row.id)
  const done = pieces(open, input.lines, 'over_missing')
  if (done.length === 0) throw contract.fail('nothing')
  const store = await storeById(ctx, input.outcome === 'found' ? row.to_store_id : row.store_id)
  const made =
    input.outcome === 'lost'
      ? await proposeLoss(ctx, row, store, done, input.reason)
      : await takeIn(ctx, {
          row,
          origin: row,
          store,
          day: ctx.today,
          came: done,
          reason: input.reason,
          both: false,
        })
  await markReturned(ctx, done)
  await closeWhenSettled(ctx, row)
  ctx.about({ kind: DOCUMENT_REF, id: row.id }, `${row.no}：${made.no}`)
  return { ...made, version: 1 }
}

/** What the approval said of goods lost on the way: written off, or the difference is open again. */
export async function settleLoss(ctx: Ctx, loss: DocumentRow, approved: boolean): Promise<void> {
  const row = await lockDocument(ctx, { id: loss.origin_id as string })
  const lines = await documentLines(ctx, loss.id)
  if (!approved) await giveOpen(ctx, row, lines)
  await closeWhenSettled(ctx, row)
}

/** An arrival was taken back: what it brought is missing, or on its way, again. */
export async function reopen(ctx: Ctx, arrival: DocumentRow, lines: readonly StoredLine[]): Promise<void> {
  const origin = await lockDocument(ctx, { id: arrival.origin_id as string })
  if (origin.kind === 'transfer') {
    const { differences, settled } = await differencesOf(ctx, origin.id)
    if (settled)
      throw contract.fail('not_reversible', { why: '少收的已经处理过，不能再冲销接收。多收少收请办更正。' })
    for (const id of differences)
      await setDocument(ctx, id, { state: 'withdrawn', decision: '接收已冲销', updated_at: ctx.now })
  }
  await giveOpen(ctx, origin, lines)
  const state = origin.kind === 'transfer' ? 'transit' : 'open'
  await setDocument(ctx, origin.id, { state, version: origin.version + 1, updated_at: ctx.now })
}

async function differencesOf(
  ctx: Ctx,
  transitId: string,
): Promise<{ differences: string[]; settled: boolean }> {
  const rows = await ctx.db
    .selectFrom('stock_document as d')
    .innerJoin('stock_line as l', join =>
      join.onRef('l.school_id', '=', 'd.school_id').onRef('l.document_id', '=', 'd.id'),
    )
    .select(['d.id', 'l.returned'])
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.transit_id', '=', transitId)
    .where('d.kind', '=', 'difference')
    .where('d.state', 'in', ['open', 'posted'])
    .execute()
  return { differences: [...new Set(rows.map(r => r.id))], settled: rows.some(r => Number(r.returned) > 0) }
}

/** The lines of the paper from which these came count as not yet arrived. */
async function giveOpen(
  ctx: Ctx,
  origin: { id: string },
  lines: readonly Pick<StoredLine, 'item_id' | 'batch_id' | 'quantity' | 'amount_fen'>[],
): Promise<void> {
  const from = await documentLines(ctx, origin.id)
  await markReturned(
    ctx,
    lines.flatMap(l => {
      const line = from.find(o => o.item_id === l.item_id && o.batch_id === l.batch_id)
      return line ? [{ lineId: line.id, quantity: -l.quantity, amountFen: -l.amount_fen }] : []
    }),
  )
}

async function closeWhenSettled(ctx: Ctx, row: DocumentRow): Promise<void> {
  const lines = await documentLines(ctx, row.id)
  const { waiting } = await ctx.db
    .selectFrom('stock_document')
    .select(eb => eb.fn.countAll<number>().as('waiting'))
    .where('school_id', '=', ctx.schoolId)
    .where('origin_id', '=', row.id)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  const all = Number(waiting) === 0 && lines.every(l => l.returned >= l.quantity)
  await setDocument(ctx, row.id, {
    ...{ state: all ? 'posted' : 'open', version: row.version + 1, updated_at: ctx.now },
  })
}

/** What was sent and did not come: still in transit, on a paper of its own until somebody knows where it is. */
export async function writeDifference(
  ctx: Ctx,
  row: DocumentRow,
  day: string,
  missing: readonly PaperLine[],
  reason: string,
): Promise<void> {
  const paper: Paper = {
    ...{ id: ctx.id(), no: await nextNo(ctx, row, '差'), kind: 'difference', day, storeId: row.store_id },
    ...{ toStoreId: row.to_store_id, transitId: row.transit_id, note: reason },
  }
  await insertDocument(ctx, paper, 'open', missing, { origin_id: row.id, source_no: row.no, reason })
}

/** Lost on the way is a loss like any other: somebody else approves it before the books change. */
async function proposeLoss(
  ctx: Ctx,
  row: DocumentRow,
  store: { id: string },
  lost: readonly PaperLine[],
  reason: string,
): Promise<{ id: string; no: string }> {
  const id = ctx.id()
  const no = await ctx.number('BS')
  const paper: Paper = {
    id,
    no,
    kind: 'loss',
    day: ctx.today,
    storeId: store.id,
    transitId: row.transit_id,
    note: reason,
  }
  await insertDocument(ctx, paper, 'pending', lost, { origin_id: row.id, source_no: row.no, reason })
  await startApproval(ctx, {
    subject: { kind: ADJUST_REF, id },
    no,
    title: `调拨途中短少：${lost.map(l => `${l.itemName}${l.quantity}`).join('、')}`,
    href: `/stock-documents/${id}`,
    amountFen: lost.reduce((sum, l) => sum + l.amountFen, 0),
    category: 'loss',
    askerId: me(ctx).personId,
  })
  return { id, no }
}
