import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, encodeCursor } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { exportRows } from '../../register/index.ts'
import { readableBook } from '../access.ts'
import type { contract } from '../contract.ts'
import { plain, sumOf } from '../rules.ts'
import type { StatementRow } from '../shapes.ts'
import { documentLink } from './documents.ts'
import { schoolName } from './school.ts'

type H = Handlers<typeof contract>
type Days = { from: string; to: string }
/** Day, entry and place in the entry of the last row shown. */
type After = [string, string, number]

export const statement: H['statement'] = async (ctx, input) => {
  const account = await loadAccount(ctx, input.id)
  const days = daysOf(ctx, input)
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid(), z.int()])
  const opening = await sumUntil(ctx, account.id, sql`day < ${days.from}`)
  const before = after ? await sumUntil(ctx, account.id, upTo(after)) : opening
  const closing = await sumUntil(ctx, account.id, sql`day <= ${days.to}`)
  const { rows, next } = await linesOf(ctx, account.id, days, { before, after, limit: input.limit })
  return {
    account,
    ...days,
    opening,
    closing,
    rows,
    next,
    total: closing.count - opening.count,
  }
}

export const exportStatement: H['exportStatement'] = async (ctx, input) => {
  const account = await loadAccount(ctx, input.id)
  const days = daysOf(ctx, input)
  const opening = await sumUntil(ctx, account.id, sql`day < ${days.from}`)
  return exportRows({
    title: `${account.title}明细账`,
    columns: [
      { title: '日期', value: r => r.day, kind: 'day' },
      { title: '分录号', value: r => r.no, width: 20 },
      { title: '凭据', value: r => `${r.document.title} ${r.document.no}`, width: 24 },
      { title: '摘要', value: r => r.note, width: 32 },
      { title: '增加', value: r => (r.amountFen > 0 ? r.amountFen : null), kind: 'money', sum: true },
      { title: '减少', value: r => (r.amountFen < 0 ? -r.amountFen : null), kind: 'money', sum: true },
      { title: '余额', value: r => r.balanceFen, kind: 'money' },
      { title: '数量', value: r => r.quantity, kind: 'number' },
      { title: '结存数量', value: r => r.balanceQuantity, kind: 'number' },
    ],
    rows: allLines(ctx, account.id, days, opening),
    filterText: `${account.bookTitle}·${account.kindTitle}　${days.from} 至 ${days.to}　期初 ${(opening.fen / 100).toFixed(2)} 元`,
    school: await schoolName(ctx),
    zone: ctx.zone,
    now: ctx.now,
  })
}

interface Sum {
  fen: number
  quantity: string
  count: number
}

const daysOf = (ctx: Ctx, days: { from?: string | undefined; to?: string | undefined }): Days => ({
  from: days.from ?? `${(days.to ?? ctx.today).slice(0, 4)}-01-01`,
  to: days.to ?? ctx.today,
})

async function loadAccount(ctx: Ctx, id: string) {
  const a = await ctx.db.selectFrom('ledger_account').selectAll().where('id', '=', id).executeTakeFirst()
  if (!a) throw notFound()
  const book = readableBook(ctx, a.book)
  return {
    id: a.id,
    book: book.id,
    bookTitle: book.title,
    kind: a.kind,
    kindTitle: book.accounts[a.kind]?.title ?? a.kind,
    key: a.key,
    title: a.title || a.key,
    floor: a.floor,
    counted: a.commodity !== '',
  }
}

const upTo = (after: After) =>
  sql`(day, entry_id, seq) <= (${after[0]}::date, ${after[1]}::uuid, ${after[2]})`

async function sumUntil(ctx: Ctx, account: string, until: ReturnType<typeof sql>): Promise<Sum> {
  const { rows } = await sql<{ fen: string; quantity: string; count: number }>`
    select coalesce(sum(amount_fen), 0) as fen, coalesce(sum(quantity), 0) as quantity, count(*) as count
    from ledger_line where school_id = ${ctx.schoolId} and account_id = ${account} and ${until}`.execute(
    ctx.db,
  )
  const row = rows[0] as { fen: string; quantity: string; count: number }
  return { fen: Number(row.fen), quantity: plain(row.quantity), count: row.count }
}

interface Line {
  entry_id: string
  seq: number
  day: string
  amount_fen: number
  quantity: string
  no: string | null
  document_kind: string
  document_id: string
  document_no: string
  note: string
  reverses_id: string | null
  reversed: boolean
}

async function linesOf(
  ctx: Ctx,
  account: string,
  days: Days,
  page: { before: Sum; after: After | undefined; limit: number },
): Promise<{ rows: StatementRow[]; next: string | null; last: Sum }> {
  const { rows: found } = await sql<Line>`
    select l.entry_id, l.seq, l.day, l.amount_fen, l.quantity, e.no, e.document_kind, e.document_id, e.document_no,
      e.note, e.reverses_id,
      exists (select from ledger_entry r where r.school_id = e.school_id and r.reverses_id = e.id) as reversed
    from (
      select entry_id, seq, day, amount_fen, quantity from ledger_line
      where school_id = ${ctx.schoolId} and account_id = ${account} and day >= ${days.from} and day <= ${days.to}
        ${page.after ? sql`and not ${upTo(page.after)}` : sql``}
      order by day, entry_id, seq limit ${page.limit + 1}) as l
    join ledger_entry e on e.school_id = ${ctx.schoolId} and e.id = l.entry_id
    order by l.day, l.entry_id, l.seq`.execute(ctx.db)
  let running = page.before
  const rows = found.slice(0, page.limit).map(line => {
    running = {
      fen: running.fen + line.amount_fen,
      quantity: sumOf(running.quantity, line.quantity),
      count: running.count + 1,
    }
    return toRow(ctx, line, running)
  })
  const last = found[page.limit - 1]
  return {
    rows,
    next: found.length > page.limit && last ? encodeCursor([last.day, last.entry_id, last.seq]) : null,
    last: running,
  }
}

async function* allLines(ctx: Ctx, account: string, days: Days, opening: Sum): AsyncGenerator<StatementRow> {
  let before = opening
  let after: After | undefined
  do {
    const page = await linesOf(ctx, account, days, { before, after, limit: 1000 })
    yield* page.rows
    before = page.last
    after = page.next ? (decodeCursor(page.next, [z.string(), z.string(), z.int()]) as After) : undefined
  } while (after)
}

const toRow = (ctx: Ctx, line: Line, running: Sum): StatementRow => ({
  entryId: line.entry_id,
  no: line.no,
  day: line.day,
  document: documentLink(ctx, line),
  note: line.note,
  amountFen: line.amount_fen,
  quantity: plain(line.quantity),
  balanceFen: running.fen,
  balanceQuantity: running.quantity,
  reversal: line.reverses_id !== null,
  reversed: line.reversed,
})
