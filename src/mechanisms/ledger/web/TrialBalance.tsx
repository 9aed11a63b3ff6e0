import { Link, useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { PrintHead } from '../../../web/ui/document/PrintParts.tsx'
import { Empty, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { type FilterPart, filterSentence } from '../../../web/ui/list/filter.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { ledger } from '../contract.ts'
import { type Book, useBook } from './use-book.ts'

type Row = Answer<typeof ledger.accounts>['rows'][number]

/** What every account of a book began with, gained, gave and holds; the sums show that the book balances. */
export default function TrialBalance() {
  const { book, books, parts, days, query } = useBook()
  if (books.data && !book)
    return <Empty title="还没有可以查看的账簿" note="入库、领用、预算等办起来以后，这里会列出各户的余额。" />
  // Which book is open is known only when the list of books has come.
  if (!book) return <Loading kind="rows" />
  return <BookBalance key={book.id} book={book} parts={parts} days={days} query={query} />
}

function BookBalance({
  book,
  parts,
  days,
  query,
}: Pick<ReturnType<typeof useBook>, 'parts' | 'days' | 'query'> & { book: Book }) {
  const session = useSession()
  const navigate = useNavigate()
  const prefs = useListPrefs('ledger.accounts')
  const kind = query.get('kind')
  const text = query.get('q').slice(0, 60)
  const filter = { book: book.id, ...days, ...(kind ? { kind } : {}), ...(text ? { text } : {}) }
  const list = usePages(ledger.accounts, { ...filter, limit: 100 })
  const all: FilterPart[] = [
    ...parts,
    {
      key: 'kind',
      label: '科目',
      pinned: true,
      value: kind ? [kind] : [],
      options: book.kinds.map(k => ({ value: k.kind, label: k.title })),
    },
  ]
  const words = filterSentence(all, text)
  const sums = list.first?.sums
  return (
    <ListFrame
      title={`${book.title}余额表`}
      note={
        list.first ? (
          <>
            {list.first.from} 至 {list.first.to} ·{' '}
            <Link to="/ledger/entries" search={{ book: book.id } as never}>
              看分录
            </Link>
          </>
        ) : undefined
      }
      filter={
        <FilterBar
          parts={all}
          onChange={(key, value) =>
            query.set({ [key]: value.join(','), ...(key === 'book' ? { kind: '' } : {}) })
          }
          search={{ value: text, onChange: q => query.set({ q }), placeholder: '户名' }}
          onClear={() => query.set({ kind: '', month: '', q: '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title={`${book.title}余额表`}
          filter={words}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={COLUMNS}
      onExport={() => {
        download(ledger.exportAccounts, filter)
          .then(() => toast.ok('表格下载好了'))
          .catch((error: Error) => toast.fail(error.message))
      }}
      onPrint={() => window.print()}
    >
      <DataTable
        label="余额表"
        rows={list.isPending || !book ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: '/ledger/accounts/$id', params: { id: row.id } as never })}
        totals={
          sums
            ? {
                title: `共 ${list.total} 户`,
                opening: formatFen(sums.openingFen),
                in: formatFen(sums.inFen),
                out: formatFen(sums.outFen),
                closing: formatFen(sums.closingFen),
              }
            : {}
        }
        empty={<Empty title="这里还没有账" note="办了入库、领用、拨付等业务，账会自动记到这里。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.title}
            side={<span className="zw-num">{formatFen(row.closingFen)}</span>}
            meta={
              <>
                <span>{row.kindTitle}</span>
                {row.closingQuantity !== '0' && <span className="zw-num">数量 {row.closingQuantity}</span>}
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'kind', title: '科目', width: 100, render: row => row.kindTitle },
  { key: 'title', title: '户名', always: true, render: row => row.title },
  { key: 'opening', title: '期初', figure: true, width: 140, render: row => formatFen(row.openingFen) },
  { key: 'in', title: '增加', figure: true, width: 140, render: row => formatFen(row.inFen) },
  { key: 'out', title: '减少', figure: true, width: 140, render: row => formatFen(row.outFen) },
  {
    key: 'closing',
    title: '期末',
    figure: true,
    always: true,
    width: 150,
    render: row => formatFen(row.closingFen),
  },
  {
    key: 'quantity',
    title: '期末数量',
    figure: true,
    width: 96,
    render: row => countText(row.closingQuantity),
  },
  {
    key: 'inQuantity',
    title: '增加数量',
    figure: true,
    spare: true,
    width: 96,
    render: row => countText(row.inQuantity),
  },
  {
    key: 'outQuantity',
    title: '减少数量',
    figure: true,
    spare: true,
    width: 96,
    render: row => countText(row.outQuantity),
  },
]

const countText = (quantity: string): string => (quantity === '0' ? '' : quantity)
