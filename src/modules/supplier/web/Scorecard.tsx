import { Link } from '@tanstack/react-router'
import { type Answer, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Column,
  DataTable,
  DayRangeInput,
  Empty,
  ListFrame,
  PrintHead,
  RowCard,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { supplier } from '../contract.ts'
import { FACTOR_KEYS, FACTORS } from '../rules.ts'

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
      columns={COLUMNS}
      onPrint={() => window.print()}
    >
      <DataTable
        label="供应商评分"
        rows={card.data?.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
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
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '供应商',
    always: true,
    render: row => <Link to={`/suppliers/${row.id}`}>{row.name}</Link>,
  },
  { key: 'deliveries', title: '供货次数', width: 90, figure: true, render: row => row.deliveries },
  ...FACTOR_KEYS.map(
    (factor): Column<Row> => ({
      key: factor,
      title: FACTORS[factor],
      width: 80,
      figure: true,
      render: row => row.factors[factor] ?? '—',
    }),
  ),
  { key: 'score', title: '总分', width: 80, figure: true, render: row => <b>{row.score ?? '—'}</b> },
]
