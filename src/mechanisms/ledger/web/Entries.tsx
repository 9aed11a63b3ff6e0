import { useNavigate } from '@tanstack/react-router'
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
import { filterSentence } from '../../../web/ui/list/filter.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { register } from '../../register/contract.ts'
import { ViewTabs } from '../../register/web/ViewTabs.tsx'
import { ledger } from '../contract.ts'
import { DocumentText } from './DocumentText.tsx'
import { type Book, useBook } from './use-book.ts'

type Row = Answer<typeof ledger.entries>['rows'][number]

/** All entries of a book, newest first, each with the paper it comes from. */
export default function Entries() {
  const { book, books, parts, days, query } = useBook()
  if (books.data && !book) return <Empty title="还没有可以查看的账簿" />
  // Which book is open is known only when the list of books has come.
  if (!book) return <Loading kind="rows" />
  return <BookEntries key={book.id} book={book} parts={parts} days={days} query={query} />
}

function BookEntries({
  book,
  parts,
  days,
  query,
}: Pick<ReturnType<typeof useBook>, 'parts' | 'days' | 'query'> & { book: Book }) {
  const session = useSession()
  const navigate = useNavigate()
  const prefs = useListPrefs('ledger.entries')
  const text = query.get('q').slice(0, 60)
  const filter = { book: book.id, ...days, ...(text ? { text } : {}) }
  const list = usePages(ledger.entries, { ...filter, limit: 50 })
  const save = (): void => {
    download(ledger.exportEntries, filter)
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const title = `${book.title}分录`
  return (
    <ListFrame
      title={title}
      note="记了的账不改；错了用冲销单冲回，再记一笔对的。"
      saved={
        session.can(register.views) && (
          <ViewTabs register="ledger.entries" path="/ledger/entries" query={query.text} />
        )
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{ value: text, onChange: q => query.set({ q }), placeholder: '单号、分录号、摘要' }}
          onClear={() => query.set({ month: '', q: '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title={title}
          filter={filterSentence(parts, text)}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={COLUMNS}
      onExport={save}
      onPrint={() => window.print()}
    >
      <DataTable
        label="分录"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: '/ledger/entries/$id', params: { id: row.id } as never })}
        empty={<Empty title="这里还没有分录" note="办了业务，账会自动记到这里。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.note || row.document.title}
            side={<span className="zw-num">{formatFen(row.amountFen)}</span>}
            meta={
              <>
                <span>{row.day}</span>
                <span>{row.document.no}</span>
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'day', title: '日期', always: true, width: 110, render: row => row.day },
  {
    key: 'document',
    title: '凭据',
    always: true,
    width: 250,
    render: row => <DocumentText document={row.document} />,
  },
  {
    key: 'note',
    title: '摘要',
    render: row => `${row.note}${row.reversed ? '（已冲销）' : row.reversal ? '（冲销）' : ''}`,
  },
  { key: 'amount', title: '金额', figure: true, width: 140, render: row => formatFen(row.amountFen) },
  { key: 'who', title: '经手', width: 90, render: row => row.who },
  { key: 'no', title: '分录号', width: 160, render: row => row.no ?? '结账时编号' },
]
