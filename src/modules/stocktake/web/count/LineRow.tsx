import Ellipsis from 'lucide-react/icons/ellipsis'
import { RESULTS } from '../../rules.ts'
import type { Standing } from './seen.ts'
import type { TaskLine } from './use-task.ts'

interface LineRowProps {
  line: TaskLine
  standing: Standing | undefined
  blind: boolean
  stock: boolean
  disabled: boolean
  onTap: () => void
  onMore: () => void
}

/** A thing and how it stands; the whole width is the tap. */
export function LineRow({ line, standing, blind, stock, disabled, onTap, onMore }: LineRowProps) {
  const result = standing?.result ?? 'open'
  const gone = result === 'missing' && standing?.quantity === 0
  const word = blind ? '已点' : gone ? '没有' : result === 'match' ? '在' : RESULTS[result]
  const quantity = standing?.quantity === undefined ? '' : ` ${standing.quantity}${line.measure}`
  return (
    <li data-result={result}>
      <button type="button" className="zw-count-thing" disabled={disabled} onClick={onTap}>
        <b>
          {line.name}
          {line.bookQuantity !== null && line.bookQuantity !== 1 && ` × ${line.bookQuantity}${line.measure}`}
        </b>
        <small className="zw-num">
          <Tail code={line.code} />
          {line.code && line.spec && ' · '}
          {line.spec}
        </small>
        <span>
          {result !== 'open' && word}
          {result !== 'open' && !gone && (stock || (standing?.quantity ?? 1) !== 1) ? quantity : ''}
          {standing?.waiting && ' 待发'}
        </span>
      </button>
      <button
        type="button"
        className="zw-count-more"
        disabled={disabled}
        aria-label={`${line.name} 其他情况`}
        onClick={onMore}
      >
        <Ellipsis aria-hidden />
      </button>
    </li>
  )
}

const TAIL = 4

/** The figures that tell one label from the next stand out: they are also what is typed. */
export function Tail({ code }: { code: string }) {
  if (code.length <= TAIL || code.includes('/')) return <>{code}</>
  return (
    <>
      {code.slice(0, -TAIL)}
      <b className="zw-count-tail">{code.slice(-TAIL)}</b>
    </>
  )
}
