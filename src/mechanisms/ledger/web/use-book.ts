import { type Answer, useRead } from '../../../web/api.ts'
import type { FilterPart } from '../../../web/ui/list/filter.ts'
import { useQuery } from '../../../web/use-query.ts'
import { ledger } from '../contract.ts'
import { lastDayOf } from '../rules.ts'

export type Book = Answer<typeof ledger.books>['rows'][number]

/** The book and month of the address; without them the first book and the year so far. */
export function useBook() {
  const query = useQuery()
  const books = useRead(ledger.books, {})
  const all = books.data?.rows ?? []
  const book = all.find(b => b.id === query.get('book')) ?? all[0]
  const months = useRead(ledger.periods, { book: book?.id ?? '' }, { enabled: Boolean(book) })
  const month = months.data?.rows.find(m => m.month === query.get('month'))?.month
  const parts: FilterPart[] = [
    {
      key: 'book',
      label: '账簿',
      pinned: true,
      value: book ? [book.id] : [],
      options: all.map(b => ({ value: b.id, label: b.title })),
    },
    {
      key: 'month',
      label: '月份',
      pinned: true,
      value: month ? [month] : [],
      options: (months.data?.rows ?? []).map(m => ({ value: m.month, label: m.title })),
    },
  ]
  return {
    query,
    books,
    book,
    parts,
    days: month ? { from: `${month}-01`, to: lastDayOf(month) } : {},
  }
}
