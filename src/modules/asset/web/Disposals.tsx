import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, download, usePages } from '../../../web/api.ts'
import { type Column, RowCard, StateTag } from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { asset } from '../contract.ts'
import { DISPOSE_MODES, disposalMachine, GROUNDS } from '../rules.ts'
import { DisposeMode } from '../shapes.ts'
import { PaperList, statePart, statesIn } from './PaperList.tsx'

type Row = Answer<typeof asset.disposals>['rows'][number]

/** What is to leave the school, and on what ground. */
export default function Disposals() {
  const query = useQuery()
  const states = statesIn(query.get('states'), disposalMachine)
  const mode = DisposeMode.safeParse(query.get('mode')).data
  const search = query.get('q').slice(0, 60)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(mode ? { mode } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(asset.disposals, { ...filter, limit: 50 })
  return (
    <PaperList<Row>
      id="asset.disposals"
      title="资产处置"
      path="/asset-disposals"
      placeholder="单号、原因、部门、批复文号"
      parts={[
        statePart(disposalMachine, states),
        {
          key: 'mode',
          label: '方式',
          pinned: true,
          value: mode ? [mode] : [],
          options: Object.entries(DISPOSE_MODES).map(([value, label]) => ({ value, label })),
        },
      ]}
      search={search}
      list={list}
      columns={COLUMNS}
      onExport={() => download(asset.exportDisposals, filter)}
      empty={{
        title: '还没有处置单',
        note: '在固定资产里选中要报废的，点“申请处置”：写明法定依据，另一人鉴定，按价值分级审批后才核销。',
      }}
      renderCard={row => (
        <RowCard
          title={`${DISPOSE_MODES[row.mode]} ${row.cards} 件`}
          side={<StateTag {...disposalMachine.states[row.state]} />}
          meta={
            <>
              <span className="zw-num">{row.no}</span>
              <span>{row.unitText}</span>
              <span className="zw-num">{formatFen(row.valueFen)}</span>
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
  { key: 'mode', title: '方式', width: 84, render: row => <b>{DISPOSE_MODES[row.mode]}</b> },
  { key: 'ground', title: '依据', width: 132, cut: true, render: row => GROUNDS[row.ground] },
  { key: 'reason', title: '原因', width: 140, cut: true, render: row => row.reason },
  { key: 'unit', title: '部门', width: 92, cut: true, render: row => row.unitText },
  { key: 'cards', title: '件数', width: 60, figure: true, render: row => row.cards },
  { key: 'value', title: '原值', width: 112, figure: true, render: row => formatFen(row.valueFen) },
  {
    key: 'net',
    title: '净值',
    width: 112,
    figure: true,
    render: row => formatFen(row.valueFen - row.depreciatedFen),
  },
  {
    key: 'proceeds',
    title: '收入',
    width: 96,
    figure: true,
    render: row => (row.proceedsFen ? formatFen(row.proceedsFen) : '—'),
  },
  { key: 'executed', title: '核销', width: 112, render: row => row.executedOn ?? '—' },
  {
    key: 'state',
    title: '状态',
    width: 104,
    render: row => <StateTag {...disposalMachine.states[row.state]} />,
  },
]
