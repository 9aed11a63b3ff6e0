import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { ErrorNotice, SelectInput } from '../../../web/ui/index.ts'
import { stocktake } from '../contract.ts'
import { RESULTS } from '../rules.ts'

type Comparison = Answer<typeof stocktake.compare>
type Totals = Comparison['now']

/** This count beside an earlier one: better or worse, and what was wrong then and is wrong again. */
export function Compare({ id, print = false }: { id: string; print?: boolean }) {
  const [withId, setWithId] = useState<string>()
  const one = useRead(stocktake.compare, { id, ...(withId ? { withId } : {}) }, { keep: true })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const c = one.data
  if (!c?.with) return null
  return (
    <section className="zw-stocktake-compare" aria-label="和上次盘点比">
      <h3>
        和上次比
        {print || c.earlier.length < 2 ? (
          <small className="zw-muted">
            {c.with.no} {c.with.title}
          </small>
        ) : (
          <span className="zw-stocktake-with">
            <SelectInput
              value={c.with.id}
              onChange={setWithId}
              options={c.earlier.map(e => ({ value: e.id, label: `${e.no} ${e.title}` }))}
            />
          </span>
        )}
      </h3>
      <p>{sentenceOf(c)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">盘点</th>
            {FIGURES.map(({ title }) => (
              <th key={title} scope="col" className="zw-num">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row title="这次" totals={c.now} />
          <Row
            title={print ? '上次' : <Link to={`/stocktakes/${c.with.id}`}>上次</Link>}
            totals={c.with.totals}
          />
        </tbody>
      </table>
      {c.again.length > 0 && (
        <>
          <h4>两次都有差异的 {c.again.length} 项</h4>
          <ul>
            {c.again.map(row => (
              <li key={row.id}>
                <b>{row.name}</b> <span className="zw-num zw-muted">{row.code}</span> {row.areaText}
                {row.keeperText && `，${row.keeperText}`}：上次{RESULTS[row.before]}
                {row.opinion && `（${row.opinion}）`}，这次{RESULTS[row.now]}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const FIGURES: readonly { title: string; of: (t: Totals) => string }[] = [
  { title: '项数', of: t => String(t.lines) },
  { title: '相符率', of: t => `${t.rate}%` },
  { title: '盘亏', of: t => String(t.missing) },
  { title: '盘亏金额', of: t => formatFen(t.missingFen) },
  { title: '盘盈', of: t => String(t.surplus) },
  { title: '错位', of: t => String(t.moved) },
  { title: '损坏', of: t => String(t.damaged) },
]

function Row({ title, totals }: { title: React.ReactNode; totals: Totals }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {FIGURES.map(figure => (
        <td key={figure.title} className="zw-num">
          {figure.of(totals)}
        </td>
      ))}
    </tr>
  )
}

function sentenceOf(c: Comparison): string {
  if (!c.with) return ''
  const gain = Math.round((c.now.rate - c.with.totals.rate) * 10) / 10
  const rate =
    gain === 0
      ? `账物相符率和上次一样，${c.now.rate}%`
      : `账物相符率比上次${gain > 0 ? '高' : '低'} ${Math.abs(gain)} 个百分点`
  const scope = [
    c.onlyNow > 0 && `这次多盘 ${c.onlyNow} 项`,
    c.onlyBefore > 0 && `上次盘过、这次没有的 ${c.onlyBefore} 项`,
  ].filter(Boolean)
  return `${rate}；两次都盘的 ${c.both} 项${scope.length > 0 ? `，${scope.join('，')}` : ''}。`
}
