import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useRead } from '../../../web/api.ts'
import { ButtonLink, StateTag } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { needMachine } from '../rules.ts'
import './stock.css'

/** Below a work order: what was asked of the stores for it, and the way to ask for more. */
export default function OrderMaterials({ orderId }: { orderId: string }) {
  const list = useRead(stock.orderMaterials, { orderId })
  if (!list.data || (list.data.needs.length === 0 && !list.data.mayRequest)) return null
  const { needs, amountFen, mayRequest } = list.data
  return (
    <section className="zw-stock-desk">
      <header className="zw-stock-hand-head">
        <h3>仓库领料{amountFen > 0 && `，计入费用 ${formatFen(amountFen)}`}</h3>
        {mayRequest && <ButtonLink href={`/need?order=${orderId}`}>领料</ButtonLink>}
      </header>
      {needs.length > 0 && (
        <ul className="zw-stock-hand">
          {needs.map(need => (
            <li key={need.id}>
              <div className="zw-stock-hand-head">
                <Link to={`/needs/${need.id}`}>{need.what}</Link>
                <StateTag {...needMachine.states[need.state]} />
              </div>
              <span className="zw-muted">
                {need.askedOn} {need.askerName} <span className="zw-num">{need.no}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
