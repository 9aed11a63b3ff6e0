import { defineMachine } from '../../kernel/pure/state.ts'

/** 经费来源 as schools name them. */
export const SOURCE_KINDS = {
  public: '公用经费',
  equipment: '装备资金',
  special: '专项经费',
  donation: '捐赠',
  agency: '代收代管',
  other: '其他',
} as const
export type SourceKind = keyof typeof SOURCE_KINDS

/** What money is spent on; the monthly report's three columns are three of them. */
export const CATEGORIES = {
  office: '办公费',
  utility: '水电费',
  repair: '维修费',
  equipment: '设备购置费',
  book: '图书资料费',
  travel: '差旅费',
  training: '培训费',
  labour: '劳务费',
  agency: '代收费',
  service: '服务性收费',
  other: '其他支出',
} as const
export type Category = keyof typeof CATEGORIES
export const CATEGORY_CODES = Object.keys(CATEGORIES) as [Category, ...Category[]]

/** Columns of the monthly report; the remainder is named so that the parts add up to the whole. */
export const REPORT_COLUMNS = {
  office: '办公费',
  agency: '代收费',
  service: '服务性收费',
  other: '其他支出',
} as const
export type ReportColumn = keyof typeof REPORT_COLUMNS

export const reportColumn = (category: Category): ReportColumn =>
  category === 'office' || category === 'agency' || category === 'service' ? category : 'other'

export const INCOME_KINDS = {
  compensation: '损坏赔偿',
  scrap: '报废处置收入',
  rent: '租金',
  other: '其他收入',
} as const
export type IncomeKind = keyof typeof INCOME_KINDS

export const ADJUSTMENT_KINDS = { add: '追加', cut: '核减', move: '调剂' } as const
export type AdjustmentKind = keyof typeof ADJUSTMENT_KINDS

export const planMachine = defineMachine({
  name: 'budget.plan',
  initial: 'drafted',
  states: {
    drafted: { label: '编制中', tone: 'waiting' },
    approved: { label: '已批准，待下达', tone: 'doing' },
    executing: { label: '执行中', tone: 'doing' },
    adjusted: { label: '执行中，有调整', tone: 'doing' },
    closed: { label: '已结转', tone: 'done', final: true },
  },
  transitions: {
    edit: { title: '编制', from: ['drafted'], to: 'drafted' },
    approve: { title: '批准', from: ['drafted'], to: 'approved' },
    sendBack: { title: '退回编制', from: ['approved'], to: 'drafted' },
    start: { title: '下达', from: ['approved'], to: 'executing' },
    spend: { title: '列支', from: ['executing', 'adjusted'], to: ['executing', 'adjusted'] },
    adjust: { title: '调整', from: ['executing', 'adjusted'], to: 'adjusted' },
    close: { title: '年终结转', from: ['executing', 'adjusted'], to: 'closed' },
  },
})
export type PlanState = keyof typeof planMachine.states
export type PlanAction = keyof typeof planMachine.transitions

export const adjustmentMachine = defineMachine({
  name: 'budget.adjustment',
  initial: 'asked',
  states: {
    asked: { label: '待审批', tone: 'waiting' },
    returned: { label: '已退回，待修改', tone: 'late' },
    approved: { label: '已执行', tone: 'done', final: true },
    refused: { label: '未批准', tone: 'off', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
  },
  transitions: {
    approve: { title: '批准', from: ['asked'], to: 'approved' },
    refuse: { title: '不批准', from: ['asked'], to: 'refused' },
    sendBack: { title: '退回', from: ['asked'], to: 'returned' },
    resubmit: { title: '修改后重新报批', from: ['returned'], to: 'asked' },
    withdraw: { title: '撤回', from: ['asked', 'returned'], to: 'withdrawn' },
  },
})
export type AdjustmentState = keyof typeof adjustmentMachine.states

export const remittanceMachine = defineMachine({
  name: 'budget.remittance',
  initial: 'remitted',
  states: {
    remitted: { label: '已上缴，待核对', tone: 'doing' },
    checked: { label: '已核对', tone: 'done', final: true },
    reversed: { label: '已冲销', tone: 'off', final: true },
  },
  transitions: {
    check: { title: '核对缴款书', from: ['remitted'], to: 'checked' },
    reverse: { title: '冲销上缴', from: ['remitted'], to: 'reversed' },
  },
})
export type RemittanceState = keyof typeof remittanceMachine.states

export const SAVING_KINDS = { saving: '节约支出', recovered: '追回款项' } as const
export type SavingKind = keyof typeof SAVING_KINDS

export const savingMachine = defineMachine({
  name: 'budget.saving',
  initial: 'claimed',
  states: {
    claimed: { label: '待核实', tone: 'waiting' },
    verified: { label: '已核实', tone: 'done', final: true },
    refused: { label: '未认可', tone: 'off', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
  },
  transitions: {
    amend: { title: '补充', from: ['claimed'], to: 'claimed' },
    verify: { title: '核实', from: ['claimed'], to: 'verified' },
    refuse: { title: '不认可', from: ['claimed'], to: 'refused' },
    withdraw: { title: '撤回', from: ['claimed'], to: 'withdrawn' },
  },
})
export type SavingState = keyof typeof savingMachine.states

export const reportMachine = defineMachine({
  name: 'budget.report',
  initial: 'made',
  states: {
    made: { label: '待签字', tone: 'waiting' },
    signed: { label: '已签字，待报送', tone: 'doing' },
    sent: { label: '已报送', tone: 'done', final: true },
    dropped: { label: '已作废', tone: 'off', final: true },
  },
  transitions: {
    sign: { title: '签字', from: ['made'], to: ['made', 'signed'] },
    send: { title: '报送', from: ['signed'], to: 'sent' },
    drop: { title: '作废', from: ['made', 'signed'], to: 'dropped' },
  },
})
export type ReportState = keyof typeof reportMachine.states

export interface LineMoney {
  allottedFen: number
  committedFen: number
  spentFen: number
  leftFen: number
}

/** What of a payment comes out of the commitment, and what must still be found in the line. */
export function splitSpending(amountFen: number, heldFen: number): { released: number; fresh: number } {
  const released = Math.min(amountFen, heldFen)
  return { released, fresh: amountFen - released }
}

export type AdjustmentFlaw =
  | { code: 'adjust_empty' }
  | { code: 'adjust_sign'; kind: AdjustmentKind }
  | { code: 'adjust_unbalanced'; fen: number }
  | { code: 'adjust_earmarked'; line: string }

/**
 * An adjustment adds (追加), cuts (核减) or moves (调剂) money; a move adds up to nothing and never takes
 * earmarked money to another source or another purpose.
 */
export function adjustmentFlaw(
  kind: AdjustmentKind,
  lines: readonly {
    amountFen: number
    title: string
    sourceId: string
    earmarked: boolean
    purpose: string
  }[],
): AdjustmentFlaw | undefined {
  if (lines.length === 0 || lines.some(l => l.amountFen === 0)) return { code: 'adjust_empty' }
  if (kind === 'add' && lines.some(l => l.amountFen < 0)) return { code: 'adjust_sign', kind }
  if (kind === 'cut' && lines.some(l => l.amountFen > 0)) return { code: 'adjust_sign', kind }
  if (kind !== 'move') return undefined
  const sum = lines.reduce((total, l) => total + l.amountFen, 0)
  if (sum !== 0) return { code: 'adjust_unbalanced', fen: sum }
  const strange = lines.find(
    l => l.earmarked && lines.some(o => o.sourceId !== l.sourceId || o.purpose !== l.purpose),
  )
  return strange ? { code: 'adjust_earmarked', line: strange.title } : undefined
}

/** What a saving counts for: the baseline less what was really spent; never more, never below zero. */
export const savedFen = (baselineFen: number, actualFen: number): number =>
  Math.max(0, baselineFen - actualFen)

export const monthStart = (month: string): string => `${month}-01`

/** '2026-02' → '2026-02-28' */
export function monthEnd(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`
}

/** The month and the `count - 1` before it, oldest first. */
export function monthsUpTo(month: string, count: number): string[] {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(year, number - 1 - (count - 1 - i), 1))
    return `${at.getUTCFullYear()}-${String(at.getUTCMonth() + 1).padStart(2, '0')}`
  })
}

export const monthTitle = (month: string): string =>
  `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
