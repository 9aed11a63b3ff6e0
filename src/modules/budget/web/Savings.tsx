import { useState } from 'react'
import { formatFen, formatYuanShort } from '../../../kernel/pure/money.ts'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, addressOf, download, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  askReason,
  Button,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  PrintHead,
  RowCard,
  SignatureBoxes,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { budget } from '../contract.ts'
import { SAVING_KINDS, savingMachine } from '../rules.ts'
import { SavingForm } from './SavingForm.tsx'

type Row = Answer<typeof budget.savings>['rows'][number]
type State = Row['state']

/** The ledger of what was saved or got back; only what another person verified is counted. */
export default function Savings() {
  const session = useSession()
  const query = useQuery()
  const states = query.get('states').split(',').filter(isState)
  const prefs = useListPrefs('budget.savings')
  const [dialog, setDialog] = useState<Row | 'new' | null>(null)
  const filter = states.length > 0 ? { states } : {}
  const list = usePages(budget.savings, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(savingMachine.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const sums = list.first
  const save = (): void => {
    download(budget.exportSavings, { ...filter, words: filterSentence(parts) })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  return (
    <>
      <ListFrame
        title="节约增收台账"
        note={
          sums
            ? `已核实：一次性 ${formatYuanShort(sums.onceFen)}，每年都有 ${formatYuanShort(sums.recurringFen)}。没有核实的不算。`
            : undefined
        }
        action={
          session.can(budget.claimSaving) && (
            <Button kind="primary" onClick={() => setDialog('new')}>
              填报节约
            </Button>
          )
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="budget.savings" path="/budget/savings" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            onClear={() => query.set({ states: '' })}
          />
        }
        printHead={
          <PrintHead
            school={session.school.name}
            title="节约增收台账"
            filter={filterSentence(parts)}
            by={session.name}
          />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
        foot={<SignatureBoxes places={['填报', '会计核实', '总务主任']} />}
      >
        <DataTable
          label="节约增收"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          {...(session.can(budget.amendSaving)
            ? { onOpen: (row: Row) => (row.actions.amend ? setDialog(row) : undefined) }
            : {})}
          empty={
            <Empty
              title="还没有节约增收"
              note="写明采取了什么措施、基准多少、实际多少，附上依据；会计核实后才计入总结。"
            />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.measure}
              side={<StateTag {...savingMachine.states[row.state]} />}
              meta={
                <>
                  <span className="zw-num">{formatFen(row.amountFen)}</span>
                  <span>{row.recurring ? '每年' : '一次'}</span>
                  {row.verifiedName && (
                    <span>
                      {row.verifiedName} {row.verifiedOn}
                    </span>
                  )}
                </>
              }
            />
          )}
          renderCardActions={row => (Object.keys(row.actions).length > 0 ? <Decide row={row} /> : null)}
        />
      </ListFrame>
      {dialog && <SavingForm row={dialog === 'new' ? undefined : dialog} onClose={() => setDialog(null)} />}
    </>
  )
}

const isState = (text: string): text is State => text in savingMachine.states

function Decide({ row }: { row: Row }) {
  const decide = useCommand(budget.decideSaving)
  const withdraw = useCommand(budget.withdrawSaving)
  const which = { id: row.id, version: row.version }
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: Error) => void toast.fail(error.message),
  })
  const refuse = async (): Promise<void> => {
    const note = await askReason({ title: `不认可 ${row.no}？`, ok: '不认可' })
    if (note) decide.mutate({ ...which, approve: false, note }, said('已记为不认可'))
  }
  if (row.actions.decide?.allowed)
    return (
      <span className="zw-no-print zw-saving-decide">
        <Button
          kind="primary"
          onClick={() => decide.mutate({ ...which, approve: true }, said('已核实，计入台账'))}
        >
          核实
        </Button>
        <Button onClick={() => void refuse()}>不认可</Button>
      </span>
    )
  if (row.actions.decide?.why) return <small className="zw-muted">{row.actions.decide.why}</small>
  if (row.actions.withdraw)
    return (
      <Button kind="quiet" onClick={() => withdraw.mutate(which, said('已撤回'))}>
        撤回
      </Button>
    )
  return <span>{row.verifiedName ? `${row.verifiedName} ${row.verifiedOn}` : '—'}</span>
}

const Evidence = ({ row }: { row: Row }) => (
  <>
    {row.evidence}
    {row.files.map(file => (
      <div key={file.id}>
        <a
          href={addressOf(attachment.view, { id: file.id, size: 'original' })}
          target="_blank"
          rel="noreferrer"
        >
          {file.name}
        </a>
      </div>
    ))}
    {!row.evidence && row.files.length === 0 && '—'}
  </>
)

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    always: true,
    width: 150,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'on', title: '日期', spare: true, width: 110, render: row => row.countedOn },
  {
    key: 'measure',
    title: '措施和基准',
    always: true,
    render: row => (
      <>
        <b>{row.measure}</b>
        <div className="zw-small zw-muted">{row.basis}</div>
      </>
    ),
  },
  { key: 'kind', title: '类别', spare: true, width: 90, render: row => SAVING_KINDS[row.kind] },
  { key: 'baseline', title: '基准', figure: true, width: 116, render: row => formatFen(row.baselineFen) },
  { key: 'actual', title: '实际', figure: true, width: 116, render: row => formatFen(row.actualFen) },
  {
    key: 'amount',
    title: '节约',
    figure: true,
    always: true,
    width: 120,
    render: row => (
      <>
        <b>{formatFen(row.amountFen)}</b>
        <div className="zw-small zw-muted">{row.recurring ? '每年' : '一次'}</div>
      </>
    ),
  },
  { key: 'evidence', title: '依据', width: 170, render: row => <Evidence row={row} /> },
  { key: 'claimed', title: '填报', spare: true, width: 90, render: row => row.claimedName },
  { key: 'decide', title: '核实', width: 170, render: row => <Decide row={row} /> },
  {
    key: 'state',
    title: '状态',
    spare: true,
    width: 110,
    render: row => <StateTag {...savingMachine.states[row.state]} />,
  },
]
