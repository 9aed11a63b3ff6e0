import { defineMachine } from '../../kernel/pure/state.ts'

export const SOURCES = { order: '采购验收', contract: '合同付款', exception: '免申请事项' } as const
export type Source = keyof typeof SOURCES

/** What may be claimed without a purchase request, if the school lists it; always with the principal's approval. */
export const EXCEPTIONS = {
  travel: '差旅费',
  utility: '水电费',
  post: '邮电通讯费',
  training: '培训费',
  urgent: '抢修应急',
  labour: '临时劳务',
} as const
export type ExceptionCode = keyof typeof EXCEPTIONS

/** What is said to be missing when a claim comes back. */
export const MISSING = {
  request: '没有批准的申请',
  acceptance: '没有验收或数量不符',
  invoice: '发票不合规',
  goods: '购物不符实',
  amount: '金额不符',
  signature: '签字不全',
  other: '其他',
} as const
export type Missing = keyof typeof MISSING

export const METHODS = { transfer: '转账', card: '公务卡', cash: '现金' } as const
export type Method = keyof typeof METHODS

/** The three who sign, each another person (购物发票三人签定后方有效). */
export const DUTIES = { handler: '经手人', acceptor: '验收人', auditor: '审核人' } as const

export const claimMachine = defineMachine({
  name: 'claim.claim',
  initial: 'drafted',
  states: {
    drafted: { label: '待经手人签字', tone: 'waiting' },
    handled: { label: '待验收（证明）人签字', tone: 'waiting' },
    accepted: { label: '待审核人签字', tone: 'waiting' },
    approving: { label: '审批中', tone: 'doing' },
    approved: { label: '已批，待付款', tone: 'doing' },
    paid: { label: '已付款，待记账', tone: 'doing' },
    booked: { label: '已记账', tone: 'done' },
    returned: { label: '已退回', tone: 'late' },
    refused: { label: '不予报销', tone: 'off', final: true },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    edit: { title: '修改', from: ['drafted', 'returned'], to: ['drafted', 'returned'] },
    submit: { title: '经手人签字', from: ['drafted', 'returned'], to: 'handled' },
    accept: { title: '验收（证明）人签字', from: ['handled'], to: 'accepted' },
    audit: { title: '审核人签字', from: ['accepted'], to: 'approving' },
    sendBack: { title: '退回', from: ['handled', 'accepted', 'approving'], to: 'returned' },
    withdraw: { title: '撤回', from: ['handled', 'accepted', 'approving'], to: 'returned' },
    approve: { title: '批准', from: ['approving'], to: 'approved' },
    refuse: { title: '不予报销', from: ['approving'], to: 'refused' },
    pay: { title: '付款', from: ['approved'], to: 'paid' },
    reversePayment: { title: '冲销付款', from: ['paid'], to: 'approved' },
    book: { title: '记账', from: ['paid'], to: 'booked' },
    unbook: { title: '冲销记账', from: ['booked'], to: 'paid' },
    cancel: { title: '撤销', from: ['drafted', 'returned', 'approved'], to: 'cancelled' },
  },
})
export type ClaimState = keyof typeof claimMachine.states
export type ClaimAction = keyof typeof claimMachine.transitions

/** Claims that hold money and invoices. */
export const LIVE_STATES = Object.keys(claimMachine.states).filter(
  s => s !== 'cancelled' && s !== 'refused',
) as ClaimState[]

/** Claims whose money is held or gone: signed by the handler at least. */
export const COUNTED_STATES: readonly ClaimState[] = [
  'handled',
  'accepted',
  'approving',
  'approved',
  'paid',
  'booked',
]

export type InvoiceFlaw = 'number' | 'code_needed' | 'code_extra'

/** Paper invoices have 8 digits and a code of 10 or 12; fully digital ones 20 digits and no code. */
export function invoiceFlaw(code: string, number: string): InvoiceFlaw | undefined {
  if (/^\d{20}$/.test(number)) return code === '' ? undefined : 'code_extra'
  if (!/^\d{8}$/.test(number)) return 'number'
  return /^(\d{10}|\d{12})$/.test(code) ? undefined : 'code_needed'
}

/** Names as they are compared: without spaces, brackets of either width the same. */
export const plainName = (name: string): string =>
  name.replace(/\s/g, '').replace(/（/g, '(').replace(/）/g, ')')

/**
 * Deals an amount out over parts with room, by their room, to the fen; no part gets more than its room.
 * Undefined where there is not room enough.
 */
export function dealOut(amountFen: number, rooms: readonly number[]): number[] | undefined {
  const total = rooms.reduce((sum, room) => sum + Math.max(0, room), 0)
  if (amountFen > total) return undefined
  if (total === 0) return rooms.map(() => 0)
  const parts = rooms.map(room => Math.floor((amountFen * Math.max(0, room)) / total))
  let rest = amountFen - parts.reduce((sum, part) => sum + part, 0)
  for (let i = 0; i < parts.length && rest > 0; i++) {
    const more = Math.min(rest, Math.max(0, rooms[i] as number) - (parts[i] as number))
    parts[i] = (parts[i] as number) + more
    rest -= more
  }
  return parts
}

/** A sample that can be drawn again: the same seed and the same records give the same order. */
export function sampleKey(seed: string, id: string): number {
  let hash = 2166136261
  for (const char of `${seed}:${id}`) {
    hash ^= char.codePointAt(0) as number
    hash = Math.imul(hash, 16777619)
  }
  return hash >>> 0
}

export const drawSample = <T extends { id: string }>(rows: readonly T[], seed: string, size: number): T[] =>
  [...rows]
    .sort((a, b) => sampleKey(seed, a.id) - sampleKey(seed, b.id) || (a.id < b.id ? -1 : 1))
    .slice(0, size)
