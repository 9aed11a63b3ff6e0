import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { Money } from '../../../web/ui/marks/Money.tsx'
import { PersonChip } from '../../../web/ui/marks/PersonChip.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { CAUSES, LEVELS, SOURCES } from '../machine.ts'
import { OrderDue, OrderFlags, OrderState, orderTitle, type Row } from './order-marks.tsx'
import './orders.css'

export const reportedMoment = (row: Row): string => (row.timed ? row.reportedAt : row.reportedOn)

export const ORDER_COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    width: '10.5em',
    always: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  {
    key: 'what',
    title: '地点和故障',
    always: true,
    render: row => (
      <span className="zw-order-what">
        <span>
          <b>{row.place}</b> {row.title} <OrderFlags row={row} />
        </span>
        {row.waiting?.note && <small>{row.waiting.note}</small>}
      </span>
    ),
  },
  { key: 'state', title: '状态', width: '6.2em', render: row => <OrderState row={row} /> },
  { key: 'due', title: '期限', width: '9.5em', sortable: true, render: row => <OrderDue row={row} /> },
  { key: 'trade', title: '工种', width: '6.8em', render: row => row.trade.name },
  {
    key: 'assignee',
    title: '维修人',
    width: '8.2em',
    render: row => (
      <span className="zw-order-who">
        <PersonChip name={row.assignee?.name} nobody="还没派" />
      </span>
    ),
  },
  {
    key: 'reported',
    title: '报修',
    width: '8.5em',
    sortable: true,
    render: row => <When at={reportedMoment(row)} />,
  },
  { key: 'reporter', title: '报修人', width: '6em', render: row => row.reporter || '—' },
  { key: 'item', title: '维修项目', spare: true, render: row => row.item?.name ?? '—' },
  { key: 'level', title: '级别', spare: true, width: '4em', render: row => LEVELS[row.level].label },
  { key: 'cause', title: '原因', spare: true, render: row => (row.cause ? CAUSES[row.cause] : '—') },
  { key: 'done', title: '完工', spare: true, render: row => <When at={row.doneAt ?? undefined} /> },
  {
    key: 'rating',
    title: '评分',
    spare: true,
    figure: true,
    width: '4em',
    render: row => (row.rating ? `${row.rating}分` : '—'),
  },
  {
    key: 'cost',
    title: '费用',
    spare: true,
    figure: true,
    render: row => <Money fen={row.costFen || undefined} />,
  },
  { key: 'source', title: '来源', spare: true, render: row => SOURCES[row.source] },
  { key: 'external', title: '原编号', spare: true, render: row => row.externalNo ?? '—' },
]

/** A row on a phone and on the board. */
export function OrderCard({ row, bare = false }: { row: Row; bare?: boolean }) {
  return (
    <RowCard
      title={
        <>
          {orderTitle(row)} <OrderFlags row={row} />
        </>
      }
      {...(bare ? {} : { side: <OrderState row={row} /> })}
      meta={
        <>
          <span>{row.trade.name}</span>
          <span>{row.assignee?.name ?? '还没派'}</span>
          <When at={reportedMoment(row)} />
        </>
      }
      due={<OrderDue row={row} />}
    />
  )
}
