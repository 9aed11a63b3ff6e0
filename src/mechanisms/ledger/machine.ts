import { defineMachine } from '../../kernel/pure/state.ts'

export const PERIOD_STATES = ['open', 'closed', 'reopened'] as const
export type PeriodState = (typeof PERIOD_STATES)[number]

export const periodMachine = defineMachine({
  name: 'ledger.period',
  initial: 'open',
  states: {
    open: { label: '未结账', tone: 'doing' },
    closed: { label: '已结账', tone: 'done' },
    reopened: { label: '已重开', tone: 'late' },
  },
  transitions: {
    close: { title: '结账', from: ['open', 'reopened'], to: 'closed' },
    reopen: { title: '重开', from: ['closed'], to: 'reopened' },
  },
})
