import { formatFen } from '../../../kernel/pure/money.ts'
import type { ChainNode } from '../shapes.ts'
import './claim.css'

/** The papers from the request to the payment, under each other; what is missing is an empty place. */
export function Chain({ nodes }: { nodes: readonly ChainNode[] }) {
  return (
    <section aria-label="单据链">
      <h3>单据链</h3>
      <ol className="zw-papers">
        {nodes.map(node => (
          <li key={node.key} data-missing={node.present ? undefined : true}>
            <b>{node.kind}</b>
            <span>
              {node.no && node.href ? <a href={node.href}>{node.no}</a> : node.no} {node.sentence}
              <small>{[node.who, node.on].filter(Boolean).join(' · ')}</small>
            </span>
            <span className="zw-num">{node.amountFen === null ? '' : formatFen(node.amountFen)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
