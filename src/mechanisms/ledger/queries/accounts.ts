import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { exportRows } from '../../register/index.ts'
import { mayReadBook, readableBook } from '../access.ts'
import { type BookSpec, bookPoint } from '../books.ts'
import type { contract, ledger } from '../contract.ts'
import { closedThrough } from '../periods.ts'
import { plain, sumOf } from '../rules.ts'
import type { AccountRow } from '../shapes.ts'
import { schoolName } from './school.ts'

type H = Handlers<typeof contract>
type Filter = ParsedOf<typeof ledger.exportAccounts>

export const books: H['books'] = async ctx => {
  const rows = []
  for (const book of ctx.all(bookPoint)) {
    if (!mayReadBook(ctx, book)) continue
    rows.push({
      id: book.id,
      title: book.title,
      kinds: Object.entries(book.accounts).map(([kind, spec]) => ({ kind, ...spec })),
      closedThrough: (await closedThrough(ctx, book.id)) ?? null,
    })
  }
  return { rows }
}

export const accounts: H['accounts'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  const after = decodeCursor(input.cursor, [z.string(), z.string(), z.uuid()])
  const { from, to } = daysOf(ctx, input)
  const found = await trialBalance(ctx, book, input, { after, limit: input.limit + 1 })
  const page = pageFrom(found.rows, input.limit, r => [r.kind, r.title, r.id])
  return {
    book: { id: book.id, title: book.title },
    from,
    to,
    rows: page.rows,
    next: page.next,
    total: found.total,
    sums: found.sums,
  }
}

export const exportAccounts: H['exportAccounts'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  const { from, to } = daysOf(ctx, input)
  const { rows } = await trialBalance(ctx, book, input, { after: undefined, limit: 100_001 })
  return exportRows({
    title: `${book.title}余额表`,
    columns: [
      { title: '科目', value: r => r.kindTitle, width: 12 },
      { title: '户名', value: r => r.title, width: 32 },
      { title: '期初', value: r => r.openingFen, kind: 'money', sum: true },
      { title: '增加', value: r => r.inFen, kind: 'money', sum: true },
      { title: '减少', value: r => r.outFen, kind: 'money', sum: true },
      { title: '期末', value: r => r.closingFen, kind: 'money', sum: true },
      { title: '期初数量', value: r => r.openingQuantity, kind: 'number' },
      { title: '增加数量', value: r => r.inQuantity, kind: 'number' },
      { title: '减少数量', value: r => r.outQuantity, kind: 'number' },
      { title: '期末数量', value: r => r.closingQuantity, kind: 'number' },
    ],
    rows,
    filterText: `${from} 至 ${to}`,
    school: await schoolName(ctx),
    zone: ctx.zone,
    now: ctx.now,
  })
}

/** Without days: the year up to today. */
const daysOf = (ctx: Ctx, days: { from?: string | undefined; to?: string | undefined }) => ({
  from: days.from ?? `${(days.to ?? ctx.today).slice(0, 4)}-01-01`,
  to: days.to ?? ctx.today,
})

type Raw = Record<Exclude<keyof AccountRow, 'kindTitle' | 'closingFen' | 'closingQuantity'>, string> & {
  total: number
  sumOpening: string
  sumIn: string
  sumOut: string
}

async function trialBalance(
  ctx: Ctx,
  book: BookSpec,
  filter: Filter,
  page: { after: [string, string, string] | undefined; limit: number },
) {
  const { from, to } = daysOf(ctx, filter)
  const { rows } = await sql<Raw>`
    with b as materialized (
      select a.id, a.kind, a.key, coalesce(nullif(a.title, ''), a.key) as title, a.commodity,
        coalesce(sum(l.amount_fen) filter (where l.day < ${from}), 0) as "openingFen",
        coalesce(sum(l.quantity) filter (where l.day < ${from}), 0) as "openingQuantity",
        coalesce(sum(l.amount_fen) filter (where l.day >= ${from} and l.amount_fen > 0), 0) as "inFen",
        coalesce(sum(l.quantity) filter (where l.day >= ${from} and l.quantity > 0), 0) as "inQuantity",
        coalesce(-sum(l.amount_fen) filter (where l.day >= ${from} and l.amount_fen < 0), 0) as "outFen",
        coalesce(-sum(l.quantity) filter (where l.day >= ${from} and l.quantity < 0), 0) as "outQuantity"
      from ledger_account a
      left join ledger_line l on l.school_id = a.school_id and l.account_id = a.id and l.day <= ${to}
      where a.school_id = ${ctx.schoolId} and a.book = ${book.id} ${accountFilter(filter)}
      group by a.school_id, a.id
    ), shown as (
      select * from b ${filter.moved ? MOVED : sql``}
    ), sums as (
      select count(*) as total, coalesce(sum("openingFen"), 0) as "sumOpening", coalesce(sum("inFen"), 0) as "sumIn",
        coalesce(sum("outFen"), 0) as "sumOut" from shown
    )
    select shown.*, sums.* from sums left join lateral (
      select * from shown ${page.after ? sql`where (kind, title, id) > (${page.after[0]}, ${page.after[1]}, ${page.after[2]}::uuid)` : sql``}
      order by kind, title, id limit ${page.limit}) as shown on true
    order by kind, title, id`.execute(ctx.db)
  const first = rows[0] as Raw
  const opening = Number(first.sumOpening)
  const sumIn = Number(first.sumIn)
  const sumOut = Number(first.sumOut)
  return {
    rows: rows.filter(r => r.id !== null).map(r => toRow(book, r)),
    total: first.total,
    sums: { openingFen: opening, inFen: sumIn, outFen: sumOut, closingFen: opening + sumIn - sumOut },
  }
}

const MOVED = sql`where "openingFen" <> 0 or "inFen" <> 0 or "outFen" <> 0 or "openingQuantity" <> 0
  or "inQuantity" <> 0 or "outQuantity" <> 0`

function accountFilter(filter: Filter): RawBuilder<unknown> {
  const kind = filter.kind ? sql`and a.kind = ${filter.kind}` : sql``
  const text = filter.text
    ? sql`and (strpos(lower(a.title), ${filter.text.toLowerCase()}) > 0 or a.key = ${filter.text})`
    : sql``
  return sql`${kind} ${text}`
}

function toRow(book: BookSpec, r: Raw): AccountRow {
  const openingFen = Number(r.openingFen)
  const inFen = Number(r.inFen)
  const outFen = Number(r.outFen)
  return {
    id: r.id,
    kind: r.kind,
    kindTitle: book.accounts[r.kind]?.title ?? r.kind,
    key: r.key,
    title: r.title,
    commodity: r.commodity,
    openingFen,
    inFen,
    outFen,
    closingFen: openingFen + inFen - outFen,
    openingQuantity: plain(r.openingQuantity),
    inQuantity: plain(r.inQuantity),
    outQuantity: plain(r.outQuantity),
    closingQuantity: sumOf(r.openingQuantity, r.inQuantity, `-${r.outQuantity}`),
  }
}
