import { sql } from 'kysely'
import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import type { DeskSource, SearchSource } from '../desk/index.ts'
import { mayReadBook } from './access.ts'
import { bookPoint, findBook } from './books.ts'
import { closedThrough } from './periods.ts'
import { documentLink } from './queries/documents.ts'
import { lastDayOf, monthOf, monthTitle } from './rules.ts'

/** Months that are over and have entries wait for the accountant, the oldest of each book. */
export const ledgerDesk: DeskSource = {
  id: 'ledger',
  async items(ctx) {
    if (!hasRole(ctx, 'accountant')) return []
    const items = []
    for (const book of ctx.all(bookPoint)) {
      const month = await oldestOpen(ctx, book.id)
      if (!month) continue
      items.push({
        key: `ledger.close.${book.id}`,
        urgency: 'today' as const,
        title: `${book.title}${monthTitle(month)}还没有结账`,
        detail: '看看还差什么，办完就结',
        link: `/ledger/periods?book=${encodeURIComponent(book.id)}&month=${month}`,
        dueAt: null,
      })
    }
    return items
  },
}

/** Entries by the number of their paper or their own. */
export const ledgerSearch: SearchSource = {
  id: 'ledger',
  async search(ctx, text) {
    if (!/^[A-Za-z]{2,4}-?\d/.test(text)) return []
    const rows = await ctx.db
      .selectFrom('ledger_entry')
      .select(['id', 'no', 'book', 'day', 'note', 'document_kind', 'document_id', 'document_no'])
      .where('school_id', '=', ctx.schoolId)
      .where(eb =>
        eb.or([
          eb('document_no', 'like', `${text.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`),
          eb('no', '=', text.toUpperCase()),
        ]),
      )
      .orderBy('id', 'desc')
      .limit(5)
      .execute()
    return rows.flatMap(row => {
      const book = findBook(ctx, row.book)
      if (!book || !mayReadBook(ctx, book)) return []
      const document = documentLink(ctx, row)
      return [
        {
          kind: 'ledger.entry',
          kindTitle: '分录',
          title: `${document.title} ${row.document_no}`,
          detail: [book.title, row.day, row.note].filter(Boolean).join(' · '),
          link: `/ledger/entries/${row.id}`,
        },
      ]
    })
  },
}

async function oldestOpen(ctx: Ctx, book: string): Promise<string | undefined> {
  const through = await closedThrough(ctx, book)
  const first = await ctx.db
    .selectFrom('ledger_entry')
    .select('day')
    .where('school_id', '=', ctx.schoolId)
    .where('book', '=', book)
    .$if(through !== undefined, q => q.where('day', '>', lastDayOf(through as string)))
    .where('day', '<', sql<string>`${`${monthOf(ctx.today)}-01`}::date`)
    .orderBy('day')
    .limit(1)
    .executeTakeFirst()
  return first && monthOf(first.day)
}
