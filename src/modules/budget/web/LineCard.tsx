import { Link, useParams } from '@tanstack/react-router'
import { formatFen, formatYuanShort } from '../../../kernel/pure/money.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { Chart, type Column, DataTable, ErrorNotice, Facts, Loading, Slip } from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { CATEGORIES, planMachine } from '../rules.ts'
import { MoneyBar } from './MoneyBar.tsx'

type Card = Answer<typeof budget.line>

/** One line: what it was given, who holds some of it, what was spent from it, month by month. */
export default function LineCard() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(budget.line, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const line = one.data
  if (!line) return <Loading kind="rows" />
  const used = line.allottedFen > 0 ? Math.round((line.spentFen / line.allottedFen) * 100) : 0
  return (
    <Slip
      kind="预算项目"
      number={line.code}
      url={location.href}
      sentence={`${line.year} 年${line.source}·${line.title}，已批 ${formatYuanShort(line.allottedFen)}，支出 ${used}%，还剩 ${formatYuanShort(line.leftFen)}`}
      state={planMachine.states[line.planState]}
      back={<Link to="/budget">预算执行</Link>}
      wide={<Details line={line} />}
    >
      <MoneyBar {...line} />
      <Facts
        columns={2}
        facts={[
          { label: '年初预算', value: formatFen(line.plannedFen) },
          { label: '现已批', value: formatFen(line.allottedFen) },
          { label: '占用', value: formatFen(line.committedFen), note: '已申请或已报销、还没有记账的' },
          { label: '支出', value: formatFen(line.spentFen) },
          { label: '剩余', value: formatFen(line.leftFen) },
          { label: '支出类别', value: CATEGORIES[line.category] },
          ...(line.earmarked ? [{ label: '专款用途', value: line.purpose }] : []),
          ...(line.note ? [{ label: '说明', value: line.note }] : []),
        ]}
      />
    </Slip>
  )
}

function Details({ line }: { line: Card }) {
  const open = line.commitments.filter(c => c.heldFen > 0)
  return (
    <>
      {line.months.length > 0 && (
        <div className="zw-no-print">
          <Chart
            kind="bar"
            title="各月支出"
            unit="元"
            sentence={`${line.months.length} 个月共支出 ${formatFen(line.spentFen)}`}
            categories={line.months.map(m => `${Number(m.month.slice(5))}月`)}
            series={[{ key: 'spent', name: '支出', values: line.months.map(m => m.spentFen / 100) }]}
          />
        </div>
      )}
      <h3>占用（{open.length}）</h3>
      <DataTable label="占用" rows={open} rowKey={row => row.id} columns={HELD} empty="现在没有占用。" />
      <h3>支出（{line.spendings.length}）</h3>
      <DataTable
        label="支出"
        rows={line.spendings}
        rowKey={row => row.id}
        columns={SPENT}
        empty="还没有支出。报销单记账后会出现在这里。"
      />
      {line.adjustments.length > 0 && (
        <Facts
          title="调整"
          columns={2}
          facts={line.adjustments.map(a => ({
            label: a.no,
            value: `${a.amountFen > 0 ? '+' : ''}${formatFen(a.amountFen)}`,
            note: [a.on, a.reason].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </>
  )
}

const DocumentLink = ({ document }: { document: Card['commitments'][number]['document'] }) =>
  document.href ? <a href={document.href}>{document.no}</a> : <span>{document.no}</span>

const HELD: readonly Column<Card['commitments'][number]>[] = [
  { key: 'no', title: '单据', always: true, render: row => <DocumentLink document={row.document} /> },
  { key: 'day', title: '日期', render: row => row.day },
  { key: 'note', title: '事由', render: row => row.note || '—' },
  { key: 'committed', title: '原占用', figure: true, render: row => formatFen(row.committedFen) },
  { key: 'held', title: '还占用', figure: true, always: true, render: row => formatFen(row.heldFen) },
]

const SPENT: readonly Column<Card['spendings'][number]>[] = [
  { key: 'no', title: '单据', always: true, render: row => <DocumentLink document={row.document} /> },
  { key: 'day', title: '日期', render: row => row.day },
  { key: 'note', title: '事由', render: row => row.note || '—' },
  {
    key: 'amount',
    title: '金额',
    figure: true,
    always: true,
    render: row => `${formatFen(row.amountFen)}${row.reversed ? '（已冲销）' : ''}`,
  },
]
