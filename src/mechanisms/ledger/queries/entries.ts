import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readableBook } from '../access.ts'
import type { contract } from '../contract.ts'
import { plain } from '../rules.ts'
import { documentLink } from './documents.ts'

type H = Handlers<typeof contract>

export const entries: H['entries'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const matching = ctx.db
    .selectFrom('ledger_entry as e')
    .where('e.school_id', '=', ctx.schoolId)
    .where('e.book', '=', book.id)
    .$if(input.from !== undefined, q => q.where('e.day', '>=', input.from as string))
    .$if(input.to !== undefined, q => q.where('e.day', '<=', input.to as string))
    .$if(Boolean(input.text), q => {
      const like = `%${(input.text as string).replace(/[\\%_]/g, '\\$&')}%`
      return q.where(eb =>
        eb.or([eb('e.document_no', 'ilike', like), eb('e.no', 'ilike', like), eb('e.note', 'ilike', like)]),
      )
    })
  const found = await matching
    .select(ENTRY_COLUMNS)
    .select(AMOUNT.as('amount'))
    .select(REVERSED.as('reversed'))
    .$if(after !== undefined, q =>
      q.where(sql<boolean>`(e.day, e.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('e.day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { total } = await matching
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, r => [r.day, r.id])
  return { rows: page.rows.map(r => toRow(ctx, r)), next: page.next, total }
}

export const entry: H['entry'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('ledger_entry as e')
    .select([...ENTRY_COLUMNS, 'e.book'])
    .select(AMOUNT.as('amount'))
    .select(REVERSED.as('reversed'))
    .where('e.id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const book = readableBook(ctx, row.book)
  const lines = await ctx.db
    .selectFrom('ledger_line as l')
    .innerJoin('ledger_account as a', join =>
      join.onRef('a.school_id', '=', 'l.school_id').onRef('a.id', '=', 'l.account_id'),
    )
    .select(['l.account_id', 'a.kind', 'a.key', 'a.title', 'l.amount_fen', 'l.quantity'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.entry_id', '=', row.id)
    .orderBy('l.seq')
    .execute()
  const others = await ctx.db
    .selectFrom('ledger_entry')
    .select(['id', 'no', 'day'])
    .where('school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or([eb('reverses_id', '=', row.id), ...(row.reverses_id ? [eb('id', '=', row.reverses_id)] : [])]),
    )
    .execute()
  return {
    ...toRow(ctx, row),
    book: { id: book.id, title: book.title },
    lines: lines.map(l => ({
      accountId: l.account_id,
      kindTitle: book.accounts[l.kind]?.title ?? l.kind,
      title: l.title || l.key,
      amountFen: l.amount_fen,
      quantity: plain(l.quantity),
    })),
    reverses: others.find(o => o.id === row.reverses_id) ?? null,
    reversedBy: others.find(o => o.id !== row.reverses_id) ?? null,
  }
}

const ENTRY_COLUMNS = [
  'e.id',
  'e.no',
  'e.day',
  'e.document_kind',
  'e.document_id',
  'e.document_no',
  'e.note',
  'e.who',
  'e.posted_at',
  'e.reverses_id',
] as const

const AMOUNT = sql<string>`(select coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0) from ledger_line l
  where l.school_id = e.school_id and l.entry_id = e.id)`
const REVERSED = sql<boolean>`exists (select from ledger_entry r where r.school_id = e.school_id and r.reverses_id = e.id)`

interface Listed {
  id: string
  no: string | null
  day: string
  document_kind: string
  document_id: string
  document_no: string
  note: string
  who: string
  posted_at: Date
  reverses_id: string | null
  amount: string
  reversed: boolean
}

const toRow = (ctx: Ctx, r: Listed) => ({
  id: r.id,
  no: r.no,
  day: r.day,
  document: documentLink(ctx, r),
  note: r.note,
  who: r.who,
  postedAt: r.posted_at,
  amountFen: Number(r.amount),
  reversal: r.reverses_id !== null,
  reversed: r.reversed,
})
