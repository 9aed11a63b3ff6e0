import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { StateTag } from '../../../web/ui/index.ts'
import { changeMachine } from '../machine.ts'
import type { Agreement } from './ContractForm.tsx'
import './contract.css'

export function LinesTable({ lines, firstTotalFen }: Pick<Agreement, 'lines' | 'firstTotalFen'>) {
  return (
    <section className="zw-contract-part">
      <h3>明细</h3>
      <div className="zw-contract-scroll">
        <table className="zw-contract-table">
          <thead>
            <tr>
              <th>内容</th>
              <th className="figure">数量</th>
              <th className="figure">单价</th>
              <th className="figure">金额</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.id}>
                <td>{line.name}</td>
                <td className="figure zw-num">{`${line.quantity}${line.measure}`}</td>
                <td className="figure zw-num">{formatFen(line.priceFen)}</td>
                <td className="figure zw-num">{formatFen(line.amountFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>签订时总价</td>
              <td className="figure zw-num">{formatFen(firstTotalFen)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

export function PlanTable({ plan, rent }: Pick<Agreement, 'plan'> & { rent: boolean }) {
  const word = rent ? '收' : '付'
  return (
    <section className="zw-contract-part">
      <h3>{word}款计划</h3>
      <div className="zw-contract-scroll">
        <table className="zw-contract-table">
          <thead>
            <tr>
              <th>款项</th>
              <th>应{word}日期</th>
              <th className="figure">金额</th>
              <th className="figure">已{word}</th>
            </tr>
          </thead>
          <tbody>
            {plan.map((part, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other identity than their place
              <tr key={i}>
                <td>{part.title}</td>
                <td className="zw-num">{part.dueOn}</td>
                <td className="figure zw-num">{formatFen(part.amountFen)}</td>
                <td className="figure zw-num">
                  {part.paidFen === part.amountFen
                    ? `${word}清`
                    : part.paidFen
                      ? formatFen(part.paidFen)
                      : '—'}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>合计</td>
              <td className="figure zw-num">{formatFen(plan.reduce((sum, p) => sum + p.amountFen, 0))}</td>
              <td className="figure zw-num">{formatFen(plan.reduce((sum, p) => sum + p.paidFen, 0))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

export function Payments({ payments, rent }: Pick<Agreement, 'payments'> & { rent: boolean }) {
  if (payments.length === 0) return null
  return (
    <section className="zw-contract-part">
      <h3>{rent ? '收款' : '付款'}</h3>
      <div className="zw-contract-scroll">
        <table className="zw-contract-table">
          <thead>
            <tr>
              <th>日期</th>
              <th>单据</th>
              <th className="figure">金额</th>
              <th>说明</th>
            </tr>
          </thead>
          <tbody>
            {payments.map(one => (
              <tr key={one.id}>
                <td className="zw-num">{one.day}</td>
                <td className="zw-num">{one.no}</td>
                <td className={one.amountFen < 0 ? 'figure zw-num zw-late' : 'figure zw-num'}>
                  {formatFen(one.amountFen)}
                </td>
                <td>{one.note || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

export function Changes({ changes }: Pick<Agreement, 'changes'>) {
  if (changes.length === 0) return null
  return (
    <section className="zw-contract-part">
      <h3>变更</h3>
      <div className="zw-contract-scroll">
        <table className="zw-contract-table">
          <thead>
            <tr>
              <th>次</th>
              <th className="figure">金额增减</th>
              <th>到期</th>
              <th>理由</th>
              <th>状态</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(one => (
              <tr key={one.id}>
                <td className="zw-num">{one.seq}</td>
                <td className="figure zw-num">{one.deltaFen ? formatFen(one.deltaFen) : '—'}</td>
                <td className="zw-num">{one.newEndsOn ? `${one.oldEndsOn} → ${one.newEndsOn}` : '不变'}</td>
                <td>
                  {one.reason}
                  {one.warning && <p className="zw-late">{one.warning}</p>}
                </td>
                <td>
                  <StateTag {...changeMachine.states[one.state]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What was ordered under the contract, and how much of it is paid. */
export function Orders({ orders }: Pick<Agreement, 'orders'>) {
  if (orders.length === 0) return null
  return (
    <section className="zw-contract-part">
      <h3>按合同下的采购单</h3>
      <div className="zw-contract-scroll">
        <table className="zw-contract-table">
          <thead>
            <tr>
              <th>日期</th>
              <th>采购单</th>
              <th>买什么</th>
              <th className="figure">金额</th>
              <th className="figure">已付</th>
            </tr>
          </thead>
          <tbody>
            {orders.map(one => (
              <tr key={one.id}>
                <td className="zw-num">{one.day}</td>
                <td className="zw-num">
                  <Link to={`/procurement/orders/${one.documentId}`}>{one.no}</Link>
                </td>
                <td>{one.title}</td>
                <td className="figure zw-num">{one.amountFen === 0 ? '已取消' : formatFen(one.amountFen)}</td>
                <td className="figure zw-num">{one.paidFen ? formatFen(one.paidFen) : '—'}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={3}>合计</td>
              <td className="figure zw-num">{formatFen(orders.reduce((sum, o) => sum + o.amountFen, 0))}</td>
              <td className="figure zw-num">{formatFen(orders.reduce((sum, o) => sum + o.paidFen, 0))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
