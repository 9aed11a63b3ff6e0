import { Link } from '@tanstack/react-router'
import { Glyph } from '../../../web/ui/marks/Glyph.tsx'
import type { DecisionFact } from '../contract.ts'
import './approvals.css'

/** What must be known to decide: money left, last price, stock. */
export function DecisionFacts({ facts }: { facts: readonly DecisionFact[] }) {
  if (facts.length === 0) return null
  return (
    <section className="zw-decide">
      <h3>批之前看一眼</h3>
      <dl>
        {facts.map(fact => (
          <div key={`${fact.label}${fact.value}`} data-tone={fact.tone}>
            <dt>{fact.label}</dt>
            <dd>
              {fact.tone && fact.tone !== 'off' && <Glyph tone={fact.tone} />}
              {fact.href ? <Link to={fact.href}>{fact.value}</Link> : fact.value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
