import { defineMachine } from '../../kernel/pure/state.ts'

export const LIABLE_KINDS = { person: '个人', class: '班级', room: '寝室', unknown: '责任不明' } as const
export type LiableKind = keyof typeof LIABLE_KINDS

/** Who answers for it. The class or room stands in its own column and is not said twice. */
export function liableText(row: { liableName: string; liableKind: LiableKind; unitText: string }): string {
  const kind = LIABLE_KINDS[row.liableKind]
  return row.liableName && row.liableName !== row.unitText ? `${row.liableName}（${kind}）` : kind
}

export const INTENTS = { careless: '过失', wilful: '故意', unknown: '未定' } as const
export type Intent = keyof typeof INTENTS

export const PAY_METHODS = { cash: '现金', transfer: '转账', mobile: '扫码', unknown: '未注明' } as const
export type PayMethod = keyof typeof PAY_METHODS

export type CaseState = 'opened' | 'noticed' | 'objected' | 'waiving' | 'paid' | 'waived' | 'cancelled'
export type CaseAction =
  | 'assess'
  | 'notify'
  | 'object'
  | 'uphold'
  | 'revise'
  | 'askWaiver'
  | 'approveWaiver'
  | 'refuseWaiver'
  | 'pay'
  | 'reversePayment'
  | 'cancel'

export const caseMachine = defineMachine<CaseState, CaseAction>({
  name: 'damage.case',
  initial: 'opened',
  states: {
    opened: { label: '待核定', tone: 'waiting' },
    noticed: { label: '已通知，待缴', tone: 'waiting' },
    objected: { label: '有异议', tone: 'late' },
    waiving: { label: '申请减免', tone: 'doing' },
    paid: { label: '已缴清', tone: 'done' },
    waived: { label: '已减免', tone: 'off', final: true },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    assess: { title: '核定', from: ['opened'], to: 'opened' },
    notify: { title: '发通知', from: ['opened'], to: 'noticed' },
    object: { title: '提异议', from: ['noticed'], to: 'objected' },
    uphold: { title: '维持原核定', from: ['objected'], to: 'noticed' },
    revise: { title: '重新核定', from: ['objected', 'noticed'], to: 'opened' },
    askWaiver: { title: '申请减免', from: ['noticed', 'objected'], to: 'waiving' },
    approveWaiver: { title: '同意减免', from: ['waiving'], to: 'waived' },
    refuseWaiver: { title: '不同意减免', from: ['waiving'], to: 'noticed' },
    pay: { title: '收款', from: ['noticed'], to: ['noticed', 'paid'] },
    reversePayment: { title: '冲销收款', from: ['noticed', 'paid'], to: 'noticed' },
    cancel: { title: '撤销', from: ['opened', 'noticed', 'objected'], to: 'cancelled' },
  },
})

/**
 * Splits an amount over several payers so that the shares add up to it exactly: everyone the same, the
 * fen that are left over to the first ones.
 */
export function splitEvenly(amountFen: number, payers: number): number[] {
  if (payers < 1) return []
  const base = Math.floor(amountFen / payers)
  const rest = amountFen - base * payers
  return Array.from({ length: payers }, (_, i) => base + (i < rest ? 1 : 0))
}

/** Natural wear is never charged; only damage by hand or by misuse opens a case. */
export const isChargeable = (cause: string | null | undefined): boolean =>
  cause === 'human' || cause === 'misuse'

/** quantity × unit price, in whole fen. */
export const amountOf = (priceFen: number, quantity: number): number => Math.round(priceFen * quantity)

/** 张小明 → 张**; whoever has no business with a case sees no pupil's name. */
export const maskName = (name: string): string =>
  name.length <= 1 ? name : name[0] + '*'.repeat(Math.min(2, name.length - 1))
