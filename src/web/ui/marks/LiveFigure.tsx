import { Tooltip } from 'antd'
import { useNow } from '../time/Now.tsx'
import { formatWhen, type Moment } from '../time/when.ts'
import './marks.css'

export interface LiveFigureProps {
  /** undefined: nothing has been recorded. That is shown as a dash, not as a zero. */
  value: number | string | undefined
  unit?: string
  /** What it counts: 本周完成的报修单. */
  title: string
  asAt?: Moment
  /** Shows the rows behind the figure, in the evidence drawer. */
  onOpen: () => void
  /** Large, for the day's line of figures. */
  large?: boolean
}

/** A number that can be asked where it comes from. */
export function LiveFigure({ value, unit, title, asAt, onOpen, large = false }: LiveFigureProps) {
  const now = useNow()
  const shown = figureText(value)
  const when = asAt === undefined ? '' : `，截至${formatWhen(asAt, now)}`
  return (
    <Tooltip
      title={
        <>
          {title}
          {when}
          <br />
          <span className="zw-figure-hint">点开看明细</span>
        </>
      }
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a <button> breaks lines before 。 and is left out when text is copied */}
      <span
        role="button"
        tabIndex={0}
        className="zw-figure"
        data-large={large || undefined}
        aria-label={`${title}：${shown}${unit ?? ''}${when}，打开明细`}
        onClick={onOpen}
        onKeyDown={e => {
          if (e.key !== 'Enter' && e.key !== ' ') return
          e.preventDefault()
          onOpen()
        }}
      >
        <span className="zw-figure-value">{shown}</span>
        {unit && <span className="zw-figure-unit">{unit}</span>}
      </span>
    </Tooltip>
  )
}

/** 1234.5 → "1,234.5"; a string stays as it is; nothing → "—". */
export function figureText(value: number | string | undefined): string {
  if (value === undefined) return '—'
  return typeof value === 'number' ? value.toLocaleString('zh-CN') : value
}
