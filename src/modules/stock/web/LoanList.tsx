import { useNavigate } from '@tanstack/react-router'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  PrintHead,
  RowCard,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stock } from '../contract.ts'
import { type LoanState, loanMachine } from '../rules.ts'

type Row = Answer<typeof stock.loans>['rows'][number]

/** What is out on loan, the late ones marked. */
export default function LoanList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('stock.loans')
  const states = query
    .get('states')
    .split(',')
    .filter((s): s is LoanState => s in loanMachine.states)
  const overdue = query.get('late') === '1'
  const q = query.get('q').slice(0, 40)
  const filter = {
    q,
    ...(states.length > 0 ? { states } : {}),
    ...(overdue ? { overdue } : {}),
  }
  const list = usePages(stock.loans, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(loanMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'late',
      label: '期限',
      pinned: true,
      value: overdue ? ['1'] : [],
      options: [{ value: '1', label: '该还没还的' }],
    },
  ]
  const save = (): void => {
    download(stock.exportLoans, { ...filter, filterText: filterSentence(parts, q) })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  return (
    <ListFrame
      title="借用"
      note={list.first && (list.first.overdue > 0 ? `${list.first.overdue} 张该还没还` : '没有到期未还的')}
      action={
        session.can(stock.lend) && (
          <ButtonLink kind="primary" href="/loans/new">
            借出
          </ButtonLink>
        )
      }
      saved={
        session.can(register.views) && <ViewTabs register="stock.loans" path="/loans" query={query.text} />
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{ value: q, onChange: text => query.set({ q: text }), placeholder: '单号、借用人、物品' }}
          onClear={() => query.set({ states: '', late: '', q: '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title="借用登记"
          filter={filterSentence(parts, q)}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={COLUMNS}
      {...(session.can(stock.exportLoans) ? { onExport: save } : {})}
      onPrint={() => window.print()}
    >
      <DataTable
        label="借用"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: `/loans/${row.id}` })}
        empty={<Empty title="没有借用" note="梯子、音箱、折叠桌这些用完要还的，在这里办借出。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.what}
            side={<LoanTag row={row} />}
            meta={
              <>
                <span>{row.borrowerName}</span>
                <Due row={row} />
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const LoanTag = ({ row }: { row: Row }) =>
  row.overdueDays > 0 ? (
    <StateTag tone="late" label={`晚 ${row.overdueDays} 天`} />
  ) : (
    <StateTag {...loanMachine.states[row.state]} />
  )

const Due = ({ row }: { row: Row }) => (
  <span className={row.overdueDays > 0 ? 'zw-low' : undefined}>{row.dueOn} 还</span>
)

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '单号',
    always: true,
    width: 160,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'what', title: '物品', render: row => row.what },
  {
    key: 'who',
    title: '借用人',
    width: '20%',
    render: row => [row.unitText, row.borrowerName].filter(Boolean).join(' '),
  },
  { key: 'purpose', title: '用途', cut: true, width: '16%', render: row => row.purpose || '—' },
  { key: 'lent', title: '借出', width: 110, render: row => row.lentOn },
  { key: 'due', title: '归还期限', width: 150, render: row => <Due row={row} /> },
  { key: 'state', title: '状态', width: 130, render: row => <LoanTag row={row} /> },
]
