import { formatFen, formatYuanShort } from '../../../kernel/pure/money.ts'

export interface MoneyProps {
  /** Integer 分; undefined shows a dash. */
  fen: number | undefined
  /** 3.8万元, for prose and figures; the exact amount stays in the title. */
  short?: boolean
}

/** An amount: ¥1,234.50, tabular, never broken over two lines. */
export function Money({ fen, short = false }: MoneyProps) {
  if (fen === undefined) return <span className="zw-muted">—</span>
  return (
    <span className="zw-num" title={short ? formatFen(fen) : undefined}>
      {short ? formatYuanShort(fen) : formatFen(fen)}
    </span>
  )
}
