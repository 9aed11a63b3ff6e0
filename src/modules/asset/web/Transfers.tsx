import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, download, usePages } from '../../../web/api.ts'
import { type Column, RowCard, StateTag } from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { asset } from '../contract.ts'
import { transferMachine } from '../rules.ts'
import { PaperList, statePart, statesIn } from './PaperList.tsx'

type Row = Answer<typeof asset.transfers>['rows'][number]

/** Transfers between units, those under way first in mind. */
export default function Transfers() {
  const query = useQuery()
  const states = statesIn(query.get('states'), transferMachine)
  const search = query.get('q').slice(0, 60)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(asset.transfers, { ...filter, limit: 50 })
  return (
    <PaperList<Row>
      id="asset.transfers"
      title="资产调拨"
      path="/asset-transfers"
      placeholder="单号、部门、原因"
      parts={[statePart(transferMachine, states)]}
      search={search}
      list={list}
      columns={COLUMNS}
      onExport={() => download(asset.exportTransfers, filter)}
      empty={{
        title: '还没有调拨单',
        note: '在固定资产里选中要转的资产，点“申请调拨”；两边签字、入账后才算转完。',
      }}
      renderCard={row => (
        <RowCard
          title={`${row.fromUnitText || '没有部门'} → ${row.toUnitText}`}
          side={<StateTag {...transferMachine.states[row.state]} />}
          meta={
            <>
              <span className="zw-num">{row.no}</span>
              <span>{row.cards} 件</span>
              <span>{row.requestedAt.slice(0, 10)}</span>
            </>
          }
        />
      )}
    />
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '单号',
    width: 128,
    always: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'from', title: '调出部门', width: 96, render: row => row.fromUnitText || '—' },
  { key: 'to', title: '调入部门', width: 96, render: row => <b>{row.toUnitText}</b> },
  { key: 'place', title: '新存放地点', width: 120, cut: true, render: row => row.toPlaceText || '—' },
  { key: 'cards', title: '件数', width: 60, figure: true, render: row => row.cards },
  { key: 'value', title: '原值', width: 112, figure: true, render: row => formatFen(row.valueFen) },
  {
    key: 'reason',
    title: '原因',
    width: 138,
    cut: true,
    render: row => (row.reuse ? `闲置调剂：${row.reason}` : row.reason),
  },
  {
    key: 'asked',
    title: '申请',
    width: 130,
    render: row => `${row.requestedAt.slice(0, 10)} ${row.requestedName}`,
  },
  { key: 'booked', title: '入账', width: 108, render: row => row.bookedOn ?? '—' },
  {
    key: 'state',
    title: '状态',
    width: 104,
    render: row => <StateTag {...transferMachine.states[row.state]} />,
  },
]
