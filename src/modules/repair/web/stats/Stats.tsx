import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type EvidenceOf, FigureEvidence } from '../../../../mechanisms/metric/web/Evidence.tsx'
import { ORDER_STATES, contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { useRead } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { Chart } from '../../../../web/ui/chart/Chart.tsx'
import { PrintHead } from '../../../../web/ui/document/PrintParts.tsx'
import { Empty, ErrorNotice, Loading } from '../../../../web/ui/feedback/Notices.tsx'
import type { Column } from '../../../../web/ui/list/columns.ts'
import { DataTable } from '../../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../../web/ui/list/ListFrame.tsx'
import { LiveFigure } from '../../../../web/ui/marks/LiveFigure.tsx'
import { useNow } from '../../../../web/ui/time/Now.tsx'
import { dayOf } from '../../../../web/ui/time/when.ts'
import { calendar } from '../../../calendar/contract.ts'
import { byMonth, monthsOf, sameDayOf, sentenceOf, type TradeTotal, tradeTotals } from './counts.ts'

const { operations } = workorder
/** As the metrics count: what was sent back or taken back was no repair. */
const COUNTED = ORDER_STATES.filter(state => state !== 'rejected' && state !== 'cancelled')

/** How much was repaired in a term, by trade and month, beside the term before. */
export default function Stats() {
  const session = useSession()
  const navigate = useNavigate()
  const search = new URLSearchParams(useLocation().searchStr)
  const terms = useRead(calendar.terms, {})
  const today = dayOf(useNow())
  const begun = (terms.data?.terms ?? []).filter(t => t.from <= today)
  const term = begun.find(t => t.code === search.get('term')) ?? begun.at(-1)
  const before = term ? begun[begun.indexOf(term) - 1] : undefined
  const trade = search.get('trade') ?? undefined
  // A running term stands beside as many days of the one before, never beside the whole of it.
  const until = before && term ? sameDayOf(before, term, today) : undefined
  const counts = useRead(
    operations.counts,
    { term: term?.code ?? '', states: COUNTED },
    { enabled: term !== undefined, keep: true },
  )
  const last = useRead(
    operations.counts,
    { from: before?.from ?? '', to: until ?? '', states: COUNTED },
    { enabled: before !== undefined, keep: true },
  )
  const [evidence, setEvidence] = useState<EvidenceOf | null>(null)
  if (terms.error) return <ErrorNotice message={terms.error.message} onRetry={() => void terms.refetch()} />
  if (terms.data && !term)
    return <Empty title="校历里还没有学期" note="先在“校历”里生成学期，这里就按学期统计。" />
  if (counts.error)
    return <ErrorNotice message={counts.error.message} onRetry={() => void counts.refetch()} />
  if (!counts.data || !term) return <Loading kind="rows" />

  const rows = counts.data.rows
  const totals = tradeTotals(rows)
  const shown = trade ? totals.filter(t => t.trade === trade) : totals
  const months = monthsOf(term.from, term.to < today ? term.to : today)
  const lastMonths = before && until ? monthsOf(before.from, until) : []
  const lastRows = (last.data?.rows ?? []).filter(r => lastMonths.includes(r.month))
  const lastTotals = tradeTotals(lastRows).filter(t => !trade || t.trade === trade)
  const lastItems = lastTotals.reduce((sum, t) => sum + t.items, 0)
  const name = shown.length === 1 ? (shown[0]?.name ?? '') : ''
  const set = (key: string, value: string | undefined): void => {
    if (value) search.set(key, value)
    else search.delete(key)
    const query = search.toString()
    void navigate({ to: query ? `/repair-stats?${query}` : '/repair-stats' })
  }
  const open = (title: string, metricId: string, params: Record<string, string>, span = term): void =>
    setEvidence({
      title,
      asAt: new Date().toISOString(),
      questions: [{ metricId, period: { from: span.from, to: span.to }, params }],
    })
  const figure = (t: TradeTotal, metricId: string, value: number, what: string) => (
    <LiveFigure
      value={value}
      title={`${t.name}${what}`}
      onOpen={() => open(`${t.name}${what}`, metricId, { trade: t.trade })}
    />
  )
  const columns: Column<TradeTotal>[] = [
    { key: 'trade', title: '工种', always: true, render: t => <b>{t.name}</b> },
    {
      key: 'items',
      title: '报修次数',
      figure: true,
      width: '9em',
      render: t => figure(t, 'repair.items', t.items, '报修次数'),
    },
    {
      key: 'last',
      title: '上学期同期',
      figure: true,
      width: '8em',
      render: t => lastTotals.find(l => l.trade === t.trade)?.items.toLocaleString('zh-CN') ?? '—',
    },
    {
      key: 'orders',
      title: '报修单',
      figure: true,
      width: '8em',
      render: t => figure(t, 'repair.slips', t.orders, '报修单'),
    },
    {
      key: 'finished',
      title: '修好的',
      figure: true,
      width: '8em',
      render: t => figure(t, 'repair.finished', t.finished, '修好的报修单'),
    },
    { key: 'late', title: '晚了的', figure: true, width: '8em', render: t => t.late || '—' },
  ]
  const sum = (pick: (t: TradeTotal) => number): string =>
    shown.reduce((all, t) => all + pick(t), 0).toLocaleString('zh-CN')
  return (
    <ListFrame
      title="报修统计"
      note="数字都来自报修单，点开看是哪些。"
      onPrint={() => window.print()}
      printHead={
        <PrintHead
          school={session.school.name}
          title="报修统计"
          filter={[term.name, name].filter(Boolean).join(' · ')}
          by={session.name}
        />
      }
      filter={
        <FilterBar
          parts={[
            {
              key: 'term',
              label: '学期',
              value: [term.code],
              options: [...begun].reverse().map(t => ({ value: t.code, label: t.name })),
              pinned: true,
            },
            {
              key: 'trade',
              label: '工种',
              value: trade ? [trade] : [],
              options: totals.map(t => ({ value: t.trade, label: t.name })),
              pinned: true,
            },
          ]}
          onChange={(key, value) => set(key, value[0])}
          onClear={() => void navigate({ to: '/repair-stats' })}
        />
      }
    >
      {(shown.length > 0 || lastItems > 0) && (
        <Chart
          kind="bar"
          title={`${name}各月报修次数`}
          unit="次"
          sentence={sentenceOf(shown, term.name, lastItems)}
          categories={months.map(m => `${Number(m.slice(5))}月`)}
          series={[
            { key: 'now', name: '这学期', values: byMonth(rows, months, trade) },
            ...(before && lastItems > 0
              ? [
                  {
                    key: 'last',
                    name: '上学期',
                    values: byMonth(lastRows, lastMonths, trade),
                    last: true,
                  },
                ]
              : []),
          ]}
          onPointClick={({ series, index }) => {
            const month = (series === 'last' ? lastMonths : months)[index]
            if (month)
              open(`${month} 报修次数`, 'repair.items', trade ? { trade } : {}, {
                ...term,
                from: `${month}-01`,
                to: lastDayOf(month),
              })
          }}
        />
      )}
      <DataTable
        label="各工种报修"
        rows={shown}
        rowKey={t => t.trade}
        columns={columns}
        empty={`${term.name}还没有报修单。`}
        totals={{
          trade: '合计',
          items: sum(t => t.items),
          orders: sum(t => t.orders),
          finished: sum(t => t.finished),
          late: sum(t => t.late),
        }}
      />
      <FigureEvidence of={evidence} onClose={() => setEvidence(null)} />
    </ListFrame>
  )
}

function lastDayOf(month: string): string {
  const [year = 0, m = 1] = month.split('-').map(Number)
  return `${month}-${String(new Date(Date.UTC(year, m, 0)).getUTCDate()).padStart(2, '0')}`
}
