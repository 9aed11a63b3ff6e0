import { sql } from 'kysely'
import type { AppError } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { accountSpec, type BookSpec, bookOf } from './books.ts'
import { contract } from './contract.ts'
import { type Arranged, arrange, type Flaw, monthOf, monthTitle, type PostLine, plain } from './rules.ts'

export interface Posting {
  book: string
  day: string
  document: Ref
  documentNo: string
  note: string
  /** Whose decision it is, where the system carries it out. */
  who?: string
  lines: readonly PostLine[]
}

export interface Reversing {
  entryId: string
  day: string
  document: Ref
  documentNo: string
  reason: string
}

/** Writes one balanced entry: one statement, which also takes the accounts and holds the month open. */
export async function post(ctx: Ctx, posting: Posting): Promise<{ entryId: string }> {
  const arranged = arrange(posting.lines)
  if ('code' in arranged) throw flawError(arranged)
  return write(ctx, posting, arranged)
}

/** Takes an entry back by its mirror image: once, and never a reversal. */
export async function reverse(ctx: Ctx, reversing: Reversing): Promise<{ entryId: string }> {
  const lines = await ctx.db
    .selectFrom('ledger_entry as e')
    .innerJoin('ledger_line as l', join =>
      join.onRef('l.school_id', '=', 'e.school_id').onRef('l.entry_id', '=', 'e.id'),
    )
    .innerJoin('ledger_account as a', join =>
      join.onRef('a.school_id', '=', 'l.school_id').onRef('a.id', '=', 'l.account_id'),
    )
    .select(['e.book', 'a.kind', 'a.key', 'a.commodity', 'l.amount_fen', 'l.quantity'])
    .where('e.school_id', '=', ctx.schoolId)
    .where('e.id', '=', reversing.entryId)
    .orderBy('l.seq')
    .execute()
  const book = lines[0]?.book
  if (!book) throw contract.fail('unknown_entry')
  const arranged = arrange(
    lines.map(l => ({
      account: { kind: l.kind, key: l.key, commodity: l.commodity },
      amountFen: -l.amount_fen,
      quantity: negated(l.quantity),
    })),
  )
  if ('code' in arranged) throw new Error(`entry ${reversing.entryId} does not balance`)
  const { day, document, documentNo, reason } = reversing
  return write(ctx, { book, day, document, documentNo, note: reason }, arranged, reversing.entryId)
}

interface Refusal {
  refused: 'closed' | 'unknown' | 'is_reversal' | 'reversed' | 'short'
  kind: string
  title: string
  leftFen: number
  leftQuantity: string
  needFen: number
  needQuantity: string
}

async function write(
  ctx: Ctx,
  posting: Omit<Posting, 'lines'>,
  arranged: Arranged,
  reverses?: string,
): Promise<{ entryId: string }> {
  const book = bookOf(ctx, posting.book)
  const entryId = ctx.id()
  const entry = {
    id: entryId,
    book: book.id,
    day: posting.day,
    at: ctx.now,
    documentKind: posting.document.kind,
    documentId: posting.document.id,
    documentNo: posting.documentNo,
    note: posting.note,
    reverses: reverses ?? null,
    personId: userOf(ctx)?.personId ?? null,
    who: posting.who || actorName(ctx.actor),
  }
  const accounts = arranged.accounts.map(a => ({
    ...a,
    id: ctx.id(),
    floor: accountSpec(book, a.kind).floor,
  }))
  const lines = arranged.lines.map(l => ({ ...l, id: ctx.id() }))
  const { rows } = await sql<{ refusal: Refusal | null }>`select ledger_post(${JSON.stringify(entry)}::jsonb,
    ${JSON.stringify(accounts)}::jsonb, ${JSON.stringify(lines)}::jsonb) as refusal`.execute(ctx.db)
  const refusal = rows[0]?.refusal
  if (refusal) throw refusalError(ctx, book, posting.day, refusal)
  return { entryId }
}

export function closedError(ctx: Ctx, book: BookSpec, day: string): AppError {
  return contract.fail('closed', { book: book.title, month: monthTitle(monthOf(day)), today: ctx.today })
}

function refusalError(ctx: Ctx, book: BookSpec, day: string, refusal: Refusal): AppError {
  switch (refusal.refused) {
    case 'closed':
      return closedError(ctx, book, day)
    case 'unknown':
      return contract.fail('unknown_entry')
    case 'is_reversal':
      return contract.fail('is_reversal')
    case 'reversed':
      return contract.fail('already_reversed')
    case 'short':
      return contract.fail('short', {
        account: refusal.title || accountSpec(book, refusal.kind).title,
        ...shortage(refusal),
      })
  }
}

/** By quantity where the quantity is what lacks, else by amount. */
function shortage(refusal: Refusal): { left: string; need: string } {
  if (Number(refusal.needQuantity) > Number(refusal.leftQuantity))
    return { left: plain(refusal.leftQuantity), need: plain(refusal.needQuantity) }
  return { left: formatFen(refusal.leftFen), need: formatFen(refusal.needFen) }
}

function flawError(flaw: Flaw): AppError {
  switch (flaw.code) {
    case 'empty':
      return contract.fail('empty')
    case 'not_fen':
      return contract.fail('not_fen', { value: flaw.value / 100 })
    case 'not_quantity':
      return contract.fail('not_quantity', { value: flaw.value })
    case 'no_commodity':
      throw new Error(`the account ${flaw.account} has a quantity of nothing`)
    case 'unbalanced':
      return contract.fail('unbalanced', { difference: formatFen(flaw.fen) })
    case 'unbalanced_quantity':
      return contract.fail('unbalanced', { difference: `数量 ${flaw.quantity}` })
  }
}

const negated = (numeric: string): string => (numeric.startsWith('-') ? numeric.slice(1) : `-${numeric}`)
