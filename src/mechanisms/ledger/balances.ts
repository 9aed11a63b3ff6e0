import { sql } from 'kysely'
import { type Ref, refKey } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { accountSpec, bookOf } from './books.ts'
import { closedError } from './posting.ts'
import { type AccountRef, monthOf, plain, sortKey, sumOf } from './rules.ts'

export interface Balance {
  amountFen: number
  quantity: string
}

const NOTHING: Balance = { amountFen: 0, quantity: '0' }

/** What an account holds now, over all its commodities or over the one named. */
export async function balance(ctx: Ctx, book: string, account: AccountRef): Promise<Balance> {
  const { kind, key, commodity } = account
  const all = await balances(ctx, book, kind, [key], commodity === undefined ? {} : { commodity })
  return all.get(key) ?? NOTHING
}

/** The same for many accounts of one kind; accounts never used are missing from the answer. */
export async function balances(
  ctx: Ctx,
  book: string,
  kind: string,
  keys: readonly string[],
  only: { commodity?: string } = {},
): Promise<Map<string, Balance>> {
  if (keys.length === 0) return new Map()
  const { floor } = accountSpec(bookOf(ctx, book), kind)
  // Floor accounts carry their balance; the others are summed from their lines.
  const held = floor ? sql`a.held_fen as fen, a.held_quantity as quantity` : sql`l.fen, l.quantity`
  const lines = floor
    ? sql``
    : sql`cross join lateral (select coalesce(sum(amount_fen), 0) as fen, coalesce(sum(quantity), 0) as quantity
        from ledger_line where school_id = ${ctx.schoolId} and account_id = a.id) as l`
  const { rows } = await sql<{ key: string; fen: string; quantity: string }>`
    select key, sum(fen) as fen, sum(quantity) as quantity from (
      select a.key, ${held} from ledger_account a ${lines}
      where a.school_id = ${ctx.schoolId} and a.book = ${book} and a.kind = ${kind} and a.key = any(${[...keys]})
        ${only.commodity === undefined ? sql`` : sql`and a.commodity = ${only.commodity}`}) as x
    group by key`.execute(ctx.db)
  return new Map(rows.map(r => [r.key, { amountFen: Number(r.fen), quantity: plain(r.quantity) }]))
}

/**
 * Balances of floor accounts, locked until the transaction ends: for whoever must know what is there to
 * decide what to post (an average price). Call it once with all accounts, before posting.
 */
export async function lockBalances(
  ctx: Ctx,
  book: string,
  accounts: readonly AccountRef[],
): Promise<(Balance & { kind: string; key: string; commodity: string })[]> {
  if (accounts.length === 0) return []
  const spec = bookOf(ctx, book)
  const wanted = [...new Map(accounts.map(a => [sortKey(a), a])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, a]) => ({
      id: ctx.id(),
      kind: a.kind,
      key: a.key,
      commodity: a.commodity ?? '',
      title: a.title ?? '',
      floor: accountSpec(spec, a.kind).floor,
    }))
  const { rows } = await sql<{
    kind: string
    key: string
    commodity: string
    held_fen: number | null
    held_quantity: string | null
  }>`select kind, key, commodity, held_fen, held_quantity
    from ledger_lock(${book}, ${JSON.stringify(wanted)}::jsonb, ${ctx.now})`.execute(ctx.db)
  return rows.map(r => ({
    kind: r.kind,
    key: r.key,
    commodity: r.commodity,
    amountFen: r.held_fen ?? 0,
    quantity: plain(r.held_quantity),
  }))
}

export interface Turnover {
  key: string
  commodity: string
  title: string
  /** Balance before `from`. */
  openingFen: number
  openingQuantity: string
  inFen: number
  inQuantity: string
  outFen: number
  outQuantity: string
  /** Balance at the end of `to`. */
  closingFen: number
  closingQuantity: string
}

/** What came in and went out of the accounts of one kind between two days, both included. */
export async function turnover(
  ctx: Ctx,
  book: string,
  accounts: { kind: string; keys?: readonly string[] },
  days: { from: string; to: string },
): Promise<Turnover[]> {
  const { rows } = await sql<Record<Exclude<keyof Turnover, 'closingFen' | 'closingQuantity'>, string>>`
    select a.key, a.commodity, a.title,
      coalesce(sum(l.amount_fen) filter (where l.day < ${days.from}), 0) as "openingFen",
      coalesce(sum(l.quantity) filter (where l.day < ${days.from}), 0) as "openingQuantity",
      coalesce(sum(l.amount_fen) filter (where l.day >= ${days.from} and l.amount_fen > 0), 0) as "inFen",
      coalesce(sum(l.quantity) filter (where l.day >= ${days.from} and l.quantity > 0), 0) as "inQuantity",
      coalesce(-sum(l.amount_fen) filter (where l.day >= ${days.from} and l.amount_fen < 0), 0) as "outFen",
      coalesce(-sum(l.quantity) filter (where l.day >= ${days.from} and l.quantity < 0), 0) as "outQuantity"
    from ledger_account a
    join ledger_line l on l.school_id = a.school_id and l.account_id = a.id and l.day <= ${days.to}
    where a.school_id = ${ctx.schoolId} and a.book = ${book} and a.kind = ${accounts.kind}
      ${accounts.keys ? sql`and a.key = any(${[...accounts.keys]})` : sql``}
    group by a.id, a.key, a.commodity, a.title order by a.key, a.commodity`.execute(ctx.db)
  return rows.map(r => ({
    key: r.key,
    commodity: r.commodity,
    title: r.title,
    openingFen: Number(r.openingFen),
    openingQuantity: plain(r.openingQuantity),
    inFen: Number(r.inFen),
    inQuantity: plain(r.inQuantity),
    outFen: Number(r.outFen),
    outQuantity: plain(r.outQuantity),
    closingFen: Number(r.openingFen) + Number(r.inFen) - Number(r.outFen),
    closingQuantity: sumOf(r.openingQuantity, r.inQuantity, `-${r.outQuantity}`),
  }))
}

export interface DocumentEntry {
  document: Ref
  entryId: string
  no: string | null
  book: string
  day: string
  note: string
  documentNo: string
  reverses: string | null
  reversedBy: string | null
}

/** Entries that these documents made, oldest first. */
export async function entriesOf(ctx: Ctx, documents: readonly Ref[]): Promise<DocumentEntry[]> {
  if (documents.length === 0) return []
  const rows = await ctx.db
    .selectFrom('ledger_entry as e')
    .leftJoin('ledger_entry as r', join =>
      join.onRef('r.school_id', '=', 'e.school_id').onRef('r.reverses_id', '=', 'e.id'),
    )
    .select([
      'e.id',
      'e.no',
      'e.book',
      'e.day',
      'e.note',
      'e.document_no',
      'e.document_kind',
      'e.document_id',
      'e.reverses_id',
      'r.id as reversed_by',
    ])
    .where('e.school_id', '=', ctx.schoolId)
    .where('e.document_kind', 'in', [...new Set(documents.map(one => one.kind))])
    .where('e.document_id', 'in', [...new Set(documents.map(one => one.id))])
    .orderBy('e.id')
    .execute()
  const wanted = new Set(documents.map(refKey))
  const found = rows.map(r => ({ ...r, document: { kind: r.document_kind, id: r.document_id } }))
  return found
    .filter(r => wanted.has(refKey(r.document)))
    .map(r => ({
      document: r.document,
      entryId: r.id,
      no: r.no,
      book: r.book,
      day: r.day,
      note: r.note,
      documentNo: r.document_no,
      reverses: r.reverses_id,
      reversedBy: r.reversed_by,
    }))
}

/** Refuses a day in a closed month; the month then stays open until the transaction ends. */
export async function mustBeOpen(ctx: Ctx, book: string, day: string): Promise<void> {
  const { rows } = await sql<{
    open: boolean
  }>`select ledger_hold_open(${book}, ${monthOf(day)}) as open`.execute(ctx.db)
  if (!rows[0]?.open) throw closedError(ctx, bookOf(ctx, book), day)
}
