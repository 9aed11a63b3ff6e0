import { type Answer, download, usePages } from '../../../web/api.ts'
import { type Column, RowCard, StateTag } from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { asset } from '../contract.ts'
import { loanMachine } from '../rules.ts'
import { PaperList, statePart, statesIn } from './PaperList.tsx'

type Row = Answer<typeof asset.loans>['rows'][number]

/** Who has what on loan and until when. */
export default function Loans() {
  const query = useQuery()
  const states = statesIn(query.get('states'), loanMachine)
  const overdue = query.get('overdue') === '1'
  const search = query.get('q').slice(0, 60)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(overdue ? { overdue } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(asset.loans, { ...filter, limit: 50 })
  return (
    <PaperList<Row>
      id="asset.loans"
      title="资产借用"
      path="/asset-loans"
      placeholder="单号、借用人、事由"
      parts={[
        statePart(loanMachine, states),
        {
          key: 'overdue',
          label: '期限',
          pinned: true,
          value: overdue ? ['1'] : [],
          options: [{ value: '1', label: '到期没还' }],
        },
      ]}
      search={search}
      list={list}
      columns={COLUMNS}
      onExport={() => download(asset.exportLoans, filter)}
      empty={{
        title: '还没有借用单',
        note: '在固定资产里选中要借的，点“借出”；借用人签字领走，到期自动提醒。',
      }}
      renderCard={row => (
        <RowCard
          title={`${row.borrowerName}借 ${row.cards} 件`}
          side={<Tag row={row} />}
          meta={
            <>
              <span className="zw-num">{row.no}</span>
              <span>{row.purpose}</span>
              <span>应还 {row.dueOn}</span>
            </>
          }
        />
      )}
    />
  )
}

const Tag = ({ row }: { row: Row }) =>
  row.late ? <StateTag tone="late" label="到期没还" /> : <StateTag {...loanMachine.states[row.state]} />

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '单号',
    width: 128,
    always: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  {
    key: 'who',
    title: '借用人',
    width: 130,
    render: row => (
      <>
        <b>{row.borrowerName}</b> {row.outside ? '（校外）' : row.unitText}
      </>
    ),
  },
  { key: 'purpose', title: '事由', width: 150, cut: true, render: row => row.purpose },
  { key: 'cards', title: '件数', width: 60, figure: true, render: row => row.cards },
  { key: 'out', title: '借出', width: 104, render: row => row.outOn ?? '—' },
  { key: 'due', title: '应还', width: 104, render: row => row.dueOn },
  { key: 'back', title: '还清', width: 104, render: row => row.returnedOn ?? '—' },
  { key: 'state', title: '状态', width: 104, render: row => <Tag row={row} /> },
]
