import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, useCommand, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  askReason,
  BulkBar,
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
import { INCOME_KINDS, type IncomeKind, remittanceMachine } from '../rules.ts'
import { ReceiveForm, RemitForm } from './IncomeForms.tsx'

type Row = Answer<typeof budget.incomes>['rows'][number]

const LINE = [
  { value: 'waiting', label: '待上缴的' },
  { value: 'remitted', label: '已上缴的' },
]

/** The income line: what came in, by kind, until it is remitted whole. */
export default function Income() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const line = query.get('line')
  const kinds = query.get('kinds').split(',').filter(isKind)
  const search = query.get('q').slice(0, 60)
  const prefs = useListPrefs('budget.income')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [dialog, setDialog] = useState<'receive' | 'remit' | null>(null)
  const reverse = useCommand(budget.reverseReceived)
  const filter = {
    ...(line ? { waiting: line === 'waiting' } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(budget.incomes, { ...filter, limit: 50 })
  const up = useRead(budget.remittances, { limit: 20 })
  const parts: FilterPart[] = [
    { key: 'line', label: '上缴', pinned: true, value: line ? [line] : [], options: LINE },
    {
      key: 'kinds',
      label: '类别',
      pinned: true,
      multiple: true,
      value: kinds,
      options: Object.entries(INCOME_KINDS).map(([value, label]) => ({ value, label })),
    },
  ]
  const words = filterSentence(parts, search)
  const save = (): void => {
    download(budget.exportIncomes, { ...filter, words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const may = session.can(budget.remit)
  const ready = list.rows.filter(row => chosen.includes(row.id) && !row.remittanceNo)
  const gone = new Set(list.rows.filter(row => row.remittanceNo).map(row => row.id))
  const isWaiting = (id: string): boolean => !gone.has(id)
  const open = (row: Row): void => {
    const remittance = up.data?.rows.find(r => r.no === row.remittanceNo)
    if (remittance) void navigate({ to: '/budget/remittances/$id', params: { id: remittance.id } as never })
  }
  const undo = async (row: Row): Promise<void> => {
    const reason = await askReason({
      title: `冲销 ${row.no}（${formatFen(row.amountFen)}）？`,
      ok: '冲销',
      danger: true,
    })
    if (reason)
      reverse.mutate(
        { id: row.id, reason },
        { onSuccess: () => void toast.ok('已冲销，原记录保留'), onError: e => void toast.fail(e.message) },
      )
  }
  const undoButton = (row: Row) =>
    row.actions.reverse?.allowed ? (
      <Button kind="quiet" onClick={() => void undo(row)}>
        冲销
      </Button>
    ) : null
  const columns: Column<Row>[] = [
    ...COLUMNS,
    {
      key: 'act',
      title: '办理',
      width: 90,
      render: row => undoButton(row) ?? <span className="zw-muted">{row.reversed ? '已冲销' : ''}</span>,
    },
  ]
  return (
    <>
      <ListFrame
        title="收入线"
        note="收支两条线：赔偿、报废收入、租金先全额上缴，不直接支出。"
        action={
          session.can(budget.receive) && (
            <Button kind="primary" onClick={() => setDialog('receive')}>
              登记收入
            </Button>
          )
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="budget.income" path="/budget/income" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{ value: search, onChange: q => query.set({ q }), placeholder: '编号、收据号、交款人' }}
            onClear={() => query.set({ line: '', kinds: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="收入上缴情况表" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={columns}
        onExport={save}
        onPrint={() => window.print()}
        bulk={
          may && chosen.length > 0 ? (
            <BulkBar
              chosen={chosen.length}
              allMatching={false}
              onAllMatching={() => undefined}
              onClear={() => setChosen([])}
              actions={[
                {
                  key: 'remit',
                  label: `上缴 ${formatFen(ready.reduce((sum, row) => sum + row.amountFen, 0))}`,
                  kind: 'primary',
                  allowed: ready.length > 0,
                  why: '所选的都已上缴',
                  onRun: () => setDialog('remit'),
                },
              ]}
            />
          ) : undefined
        }
        foot={<SignatureBoxes places={['出纳', '会计', '校长']} />}
      >
        <DataTable
          label="收入"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={columns}
          chosenColumns={prefs.columns}
          density={prefs.density}
          {...(may ? { selection: { chosen, onChange: setChosen, mayChoose: isWaiting } } : {})}
          onOpen={open}
          totals={
            list.first
              ? {
                  no: `共 ${list.total} 笔`,
                  amount: formatFen(list.first.amountFen),
                  state: `待上缴 ${formatFen(list.first.waitingFen)}`,
                }
              : {}
          }
          empty={<Empty title="还没有收入" note="损坏赔款收到时自动记在这里；租金、废品款由出纳登记。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCardActions={undoButton}
          renderCard={row => (
            <RowCard
              title={`${INCOME_KINDS[row.kind]} ${formatFen(row.amountFen)}`}
              side={<LineTag row={row} />}
              meta={
                <>
                  <span>{row.day}</span>
                  <span>{row.payer || row.note || '—'}</span>
                </>
              }
            />
          )}
        />
        {(up.data?.rows.length ?? 0) > 0 && (
          <section className="zw-no-print">
            <h3>上缴记录</h3>
            <DataTable
              label="上缴记录"
              empty="还没有上缴。"
              rows={up.data?.rows}
              rowKey={row => row.id}
              columns={REMITTED}
              onOpen={row =>
                void navigate({ to: '/budget/remittances/$id', params: { id: row.id } as never })
              }
            />
          </section>
        )}
      </ListFrame>
      {dialog === 'receive' && <ReceiveForm onClose={() => setDialog(null)} />}
      {dialog === 'remit' && (
        <RemitForm
          rows={ready}
          onClose={() => {
            setDialog(null)
            setChosen([])
          }}
        />
      )}
    </>
  )
}

const isKind = (text: string): text is IncomeKind => text in INCOME_KINDS

const LineTag = ({ row }: { row: Row }) =>
  row.remittanceNo ? <StateTag tone="done" label="已上缴" /> : <StateTag tone="waiting" label="待上缴" />

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    width: 170,
    always: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'day', title: '日期', width: 120, render: row => row.day },
  { key: 'kind', title: '类别', width: 120, render: row => INCOME_KINDS[row.kind] },
  { key: 'payer', title: '交款人', width: 150, render: row => row.payer || '—' },
  {
    key: 'receipt',
    title: '收据、单据',
    spare: true,
    render: row =>
      row.document.href && row.document.kind !== 'budget.income' ? (
        <a href={row.document.href}>{row.document.no}</a>
      ) : (
        row.document.no
      ),
  },
  { key: 'note', title: '说明', spare: true, render: row => row.note || '—' },
  {
    key: 'amount',
    title: '金额',
    width: 120,
    figure: true,
    always: true,
    render: row => (
      <span className={row.amountFen < 0 ? 'zw-minus' : undefined}>{formatFen(row.amountFen)}</span>
    ),
  },
  { key: 'state', title: '上缴', width: 130, render: row => <LineTag row={row} /> },
  { key: 'slip', title: '缴款书', spare: true, render: row => row.slipNo ?? '—' },
]

const REMITTED: readonly Column<Answer<typeof budget.remittances>['rows'][number]>[] = [
  { key: 'no', title: '编号', always: true, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'day', title: '日期', render: row => row.day },
  { key: 'slip', title: '缴款书号', render: row => row.slipNo },
  { key: 'amount', title: '金额', figure: true, render: row => formatFen(row.amountFen) },
  { key: 'by', title: '出纳', render: row => row.remittedName },
  { key: 'checked', title: '核对', render: row => row.checkedName || '—' },
  { key: 'state', title: '状态', render: row => <StateTag {...remittanceMachine.states[row.state]} /> },
]
