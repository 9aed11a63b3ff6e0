import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  askReason,
  Button,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  ListFrame,
  PrintHead,
  RowCard,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { budget } from '../contract.ts'
import { ADJUSTMENT_KINDS, adjustmentMachine } from '../rules.ts'

type Row = Answer<typeof budget.adjustments>['rows'][number]
type State = Row['state']

/** Every change of a budget that is being carried out, with who asked and who decided. */
export default function Adjustments() {
  const session = useSession()
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
      note="追加、核减、调剂都由校领导审批后生效；提出人不能自己批。"
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
                <Lines row={row} />
                <Decide row={row} />
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

function Decide({ row }: { row: Row }) {
  const decide = useCommand(budget.decideAdjustment)
  const withdraw = useCommand(budget.withdrawAdjustment)
  const which = { id: row.id, version: row.version }
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: Error) => void toast.fail(error.message),
  })
  const refuse = async (): Promise<void> => {
    const note = await askReason({ title: `不批准 ${row.no}？`, ok: '不批准', danger: true })
    if (note) decide.mutate({ ...which, approve: false, note }, said('已退回，未批准'))
  }
  return (
    <span className="zw-no-print">
      {row.actions.decide?.allowed && (
        <>
          <Button
            kind="primary"
            onClick={() => decide.mutate({ ...which, approve: true }, said('已批准，已生效'))}
          >
            批准
          </Button>{' '}
          <Button onClick={() => void refuse()}>不批准</Button>
        </>
      )}
      {row.actions.decide?.why && <small className="zw-muted">{row.actions.decide.why}</small>}
      {row.actions.withdraw && <Button onClick={() => withdraw.mutate(which, said('已撤回'))}>撤回</Button>}
    </span>
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
  { key: 'act', title: '办理', render: row => <Decide row={row} /> },
]
