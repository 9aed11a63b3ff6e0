import { formatFen } from '../../../kernel/pure/money.ts'
import './budget.css'

interface Parts {
  allottedFen: number
  committedFen: number
  spentFen: number
  leftFen: number
}

/** What of a sum is spent, what is held, what is left; said in words for those who do not see it. */
export function MoneyBar({ allottedFen, committedFen, spentFen, leftFen }: Parts) {
  const share = (fen: number): string => `${allottedFen > 0 ? (Math.max(0, fen) / allottedFen) * 100 : 0}%`
  const words = `已批 ${formatFen(allottedFen)}，支出 ${formatFen(spentFen)}，占用 ${formatFen(committedFen)}，剩余 ${formatFen(leftFen)}`
  return (
    <span className="zw-moneybar" role="img" aria-label={words} title={words}>
      <span data-part="spent" style={{ width: share(spentFen) }} />
      <span data-part="held" style={{ width: share(committedFen) }} />
    </span>
  )
}
