import type { Answer } from '../../../web/api.ts'
import { PhoneField, PhoneNotice } from '../../../web/ui/phone/index.ts'
import type { stock } from '../contract.ts'

interface NeedReviewProps {
  things: readonly { id: string; text: string; quantity: string }[]
  purpose: string
  over: Answer<typeof stock.checkNeed> | undefined
  overReason: string
  onOverReason: (text: string) => void
}

/** Everything once more before it is sent, and what goes beyond the quota. */
export function NeedReview({ things, purpose, over, overReason, onOverReason }: NeedReviewProps) {
  return (
    <>
      <table className="zw-stock-table">
        <tbody>
          {things.map(thing => (
            <tr key={thing.id}>
              <td>{thing.text}</td>
              <td className="zw-fig">{thing.quantity}</td>
            </tr>
          ))}
          <tr>
            <td>用途</td>
            <td>{purpose}</td>
          </tr>
        </tbody>
      </table>
      {over?.over.map(o => (
        <PhoneNotice key={o.itemId} tone="waiting" title={`${o.name}超过本学期定额`}>
          <p>
            定额 {o.quota}
            {o.measure}，已领和在办 {o.used}
            {o.measure}，还能领 {o.left}
            {o.measure}，这次要 {o.asked}
            {o.measure}。
          </p>
        </PhoneNotice>
      ))}
      {over?.blocked && <PhoneNotice tone="late" title="超定额的不受理，请回去减少数量" />}
      {over && over.over.length > 0 && !over.blocked && (
        <PhoneField
          label="为什么要超"
          hint="写清楚，批的人会看"
          value={overReason}
          onChange={onOverReason}
          maxLength={200}
        />
      )}
    </>
  )
}
