import { defineMachine } from '../../kernel/pure/state.ts'

export const CLASSES = { consumable: '消耗品', low_value: '低值易耗品', material: '材料' } as const
export type ItemClass = keyof typeof CLASSES

export const KINDS = {
  receipt: '入库',
  opening: '期初',
  issue: '领用',
  kit: '开学物资',
  return: '退库',
  loan: '借出',
  back: '归还',
  lost: '借用遗失',
  transfer: '调拨',
  arrival: '调拨接收',
  difference: '调拨差异',
  loss: '报损',
  correction: '更正',
} as const
export type DocumentKind = keyof typeof KINDS

export type NeedState =
  | 'pending'
  | 'returned'
  | 'approved'
  | 'picked'
  | 'part'
  | 'issued'
  | 'closed'
  | 'refused'
  | 'withdrawn'
export type NeedAction =
  | 'approve'
  | 'refuse'
  | 'sendBack'
  | 'resubmit'
  | 'withdraw'
  | 'pick'
  | 'issue'
  | 'undo'
  | 'close'

export const needMachine = defineMachine<NeedState, NeedAction>({
  name: 'stock.need',
  initial: 'pending',
  states: {
    pending: { label: '待审批', tone: 'waiting' },
    returned: { label: '退回修改', tone: 'late' },
    approved: { label: '待发放', tone: 'waiting' },
    picked: { label: '已备货，待领', tone: 'doing' },
    part: { label: '部分发放', tone: 'doing' },
    issued: { label: '已发齐', tone: 'done' },
    closed: { label: '不再发放', tone: 'off', final: true },
    refused: { label: '未批准', tone: 'off', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
  },
  transitions: {
    approve: { title: '批准', from: ['pending'], to: 'approved' },
    refuse: { title: '不批准', from: ['pending'], to: 'refused' },
    sendBack: { title: '退回', from: ['pending'], to: 'returned' },
    resubmit: { title: '改好再报', from: ['returned'], to: 'pending' },
    withdraw: { title: '撤回', from: ['pending', 'returned', 'approved'], to: 'withdrawn' },
    pick: { title: '备货', from: ['approved', 'part', 'picked'], to: 'picked' },
    issue: { title: '发放', from: ['approved', 'part', 'picked'], to: ['part', 'issued'] },
    undo: { title: '冲销发放', from: ['part', 'issued', 'picked'], to: ['approved', 'part'] },
    close: { title: '不再发放', from: ['approved', 'part', 'picked'], to: 'closed' },
  },
})

export type DocumentState = 'pending' | 'transit' | 'open' | 'posted' | 'reversed' | 'refused' | 'withdrawn'
export type DocumentAction =
  | 'post'
  | 'refuse'
  | 'withdraw'
  | 'arrive'
  | 'recall'
  | 'settle'
  | 'reopen'
  | 'reverse'

export const documentMachine = defineMachine<DocumentState, DocumentAction>({
  name: 'stock.document',
  initial: 'pending',
  states: {
    pending: { label: '待审批', tone: 'waiting' },
    transit: { label: '在途，待接收', tone: 'doing' },
    open: { label: '差额待处理', tone: 'late' },
    posted: { label: '已入账', tone: 'done' },
    reversed: { label: '已冲销', tone: 'off', final: true },
    refused: { label: '未批准', tone: 'off', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
  },
  transitions: {
    post: { title: '入账', from: ['pending'], to: 'posted' },
    refuse: { title: '不批准', from: ['pending'], to: 'refused' },
    withdraw: { title: '撤回', from: ['pending', 'open'], to: 'withdrawn' },
    arrive: { title: '接收', from: ['transit'], to: 'posted' },
    recall: { title: '撤回调拨', from: ['transit'], to: 'withdrawn' },
    settle: { title: '处理差额', from: ['open'], to: ['open', 'posted'] },
    reopen: { title: '冲销接收', from: ['posted'], to: ['transit', 'open'] },
    reverse: { title: '冲销', from: ['posted'], to: 'reversed' },
  },
})

export type LoanState = 'out' | 'back' | 'lost'
export type LoanAction = 'giveBack' | 'lose' | 'extend'

export const loanMachine = defineMachine<LoanState, LoanAction>({
  name: 'stock.loan',
  initial: 'out',
  states: {
    out: { label: '在借', tone: 'doing' },
    back: { label: '已还清', tone: 'done', final: true },
    lost: { label: '有遗失，已了结', tone: 'late', final: true },
  },
  transitions: {
    giveBack: { title: '归还', from: ['out'], to: ['out', 'back', 'lost'] },
    lose: { title: '登记遗失', from: ['out'], to: ['out', 'lost'] },
    extend: { title: '续借', from: ['out'], to: 'out' },
  },
})

export type SheetState = 'draft' | 'issued' | 'signed' | 'cancelled'
export type SheetAction = 'edit' | 'issue' | 'sign' | 'cancel'

export const sheetMachine = defineMachine<SheetState, SheetAction>({
  name: 'stock.sheet',
  initial: 'draft',
  states: {
    draft: { label: '在编', tone: 'waiting' },
    issued: { label: '已发放，待签收', tone: 'doing' },
    signed: { label: '全部签收', tone: 'done', final: true },
    cancelled: { label: '已作废', tone: 'off', final: true },
  },
  transitions: {
    edit: { title: '修改', from: ['draft'], to: 'draft' },
    issue: { title: '一次发放', from: ['draft'], to: 'issued' },
    sign: { title: '签收', from: ['issued'], to: ['issued', 'signed'] },
    cancel: { title: '作废', from: ['draft'], to: 'cancelled' },
  },
})

/** Quantities have three decimals and are reckoned in thousandths, so that 0.1 + 0.2 is 0.3. */
export const milli = (quantity: number | string): number => Math.round(Number(quantity) * 1000)
export const fromMilli = (thousandths: number): number => thousandths / 1000
export const plus = (a: number | string, b: number | string): number => fromMilli(milli(a) + milli(b))
export const minus = (a: number | string, b: number | string): number => fromMilli(milli(a) - milli(b))

/** quantity × price in whole fen. */
export const amountOf = (priceFen: number, quantity: number): number =>
  Number(divideRound(BigInt(milli(quantity)) * BigInt(priceFen), 1000n))

export interface Usage {
  onhand: number
  /** Approved and not yet handed out. */
  reserved: number
  /** Used in the weeks looked at. */
  used: number
  weeks: number
  min: number | null
  max: number | null
  packFactor: number | null
}

/** What to buy so that the shelf is full again, in whole packs; nothing while there is enough. */
export function suggestion(usage: Usage, coverWeeks: number): { perWeek: number; quantity: number } {
  const perWeek = usage.weeks > 0 ? Math.round((usage.used / usage.weeks) * 100) / 100 : 0
  const free = minus(usage.onhand, usage.reserved)
  const cover = perWeek * coverWeeks
  const floor = Math.max(usage.min ?? 0, usage.min === null ? cover / 2 : 0)
  if (free > floor || (free === floor && usage.min === null)) return { perWeek, quantity: 0 }
  const target = Math.max(usage.max ?? 0, cover, usage.min ?? 0)
  const wanted = Math.max(0, target - free)
  if (wanted === 0) return { perWeek, quantity: 0 }
  const pack = usage.packFactor
  return { perWeek, quantity: pack ? Math.ceil(wanted / pack) * pack : Math.ceil(wanted) }
}

/** What a class is still due: the standard is a ceiling. */
export const demandOf = (standard: number, has: number): number => Math.max(0, minus(standard, has))

/** 3把, 12.5米 */
export const quantityText = (quantity: number | string, measure: string): string =>
  `${Number(quantity)}${measure}`

/** 26 包, and how many boxes that is: 2箱6包 */
export function packText(
  quantity: number,
  measure: string,
  packMeasure: string,
  factor: number | null,
): string {
  if (!factor || quantity < factor) return quantityText(quantity, measure)
  const packs = Math.floor(quantity / factor)
  const rest = minus(quantity, packs * factor)
  return `${packs}${packMeasure}${rest > 0 ? quantityText(rest, measure) : ''}`
}

/** Half away from zero. */
export function divideRound(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n
  return dividend >= 0n ? (dividend + half) / divisor : -((-dividend + half) / divisor)
}
