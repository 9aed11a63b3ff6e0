import { Link, useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  ListFrame,
  PrintHead,
  RowCard,
  StateTag,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { budget } from '../contract.ts'
import { ADJUSTMENT_KINDS, adjustmentMachine } from '../rules.ts'
import { Change } from './AdjustmentSlip.tsx'

type Row = Answer<typeof budget.adjustments>['rows'][number]
type State = Row['state']

/** Every change of a budget that is being carried out, with who asked and who decided. */
export default function Adjustments() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const states = query.get('states').split(',').filter(isState)
  const list = usePages(budget.adjustments, { ...(states.length > 0 ? { states } : {}), limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(adjustmentMachine.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  return (
    <ListFrame
      title="预算调整单"
      note="追加、核减、调剂按审批路线批准后立即生效；提出人不能自己批。"
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          onClear={() => query.set({ states: '' })}
        />
      }
      printHead={<PrintHead school={session.school.name} title="预算调整单" by={session.name} />}
      onPrint={() => window.print()}
    >
      <DataTable
        label="预算调整单"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        onOpen={row => void navigate({ to: '/budget/adjustments/$id', params: { id: row.id } as never })}
        empty={<Empty title="还没有调整" note="预算下达后要改金额，在“预算执行”里申请调整。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={`${ADJUSTMENT_KINDS[row.kind]} ${row.reason}`}
            side={<StateTag {...adjustmentMachine.states[row.state]} />}
            meta={
              <>
                <span>{row.no}</span>
                {row.lines.map(l => (
                  <span key={l.lineId}>
                    {l.title} <Change fen={l.amountFen} />
                  </span>
                ))}
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const isState = (text: string): text is State => text in adjustmentMachine.states

function Lines({ row }: { row: Row }) {
  return (
    <>
      {row.lines.map(l => (
        <div key={l.lineId}>
          <Link to={'/budget/lines/$id' as never} params={{ id: l.lineId } as never}>
            {l.title}
          </Link>{' '}
          <span className={l.amountFen < 0 ? 'zw-num zw-minus' : 'zw-num'}>
            {l.amountFen > 0 ? '+' : ''}
            {formatFen(l.amountFen)}
          </span>
        </div>
      ))}
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', always: true, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'kind', title: '类别', spare: true, render: row => ADJUSTMENT_KINDS[row.kind] },
  { key: 'lines', title: '项目与增减', always: true, render: row => <Lines row={row} /> },
  { key: 'reason', title: '理由', render: row => [row.reason, row.basis].filter(Boolean).join(' · ') },
  { key: 'asked', title: '提出', spare: true, render: row => `${row.askedName} ${row.askedOn}` },
  {
    key: 'decided',
    title: '审批',
    render: row => (row.decidedOn ? `${row.decidedName} ${row.decidedOn}` : '—'),
  },
  { key: 'state', title: '状态', render: row => <StateTag {...adjustmentMachine.states[row.state]} /> },
]
