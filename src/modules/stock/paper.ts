import type { Insertable } from 'kysely'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { type PostLine, post } from '../../mechanisms/ledger/index.ts'
import { contract } from './contract.ts'
import { changeHeld, ensurePlaces, lockHeld, placeKey } from './held.ts'
import { type DocumentKind, type Held, KINDS, plus } from './rules.ts'

export const DOCUMENT_REF = 'stock.document'
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
  transfer: { shelf: -1, against: 'onhand' },
  loss: { shelf: -1, against: 'lost' },
  correction: { shelf: 1, against: 'adjusted' },
}

interface Shift {
  storeId: string
  itemId: string
  itemName: string
  batchId: string | null
  quantity: number
  amountFen: number
}

/** What the paper changes on the shelves. */
export function shiftsOf(
  paper: Pick<Paper, 'kind' | 'storeId' | 'toStoreId'>,
  lines: readonly PaperLine[],
): Shift[] {
  const { shelf } = FLOWS[paper.kind]
  if (shelf === 0) return []
  return lines.flatMap(({ itemId, itemName, batchId, quantity, amountFen }) => {
    const thing = { itemId, itemName, batchId }
    const here = {
      ...thing,
      storeId: paper.storeId,
      quantity: shelf * quantity,
      amountFen: shelf * amountFen,
    }
    return paper.toStoreId ? [here, { ...thing, storeId: paper.toStoreId, quantity, amountFen }] : [here]
  })
}

/** Changes the shelves and writes the entry in the book; the paper itself is written by the caller. */
export async function book(
  ctx: Ctx,
  paper: Paper,
  lines: readonly PaperLine[],
  locked?: readonly Held[],
): Promise<{ entryId: string; shifts: Shift[] }> {
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
export async function shift(ctx: Ctx, shifts: readonly Shift[], locked?: readonly Held[]): Promise<void> {
  const known = new Map((locked ?? []).map(h => [placeKey(h), h]))
  if (shifts.some(s => !known.has(placeKey(s)))) {
    await ensurePlaces(
      ctx,
      shifts.filter(s => s.quantity > 0 && !known.has(placeKey(s))),
    )
    const held = await lockHeld(
      ctx,
      shifts.map(s => s.storeId),
      shifts.map(s => s.itemId),
    )
    for (const h of held) known.set(placeKey(h), h)
  }
  const left = new Map<string, { quantity: number; amountFen: number }>()
  const changes = shifts.map(s => {
    const at = known.get(placeKey(s))
    const before = left.get(placeKey(s)) ?? { quantity: at?.quantity ?? 0, amountFen: at?.amountFen ?? 0 }
    const after = { quantity: plus(before.quantity, s.quantity), amountFen: before.amountFen + s.amountFen }
    if (!at || after.quantity < 0 || after.amountFen < 0 || (after.quantity === 0 && after.amountFen !== 0))
      throw contract.fail('reversed_value', { name: s.itemName })
    left.set(placeKey(s), after)
    return { id: at.id, quantity: s.quantity, amountFen: s.amountFen }
  })
  await changeHeld(ctx, changes)
}

function postLines(paper: Paper, lines: readonly PaperLine[], shifts: readonly Shift[]): PostLine[] {
  const { against, shelf } = FLOWS[paper.kind]
  const onhand = shifts.map(s => ({
    account: { kind: 'onhand', key: placeKey(s), commodity: s.itemId, title: s.itemName },
    amountFen: s.amountFen,
    quantity: String(s.quantity),
  }))
  if (against === 'onhand') return onhand
  const loanKey = (itemId: string): string => `${paper.loanId}:${itemId}`
  const others = lines.flatMap(l => {
    const sign = shelf === 0 ? 1 : -shelf
    const entry = (kind: string, key: string, factor: number): PostLine => ({
      account: { kind, key, commodity: l.itemId, title: l.itemName },
      amountFen: factor * l.amountFen,
      quantity: String(factor * l.quantity),
    })
    if (paper.kind === 'lost') return [entry('onloan', loanKey(l.itemId), -1), entry('lost', l.itemId, 1)]
    return [entry(against, against === 'onloan' ? loanKey(l.itemId) : l.itemId, sign)]
  })
  return [...onhand, ...others]
}

/** Writes a posted paper with its lines and movements. */
export async function writePaper(
  ctx: Ctx,
  paper: Paper,
  lines: readonly PaperLine[],
  shifts: readonly Shift[],
  more: Partial<DocumentRow>,
): Promise<void> {
  await insertDocument(ctx, paper, 'posted', lines, more)
  await insertMoves(ctx, paper, shifts)
}

export async function insertDocument(
  ctx: Ctx,
  paper: Paper,
  state: 'pending' | 'posted',
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

export async function insertMoves(ctx: Ctx, paper: Paper, shifts: readonly Shift[]): Promise<void> {
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
