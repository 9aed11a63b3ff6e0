import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { PrintHead } from '../../../web/ui/document/PrintParts.tsx'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import type { FilterPart } from '../../../web/ui/list/filter.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { useQuery } from '../../../web/use-query.ts'
import { ledger } from '../contract.ts'
import { DocumentText } from './DocumentText.tsx'

type Row = Answer<typeof ledger.statement>['rows'][number]

/** One account: what it began with, each entry with its paper, and the balance after each. */
export default function Statement() {
  const { id } = useParams({ strict: false }) as { id: string }
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('ledger.statement')
  const year = /^\d{4}$/.test(query.get('year')) ? query.get('year') : ''
  const days = year ? { from: `${year}-01-01`, to: `${year}-12-31` } : {}
  const list = usePages(ledger.statement, { id, ...days, limit: 100 })
  const first = list.first
  const account = first?.account
  const columns = COLUMNS.filter(c => account?.counted !== false || !QUANTITIES.includes(c.key))
  const thisYear = Number(session.today.slice(0, 4))
  const parts: FilterPart[] = [
    {
      key: 'year',
      label: '年份',
      pinned: true,
      value: year ? [year] : [],
      options: [0, 1, 2, 3, 4].map(n => ({ value: String(thisYear - n), label: `${thisYear - n}年` })),
    },
  ]
  const title = account ? `${account.title} 明细账` : '明细账'
  return (
    <ListFrame
      title={title}
      note={
        first && account ? (
          <>
            <Link to="/ledger" search={{ book: account.book } as never}>
              {account.bookTitle}
            </Link>
            {` · ${account.kindTitle}　${first.from} 至 ${first.to}　期初 ${formatFen(first.opening.fen)}`}
            {account.counted && `，数量 ${first.opening.quantity}`}
          </>
        ) : undefined
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          onClear={() => query.set({ year: '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title={title}
          filter={first ? `${first.from} 至 ${first.to}` : ''}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={columns}
      onExport={() => {
        download(ledger.exportStatement, { id, ...days })
          .then(() => toast.ok('表格下载好了'))
          .catch((error: Error) => toast.fail(error.message))
      }}
      onPrint={() => window.print()}
    >
      <DataTable
        label="明细账"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => `${row.entryId}${row.balanceFen}${row.balanceQuantity}`}
        columns={columns}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: '/ledger/entries/$id', params: { id: row.entryId } as never })}
        totals={
          first
            ? {
                day: '期末',
                balance: formatFen(first.closing.fen),
                balanceQuantity: first.closing.quantity,
                note: `共 ${list.total} 笔`,
              }
            : {}
        }
        empty={<Empty title="这段时间没有记账" note="换一个年份看看，或者回到余额表。" />}
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
                <span className="zw-num">余 {formatFen(row.balanceFen)}</span>
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const QUANTITIES = ['quantity', 'balanceQuantity']

const COLUMNS: readonly Column<Row>[] = [
  { key: 'day', title: '日期', always: true, render: row => row.day },
  { key: 'document', title: '凭据', render: row => <DocumentText document={row.document} /> },
  {
    key: 'note',
    title: '摘要',
    render: row => `${row.note}${row.reversed ? '（已冲销）' : row.reversal ? '（冲销）' : ''}`,
  },
  {
    key: 'in',
    title: '增加',
    figure: true,
    render: row => (row.amountFen > 0 ? formatFen(row.amountFen) : ''),
  },
  {
    key: 'out',
    title: '减少',
    figure: true,
    render: row => (row.amountFen < 0 ? formatFen(-row.amountFen) : ''),
  },
  { key: 'balance', title: '余额', figure: true, always: true, render: row => formatFen(row.balanceFen) },
  { key: 'quantity', title: '数量', figure: true, render: row => row.quantity },
  { key: 'balanceQuantity', title: '结存', figure: true, render: row => row.balanceQuantity },
  { key: 'no', title: '分录号', spare: true, render: row => row.no ?? '结账时编号' },
]
