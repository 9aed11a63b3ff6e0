import { defineMachine } from '../../kernel/pure/state.ts'

export const LIST_STATES = ['proposed', 'destroyed', 'withdrawn'] as const
export type ListState = (typeof LIST_STATES)[number]

export const listMachine = defineMachine({
  name: 'retention.list',
  initial: 'proposed',
  states: {
    proposed: { label: '待第二人确认', tone: 'waiting' },
    destroyed: { label: '已销毁', tone: 'done', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
  },
  transitions: {
    destroy: { title: '确认销毁', from: ['proposed'], to: 'destroyed' },
    withdraw: { title: '撤回', from: ['proposed'], to: 'withdrawn' },
  },
})
