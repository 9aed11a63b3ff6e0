import { formatFen } from '../../kernel/pure/money.ts'
import { amountInWords } from './amount-words.ts'
import type { DUTIES } from './rules.ts'

interface Said {
  no: string
  title: string
  amount_fen: number
  source: 'order' | 'contract' | 'exception'
  order_no: string
  payee: string
}

/** The sentence each of the three puts his name to, word for word. */
export function statementFor(row: Said, duty: keyof typeof DUTIES): string {
  const sum = `${formatFen(row.amount_fen)}（${amountInWords(row.amount_fen)}）`
  if (duty === 'handler') return `${row.title}由我经手，向${row.payee}付款 ${sum}，所附发票真实。`
  if (duty === 'acceptor')
    return row.source === 'order'
      ? `采购单 ${row.order_no} 的货物我已验收，数量、规格与单据相符，同意按 ${sum} 报销。`
      : `${row.title}属实，我可以证明，金额 ${sum}。`
  return `报销单 ${row.no} 的申请、验收、发票齐全，金额 ${sum} 无误，同意报审批。`
}
