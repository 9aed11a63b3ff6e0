import type { Tone } from '../../../kernel/pure/state.ts'
import type { Notice } from '../net/operations.ts'

const yuan = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** 123450 → ¥1,234.50 */
export const yuanText = (fen: number): string => `¥${yuan.format(fen / 100)}`

/** How the case stands, as a sentence with its tone. */
export function standingOf(notice: Pick<Notice, 'state' | 'amountFen' | 'paidFen'>): {
  tone: Tone
  label: string
  text: string
} {
  const left = Math.max(0, notice.amountFen - notice.paidFen)
  switch (notice.state) {
    case 'opened':
      return { tone: 'waiting', label: '重新核定', text: '学校正在重新核定，暂时不用缴。' }
    case 'noticed':
      return {
        tone: 'waiting',
        label: '待缴',
        text:
          notice.paidFen > 0
            ? `已缴 ${yuanText(notice.paidFen)}，还差 ${yuanText(left)}。`
            : `请缴 ${yuanText(left)}。`,
      }
    case 'objected':
      return { tone: 'doing', label: '有异议', text: '您的异议学校已收到，答复前不用缴。' }
    case 'waiving':
      return { tone: 'doing', label: '申请减免', text: '正在审批减免，答复前不用缴。' }
    case 'paid':
      return { tone: 'done', label: '已缴清', text: `已缴清 ${yuanText(notice.paidFen)}，请保存好收据。` }
    case 'waived':
      return { tone: 'off', label: '已减免', text: '学校同意减免，不用再缴。' }
    case 'cancelled':
      return { tone: 'off', label: '已撤销', text: '这份通知已撤销，不用缴。' }
  }
}

export const mayPay = (notice: Pick<Notice, 'state' | 'amountFen' | 'paidFen'>): boolean =>
  notice.state === 'noticed' && notice.amountFen > notice.paidFen
