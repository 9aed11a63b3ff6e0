import { Link, useParams } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { Facts } from '../../../web/ui/document/Facts.tsx'
import { Slip } from '../../../web/ui/document/Slip.tsx'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { ledger } from '../contract.ts'
import { DocumentText } from './DocumentText.tsx'

type Entry = Answer<typeof ledger.entry>
type Line = Entry['lines'][number]

/** One entry: which accounts, how much, from which paper, and whether it was taken back. */
export default function EntrySlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(ledger.entry, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Sheet entry={one.data} /> : <Loading kind="rows" />
}

function Sheet({ entry }: { entry: Entry }) {
  return (
    <Slip
      kind="记账凭单"
      number={entry.no ?? '结账时编号'}
      url={`${window.location.origin}/ledger/entries/${entry.id}`}
      sentence={`${entry.note || entry.document.title}，${formatFen(entry.amountFen)}`}
      state={stateOf(entry)}
      back={
        <Link to="/ledger/entries" search={{ book: entry.book.id } as never}>
          {entry.book.title}分录
        </Link>
      }
      wide={
        <DataTable
          label="分录各行"
          rows={entry.lines}
          rowKey={line => `${line.accountId}${line.amountFen}${line.quantity}`}
          columns={COLUMNS}
          empty="没有内容"
        />
      }
    >
      <Facts
        facts={[
          { label: '账簿', value: entry.book.title },
          { label: '日期', value: entry.day },
          { label: '凭据', value: <DocumentText document={entry.document} /> },
          { label: '经手', value: entry.who },
          { label: '记账时间', value: <When at={entry.postedAt} /> },
          ...(entry.reverses ? [{ label: '冲销的是', value: <Other entry={entry.reverses} /> }] : []),
          ...(entry.reversedBy ? [{ label: '被冲销于', value: <Other entry={entry.reversedBy} /> }] : []),
        ]}
      />
    </Slip>
  )
}

const Other = ({ entry }: { entry: { id: string; no: string | null; day: string } }) => (
  <Link to="/ledger/entries/$id" params={{ id: entry.id } as never}>
    {entry.no ?? entry.day}
  </Link>
)

function stateOf(entry: Entry) {
  if (entry.reversed) return { tone: 'off', label: '已冲销' } as const
  return entry.reversal
    ? ({ tone: 'off', label: '冲销' } as const)
    : ({ tone: 'done', label: '已记账' } as const)
}

const COLUMNS: readonly Column<Line>[] = [
  { key: 'kind', title: '科目', render: line => line.kindTitle },
  {
    key: 'title',
    title: '户名',
    always: true,
    render: line => (
      <Link to="/ledger/accounts/$id" params={{ id: line.accountId } as never}>
        {line.title}
      </Link>
    ),
  },
  {
    key: 'in',
    title: '增加',
    figure: true,
    render: line => (line.amountFen > 0 ? formatFen(line.amountFen) : ''),
  },
  {
    key: 'out',
    title: '减少',
    figure: true,
    render: line => (line.amountFen < 0 ? formatFen(-line.amountFen) : ''),
  },
  {
    key: 'quantity',
    title: '数量',
    figure: true,
    render: line => (line.quantity === '0' ? '' : line.quantity),
  },
]
