import { formatFen } from '../../../kernel/pure/money.ts'
import { planSum, totalOf } from '../rules.ts'

export interface LineDraft {
  key: number
  name: string
  quantity: number | undefined
  measure: string
  priceFen: number | undefined
}
export interface PartDraft {
  key: number
  title: string
  dueOn: string | undefined
  amountFen: number | undefined
}

export const emptyLine = (key: number): LineDraft => ({
  key,
  name: '',
  quantity: undefined,
  measure: '',
  priceFen: undefined,
})

/** The lines that are whole. */
export const filledLines = (lines: readonly LineDraft[]) =>
  lines.flatMap(({ name, quantity, measure, priceFen }) =>
    name.trim() && quantity && measure.trim() && priceFen ? [{ name, quantity, measure, priceFen }] : [],
  )
export const filledParts = (parts: readonly PartDraft[]) =>
  parts.flatMap(({ title, dueOn, amountFen }) =>
    title.trim() && dueOn && amountFen ? [{ title, dueOn, amountFen }] : [],
  )

/** What still lacks, so that nothing half written is left out in silence. */
export function linesProblem(lines: readonly LineDraft[]): Record<string, string> {
  if (filledLines(lines).length === 0 && !lines.some(line => line.name.trim()))
    return { lines: '请至少写一行内容、数量、单位和单价' }
  for (const line of lines) {
    const lacks = [
      !line.name.trim() && '内容',
      !line.quantity && '数量',
      !line.measure.trim() && '单位',
      !line.priceFen && '单价',
    ].filter(Boolean)
    // A row that nobody wrote into is no row.
    if (lacks.length > 0 && lacks.length < 4)
      return {
        lines: `“${line.name.trim() || '没有名称的一行'}”还没有填${lacks.join('、')}。填上，或删去这一行`,
      }
  }
  return {}
}

export function planProblem(lines: readonly LineDraft[], plan: readonly PartDraft[]): Record<string, string> {
  for (const [at, part] of plan.entries()) {
    const lacks = [!part.title.trim() && '款项', !part.dueOn && '日期', !part.amountFen && '金额'].filter(
      Boolean,
    )
    if (lacks.length > 0)
      return {
        plan: `${part.title.trim() || `第 ${at + 1} 期`}还没有填${lacks.join('、')}。填上，或删去这一期`,
      }
  }
  const parts = filledParts(plan)
  if (parts.length === 0) return {}
  const gap = totalOf(filledLines(lines)) - planSum(parts)
  return gap === 0
    ? {}
    : { plan: `各期合计比总价${gap > 0 ? '少' : '多'} ${formatFen(Math.abs(gap))}，请改到相等` }
}
