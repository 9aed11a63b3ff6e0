import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ledger } from '../../../mechanisms/ledger/contract.ts'
import { type Answer, moreOf, useCommand, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorNotice,
  Field,
  FormDialog,
  ListFrame,
  Notice,
  RowCard,
  SelectInput,
  StateTag,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { monthTitle, reportMachine } from '../rules.ts'

type Row = Answer<typeof budget.reports>['rows'][number]

/** The monthly reports: three columns and the rest, each from a closed month. */
export default function Reports() {
  const session = useSession()
  const navigate = useNavigate()
  const [making, setMaking] = useState(false)
  const list = usePages(budget.reports, { limit: 50 })
  const open = (id: string): void => void navigate({ to: '/budget/reports/$id', params: { id } as never })
  return (
    <>
      <ListFrame
        title="经费月报"
        note="办公费、代收费、服务性收费每月开支，只由已结账的月份生成，会计、校长签字后报送。"
        action={
          session.can(budget.makeReport) && (
            <Button kind="primary" onClick={() => setMaking(true)}>
              生成月报
            </Button>
          )
        }
      >
        <DataTable
          label="经费月报"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          onOpen={row => open(row.id)}
          empty={<Empty title="还没有月报" note="会计在账簿里结清一个月后，就能生成那个月的月报。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={`${monthTitle(row.month)}月报`}
              side={<StateTag {...reportMachine.states[row.state]} />}
              meta={<span className="zw-num">{formatFen(row.totalFen)}</span>}
            />
          )}
        />
      </ListFrame>
      {making && (
        <MakeReport
          made={list.rows.filter(row => row.state !== 'dropped').map(row => row.month)}
          onClose={() => setMaking(false)}
          onMade={open}
        />
      )}
    </>
  )
}

interface MakeReportProps {
  /** Months that have one. */
  made: readonly string[]
  onClose: () => void
  onMade: (id: string) => void
}

/** Only a closed month has a report, and only one: those that still lack it are offered, the latest first. */
function MakeReport({ made, onClose, onMade }: MakeReportProps) {
  const make = useCommand(budget.makeReport)
  const periods = useRead(ledger.periods, { book: 'budget' })
  const [chosen, setChosen] = useState<string>()
  const months = (periods.data?.rows ?? []).filter(row => row.state === 'closed' && !made.includes(row.month))
  const month = chosen ?? months[0]?.month
  const none = periods.data && months.length === 0
  const send = (): void => {
    if (month) make.mutate({ month }, { onSuccess: done => onMade(done.id) })
  }
  return (
    <FormDialog open title="生成经费月报" ok="生成" busy={make.isPending} onOk={send} onClose={onClose}>
      {none ? (
        <Notice>
          结了账的月份都有月报了。要做下一个月的，请先在
          <a href="/ledger/periods?book=budget">结账</a>里结清那个月的预算账。
        </Notice>
      ) : (
        <Field id="report-month" label="月份" hint="已经结账、还没有月报的月份">
          <SelectInput
            id="report-month"
            value={month}
            onChange={setChosen}
            options={months.map(row => ({
              value: row.month,
              label: row.title,
              note: `${row.entries} 笔分录`,
            }))}
          />
        </Field>
      )}
      {periods.error && <ErrorNotice message={periods.error.message} />}
      {make.error && <ErrorNotice message={make.error.message} />}
    </FormDialog>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'month', title: '月份', always: true, render: row => <b>{monthTitle(row.month)}</b> },
  { key: 'office', title: '办公费', figure: true, render: row => formatFen(row.officeFen) },
  { key: 'agency', title: '代收费', figure: true, render: row => formatFen(row.agencyFen) },
  { key: 'service', title: '服务性收费', figure: true, render: row => formatFen(row.serviceFen) },
  { key: 'other', title: '其他支出', figure: true, render: row => formatFen(row.otherFen) },
  {
    key: 'total',
    title: '合计',
    figure: true,
    always: true,
    render: row => <b>{formatFen(row.totalFen)}</b>,
  },
  { key: 'made', title: '制表', spare: true, render: row => `${row.madeName} ${row.madeOn}` },
  {
    key: 'sent',
    title: '报送',
    spare: true,
    render: row => (row.sentOn ? `${row.sentTo} ${row.sentOn}` : '—'),
  },
  { key: 'state', title: '状态', render: row => <StateTag {...reportMachine.states[row.state]} /> },
]
