import { notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { sign } from '../../mechanisms/signature/index.ts'
import { contract } from './contract.ts'
import { titleOf } from './lookup.ts'
import { DOCUMENT_REF, type Paper, type PaperLine, postPaper } from './paper.ts'
import { costOf } from './pool.ts'
import { type DocumentAction, documentMachine, minus, quantityText } from './rules.ts'
import type { DocumentRow, StoredLine } from './stored.ts'

export const TAKER = '接收人'

export function mustBeAble(action: DocumentAction, row: DocumentRow): void {
  if (!mayTransit(documentMachine, action, row.state)) throw stateRefusal(documentMachine, action, row.state)
}

export type Piece = PaperLine & { lineId: string }

/** So many of these lines, each at its share of what the line is worth; never more than is open. */
export function pieces(
  lines: readonly StoredLine[],
  wanted: readonly { lineId: string; quantity: number }[],
  over: 'over_sent' | 'over_missing',
): Piece[] {
  return wanted.flatMap(({ lineId, quantity }) => {
    const line = lines.find(l => l.id === lineId)
    if (!line) throw notFound()
    if (quantity === 0) return []
    const left = minus(line.quantity, line.returned)
    if (quantity > left)
      throw contract.fail(over, {
        name: line.name,
        left: quantityText(left, line.measure),
        need: quantityText(quantity, line.measure),
      })
    const rest = { quantity: left, amountFen: line.amount_fen - line.returned_fen }
    return [{ ...thingOf(line), lineId, quantity, amountFen: costOf(rest, quantity) }]
  })
}

export const thingOf = (line: StoredLine) => ({
  itemId: line.item_id,
  itemName: titleOf(line),
  batchId: line.batch_id,
})

export const textOf = (parts: readonly PaperLine[], lines: readonly StoredLine[]): string =>
  parts
    .map(
      p => `${p.itemName}${quantityText(p.quantity, lines.find(l => l.item_id === p.itemId)?.measure ?? '')}`,
    )
    .join('、')

/** Onto a shelf, out of what is in transit, with the signature of whoever counted it. */
export async function takeIn(
  ctx: Ctx,
  given: {
    row: DocumentRow
    origin: DocumentRow
    store: { id: string; name: string }
    day: string
    came: readonly Piece[]
    reason: string
    both: boolean
    strokes?: string | undefined
  },
): Promise<{ id: string; no: string }> {
  const { row, store, day, came, reason, both } = given
  const id = ctx.id()
  const no = await nextNo(ctx, row, '收')
  const paper: Paper = {
    ...{ id, no, kind: 'arrival', day, storeId: store.id, transitId: row.transit_id },
    note: row.no,
  }
  const said = [both && '调出、调入为同一保管员', reason].filter(Boolean).join('；')
  await postPaper(ctx, paper, came, { origin_id: given.origin.id, source_no: row.no, reason: said })
  const what = came.map(c => `${c.itemName} ${c.quantity}`).join('、')
  const statement = `今在${store.name}点收 ${row.no} 调来的${what}${both ? '（调出、调入由本人一并保管）' : ''}。`
  await sign(ctx, { subject: { kind: DOCUMENT_REF, id }, duty: TAKER, statement, strokes: given.strokes })
  return { id, no }
}

/** DB-2026-000012-收, then -收2: an arrival that was taken back keeps its number. */
export async function nextNo(ctx: Ctx, row: DocumentRow, word: string): Promise<string> {
  const { n } = await ctx.db
    .selectFrom('stock_document')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('school_id', '=', ctx.schoolId)
    .where('origin_id', '=', row.id)
    .where('reverses_id', 'is', null)
    .where('kind', '=', word === '收' ? 'arrival' : 'difference')
    .executeTakeFirstOrThrow()
  return `${row.no}-${word}${Number(n) > 0 ? Number(n) + 1 : ''}`
}
