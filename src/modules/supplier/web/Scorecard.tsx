import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  DayRangeInput,
  Empty,
  ErrorNotice,
  EvidenceDrawer,
  ListFrame,
  PrintHead,
  RowCard,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { supplier } from '../contract.ts'
import { FACTOR_KEYS, FACTORS } from '../rules.ts'
import { DeliveryTable } from './DeliveryTable.tsx'
import './supplier.css'

type Row = Answer<typeof supplier.scorecard>['rows'][number]

/** Who supplied how well in a period, by the five factors; the best first. */
export default function Scorecard() {
  const session = useSession()
  const query = useQuery()
  const prefs = useListPrefs('supplier.scores')
  const from = query.get('from') || `${session.today.slice(0, 4)}-01-01`
  const to = query.get('to') || session.today
  const card = useRead(supplier.scorecard, { from, to })
  const weights = card.data?.weights
  const [shown, setShown] = useState<Row>()
  const columns = columnsOf(setShown)
  return (
    <ListFrame
      title="供应商评分"
      note={
        weights &&
        `五项按权重平均：${FACTOR_KEYS.map(factor => `${FACTORS[factor]} ${weights[factor]}`).join('、')}`
      }
      filter={
        <DayRangeInput
          value={[from, to]}
          onChange={range => query.set({ from: range?.[0] ?? '', to: range?.[1] ?? '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title="供应商评分表"
          filter={`${from} 至 ${to}`}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={columns}
      onPrint={() => window.print()}
    >
      <DataTable
        label="供应商评分"
        rows={card.data?.rows}
        rowKey={row => row.id}
        columns={columns}
        onOpen={setShown}
        chosenColumns={prefs.columns}
        density={prefs.density}
        empty={
          <Empty
            title="这段时间没有供货记录"
            note="采购验收时会自动记下每次供货，也可以在供应商页上逐次打分。"
          />
        }
        error={card.error ? { message: card.error.message, onRetry: () => void card.refetch() } : undefined}
        renderCard={row => (
          <RowCard
            title={row.name}
            side={<b className="zw-num">{row.score ?? '—'}</b>}
            meta={
              <>
                <span>供货 {row.deliveries} 次</span>
                {FACTOR_KEYS.map(
                  factor =>
                    row.factors[factor] !== null && (
                      <span key={factor}>
                        {FACTORS[factor]} {row.factors[factor]}
                      </span>
                    ),
                )}
              </>
            }
          />
        )}
      />
      {shown && <Behind firm={shown} period={{ from, to }} onClose={() => setShown(undefined)} />}
    </ListFrame>
  )
}

/** The deliveries that the figures of a firm are the means of. */
function Behind({
  firm,
  period,
  onClose,
}: {
  firm: Row
  period: { from: string; to: string }
  onClose: () => void
}) {
  const rows = usePages(supplier.deliveries, { firmId: firm.id, ...period, limit: 50 })
  return (
    <EvidenceDrawer
      open
      onClose={onClose}
      title={`${firm.name}，供货 ${firm.deliveries} 次`}
      note={`${period.from} 至 ${period.to}；每项是各次的平均，总分 ${firm.score ?? '—'}`}
      width={600}
    >
      {rows.error && <ErrorNotice message={rows.error.message} onRetry={() => void rows.refetch()} />}
      {!rows.isPending && <DeliveryTable rows={rows.rows} brief />}
      {rows.hasNextPage && (
        <Button kind="quiet" onClick={() => void rows.fetchNextPage()}>
          再看一些
        </Button>
      )}
    </EvidenceDrawer>
  )
}

const columnsOf = (show: (row: Row) => void): readonly Column<Row>[] => [
  {
    key: 'name',
    title: '供应商',
    always: true,
    render: row => <Link to={`/suppliers/${row.id}`}>{row.name}</Link>,
  },
  {
    key: 'deliveries',
    title: '供货次数',
    width: 90,
    figure: true,
    render: row => <Figure row={row} text={row.deliveries} show={show} />,
  },
  ...FACTOR_KEYS.map(
    (factor): Column<Row> => ({
      key: factor,
      title: FACTORS[factor],
      width: 80,
      figure: true,
      render: row => <Figure row={row} text={row.factors[factor]} show={show} />,
    }),
  ),
  {
    key: 'score',
    title: '总分',
    width: 80,
    figure: true,
    render: row => <Figure row={row} text={row.score} show={show} />,
  },
]

/** A figure that opens its records. */
function Figure({ row, text, show }: { row: Row; text: number | null; show: (row: Row) => void }) {
  if (text === null) return '—'
  return (
    <button type="button" className="zw-score-figure zw-num" onClick={() => show(row)}>
      {text}
    </button>
  )
}
