import { Link } from '@tanstack/react-router'
import { type Answer, type CallError, useCommand, useRead } from '../../../web/api.ts'
import { ActionBar } from '../../../web/ui/document/ActionBar.tsx'
import { Facts } from '../../../web/ui/document/Facts.tsx'
import { askReason, confirm } from '../../../web/ui/feedback/confirm.ts'
import { Empty, ErrorNotice, Loading, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { ledger } from '../contract.ts'
import { periodMachine } from '../machine.ts'
import { useBook } from './use-book.ts'

import './ledger.css'

type Row = Answer<typeof ledger.periods>['rows'][number]

/** The months of a book; a chosen one says what stands in the way of closing it. */
export default function Periods() {
  const { book, books, parts, query } = useBook()
  const prefs = useListPrefs('ledger.periods')
  const months = useRead(ledger.periods, { book: book?.id ?? '' }, { enabled: Boolean(book) })
  const month = query.get('month')
  if (books.data && !book) return <Empty title="还没有可以查看的账簿" />
  return (
    <ListFrame
      title="关账"
      note="结了账的月份不能再记；按月份顺序结，从最后一个月起往前重开。"
      filter={
        <FilterBar
          parts={parts.slice(0, 1)}
          onChange={(key, value) => query.set({ [key]: value.join(','), month: '' })}
          onClear={() => query.set({ book: '' })}
        />
      }
      prefs={prefs}
      columns={COLUMNS}
      onPrint={() => window.print()}
    >
      {book && month && <OneMonth book={book.id} month={month} />}
      <DataTable
        label="月份"
        rows={months.data?.rows}
        rowKey={row => row.month}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => query.set({ month: row.month })}
        empty="还没有月份"
        error={
          months.error ? { message: months.error.message, onRetry: () => void months.refetch() } : undefined
        }
        renderCard={row => (
          <RowCard
            title={row.title}
            side={<StateTag {...periodMachine.states[row.state]} />}
            meta={
              <>
                <span>{row.entries} 笔</span>
                {row.closedName && <span>{row.closedName}结账</span>}
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

function OneMonth({ book, month }: { book: string; month: string }) {
  const one = useRead(ledger.period, { book, month })
  const close = useCommand(ledger.close, { touches: ['reconciliation'] })
  const reopen = useCommand(ledger.reopen)
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  if (!one.data) return <Loading kind="rows" />
  const { title, state, obstacles, actions, ...row } = one.data
  const fail = (error: CallError): void => void toast.fail(error.message)
  const closeNow = async (): Promise<void> => {
    if (await confirm({ title: `结${title}的账？`, body: '结账后这个月不能再记账。', ok: '结账' }))
      close.mutate(
        { book, month },
        { onSuccess: done => void toast.ok(`${title}已结账，共 ${done.entries} 笔`), onError: fail },
      )
  }
  const reopenNow = async (): Promise<void> => {
    const reason = await askReason({ title: `为什么重开${title}？`, ok: '重开' })
    if (reason)
      reopen.mutate(
        { book, month, reason },
        { onSuccess: () => void toast.ok(`${title}已重开`), onError: fail },
      )
  }
  return (
    <section className="zw-ledger-month" aria-label={title}>
      <Facts
        title={`${row.book.title} · ${title}`}
        columns={2}
        facts={[
          { label: '状态', value: <StateTag {...periodMachine.states[state]} /> },
          { label: '分录', value: `${row.entries} 笔` },
          ...(row.closedAt
            ? [{ label: '结账', value: <When at={row.closedAt} />, note: row.closedName }]
            : []),
          ...(row.reopenedAt ? [{ label: '重开', value: row.reopenReason, note: row.reopenedName }] : []),
        ]}
      />
      <Obstacles lead="结账前还要办：" tone="waiting" rows={obstacles.filter(o => o.settle)} />
      <Obstacles lead="结账时会自动核对：" tone="doing" rows={obstacles.filter(o => !o.settle)} />
      <ActionBar
        actions={[
          ...(actions.close
            ? [{ key: 'close', label: '结账', kind: 'primary' as const, ...actions.close, onRun: closeNow }]
            : []),
          ...(actions.reopen
            ? [{ key: 'reopen', label: '重开', danger: true, ...actions.reopen, onRun: reopenNow }]
            : []),
        ]}
      />
    </section>
  )
}

function Obstacles({
  lead,
  tone,
  rows,
}: {
  lead: string
  tone: 'doing' | 'waiting'
  rows: readonly { text: string; href: string | null }[]
}) {
  if (rows.length === 0) return null
  return (
    <Notice tone={tone}>
      <p>{lead}</p>
      <ul>
        {rows.map(o => (
          <li key={o.text}>{o.href ? <Link to={o.href}>{o.text}</Link> : o.text}</li>
        ))}
      </ul>
    </Notice>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'month', title: '月份', always: true, width: 140, render: row => row.title },
  {
    key: 'state',
    title: '状态',
    always: true,
    width: 130,
    render: row => <StateTag {...periodMachine.states[row.state]} />,
  },
  { key: 'entries', title: '分录', figure: true, width: 110, render: row => `${row.entries} 笔` },
  { key: 'closed', title: '结账人', width: 130, render: row => row.closedName },
  { key: 'reason', title: '重开的理由', render: row => row.reopenReason },
]
