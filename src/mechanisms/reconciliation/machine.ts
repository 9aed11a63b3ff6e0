import { defineMachine } from '../../kernel/pure/state.ts'

export const DIFFERENCE_STATES = ['open', 'explained', 'agreed'] as const
export type DifferenceState = (typeof DIFFERENCE_STATES)[number]

export const differenceMachine = defineMachine({
  name: 'reconciliation.difference',
  initial: 'open',
  states: {
    open: { label: '待说明', tone: 'late' },
    explained: { label: '待确认', tone: 'waiting' },
    agreed: { label: '已确认', tone: 'done' },
  },
  transitions: {
    explain: { title: '说明差异', from: ['open', 'explained'], to: 'explained' },
    agree: { title: '确认说明', from: ['explained'], to: 'agreed' },
    sendBack: { title: '退回说明', from: ['explained', 'agreed'], to: 'open' },
  },
})

export const CAUSES = {
  timing: '时间差，另一方随后入账',
  left_missing: '左边漏记',
  right_missing: '右边漏记',
  amount: '金额或数量记错',
  object: '记到了别的对象上',
  loss: '实物短少',
  surplus: '实物多出',
  opening: '期初带来的',
  rule: '按规定两边口径不同',
  other: '其他',
} as const
export type Cause = keyof typeof CAUSES
export const CAUSE_CODES = Object.keys(CAUSES) as [Cause, ...Cause[]]
