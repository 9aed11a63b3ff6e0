import type { Insertable } from 'kysely'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { type PostLine, post } from '../../mechanisms/ledger/index.ts'
import { contract } from './contract.ts'
import type { Held } from './fefo.ts'
import { lockPlaces, writeHeld } from './held.ts'
import { afterChanges, type Change, placeKey, poolKey } from './pool.ts'
import { type DocumentKind, type DocumentState, KINDS } from './rules.ts'

export const DOCUMENT_REF = 'stock.document'
export const ADJUST_REF = 'stock.adjustment'
export const NEED_REF = 'stock.need'
export const LOAN_REF = 'stock.loan'
export const SHEET_REF = 'stock.sheet'

/** One line of a paper: what moved, of which batch, at what value. Corrections may be negative. */
export interface PaperLine {
  itemId: string
  itemName: string
  batchId: string | null
  quantity: number
  amountFen: number
  oldIn?: boolean | null
  note?: string
}

type DocumentRow = Insertable<Tables['stock_document']>
export interface Paper {
  id: string
  no: string
  kind: DocumentKind
  day: string
  storeId: string
  toStoreId?: string | null
  /** The transfer by which these goods go, or went, from one store to another. */
  transitId?: string | null
  loanId?: string | null
  unitId?: string | null
  /** For the ledger's statement. */
  note: string
}

/** Where the value goes to or comes from, and whether the store's shelf gains (+) or loses (-). */
const FLOWS: Record<DocumentKind, { shelf: 1 | -1 | 0; against: string }> = {
  receipt: { shelf: 1, against: 'received' },
  opening: { shelf: 1, against: 'opening' },
  issue: { shelf: -1, against: 'issued' },
  kit: { shelf: -1, against: 'issued' },
  return: { shelf: 1, against: 'issued' },
  loan: { shelf: -1, against: 'onloan' },
  back: { shelf: 1, against: 'onloan' },
  lost: { shelf: 0, against: 'lost' },
  transfer: { shelf: -1, against: 'in_transit' },
  arrival: { shelf: 1, against: 'in_transit' },
  difference: { shelf: 0, against: 'in_transit' },
  loss: { shelf: -1, against: 'lost' },
  correction: { shelf: 1, against: 'adjusted' },
}

/** Lost or missing on the way: no shelf changes. */
const offShelf = (paper: Pick<Paper, 'kind' | 'transitId'>): boolean =>
  FLOWS[paper.kind].shelf === 0 || (paper.kind === 'loss' && Boolean(paper.transitId))

/** What the paper changes on the shelves. Transfers from before there was a way between moved both at once. */
export function shiftsOf(
  paper: Pick<Paper, 'kind' | 'storeId' | 'toStoreId' | 'transitId'>,
  lines: readonly PaperLine[],
): Change[] {
  if (offShelf(paper)) return []
  const { shelf } = FLOWS[paper.kind]
  return lines.flatMap(({ itemId, itemName, batchId, quantity, amountFen }) => {
    const thing = { itemId, itemName, batchId }
    const here = {
      ...thing,
      storeId: paper.storeId,
      quantity: shelf * quantity,
      amountFen: shelf * amountFen,
    }
    const atOnce = paper.kind === 'transfer' && !paper.transitId && paper.toStoreId
    return atOnce ? [here, { ...thing, storeId: atOnce, quantity, amountFen }] : [here]
  })
}

/** Changes the shelves and writes the entry in the book; the paper itself is written by the caller. */
export async function book(
  ctx: Ctx,
  paper: Paper,
  lines: readonly PaperLine[],
  locked?: readonly Held[],
): Promise<{ entryId: string; shifts: Change[] }> {
  const shifts = shiftsOf(paper, lines)
  await shift(ctx, shifts, locked)
  const { entryId } = await post(ctx, {
    book: 'stock',
    day: paper.day,
    document: { kind: DOCUMENT_REF, id: paper.id },
    documentNo: paper.no,
    note: [KINDS[paper.kind], paper.note].filter(Boolean).join('：'),
    lines: postLines(paper, lines, shifts),
  })
  return { entryId, shifts }
}

/** Puts up and takes down; nothing goes below zero, in number or in value. */
export async function shift(ctx: Ctx, shifts: readonly Change[], locked?: readonly Held[]): Promise<void> {
  if (shifts.length === 0) return
  const known = new Set((locked ?? []).map(placeKey))
  const held = locked && shifts.every(s => known.has(placeKey(s))) ? locked : await lockPlaces(ctx, shifts)
  const after = afterChanges(held, shifts)
  if ('impossible' in after) throw contract.fail('reversed_value', { name: after.impossible })
  await writeHeld(ctx, after.rows)
}

function postLines(paper: Paper, lines: readonly PaperLine[], shifts: readonly Change[]): PostLine[] {
  const onhand = shifts.map(s => ({
    account: { kind: 'onhand', key: poolKey(s), commodity: s.itemId, title: s.itemName },
    amountFen: s.amountFen,
    quantity: String(s.quantity),
  }))
  const entry = (kind: string, of: PaperLine, sign: number): PostLine => ({
    account: { kind, key: accountKey(kind, paper, of.itemId), commodity: of.itemId, title: of.itemName },
    amountFen: sign * of.amountFen,
    quantity: String(sign * of.quantity),
  })
  const { against, shelf } = FLOWS[paper.kind]
  const from = paper.kind === 'lost' ? 'onloan' : 'in_transit'
  const others = offShelf(paper)
    ? lines.flatMap(l => [entry(from, l, -1), entry('lost', l, 1)])
    : lines.map(l => entry(against, l, -shelf))
  return [...onhand, ...others]
}

const accountKey = (kind: string, paper: Paper, itemId: string): string =>
  kind === 'onloan'
    ? `${paper.loanId}:${itemId}`
    : kind === 'in_transit'
      ? `${paper.transitId}:${itemId}`
      : itemId

/** Writes a posted paper with its lines and movements. */
export async function writePaper(
  ctx: Ctx,
  paper: Paper,
  lines: readonly PaperLine[],
  shifts: readonly Change[],
  more: Partial<DocumentRow>,
): Promise<void> {
  await insertDocument(ctx, paper, 'posted', lines, more)
  await insertMoves(ctx, paper, shifts)
}

export async function insertDocument(
  ctx: Ctx,
  paper: Paper,
  state: DocumentState,
  lines: readonly PaperLine[],
  more: Partial<DocumentRow>,
): Promise<void> {
  await ctx.db
    .insertInto('stock_document')
    .values({
      school_id: ctx.schoolId,
      id: paper.id,
      no: paper.no,
      kind: paper.kind,
      state,
      store_id: paper.storeId,
      to_store_id: paper.toStoreId ?? null,
      day: paper.day,
      transit_id: paper.transitId ?? null,
      loan_id: paper.loanId ?? null,
      unit_id: paper.unitId ?? null,
      amount_fen: lines.reduce((sum, l) => sum + l.amountFen, 0),
      by_id: userOf(ctx)?.personId ?? null,
      by_text: actorName(ctx.actor),
      created_at: ctx.now,
      updated_at: ctx.now,
      ...more,
    })
    .execute()
  await ctx.db
    .insertInto('stock_line')
    .values(
      lines.map((l, seq) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        document_id: paper.id,
        seq,
        item_id: l.itemId,
        batch_id: l.batchId,
        quantity: l.quantity,
        amount_fen: l.amountFen,
        old_in: l.oldIn ?? null,
        note: l.note ?? '',
      })),
    )
    .execute()
}

export async function insertMoves(ctx: Ctx, paper: Paper, shifts: readonly Change[]): Promise<void> {
  if (shifts.length === 0) return
  await ctx.db
    .insertInto('stock_move')
    .values(
      shifts.map(s => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        document_id: paper.id,
        kind: paper.kind,
        day: paper.day,
        store_id: s.storeId,
        item_id: s.itemId,
        batch_id: s.batchId,
        quantity: s.quantity,
        amount_fen: s.amountFen,
        unit_id: paper.unitId ?? null,
        at: ctx.now,
      })),
    )
    .execute()
}

/** A paper that takes effect at once. */
export async function postPaper(
  ctx: Ctx,
  paper: Paper,
  lines: readonly PaperLine[],
  more: Partial<DocumentRow> = {},
  locked?: readonly Held[],
): Promise<{ entryId: string }> {
  const { entryId, shifts } = await book(ctx, paper, lines, locked)
  await writePaper(ctx, paper, lines, shifts, { ...more, entry_id: entryId })
  return { entryId }
}
