import { defineMachine } from '../../kernel/pure/state.ts'

/** One approval of one document, from the asking to its end. */
export const caseMachine = defineMachine({
  name: 'approval',
  initial: 'pending',
  states: {
    pending: { label: '审批中', tone: 'waiting' },
    approved: { label: '已同意', tone: 'done', final: true },
    refused: { label: '不同意', tone: 'late', final: true },
    returned: { label: '已退回', tone: 'off', final: true },
    withdrawn: { label: '已撤回', tone: 'off', final: true },
  },
  transitions: {
    approve: { title: '同意', from: ['pending'], to: ['pending', 'approved'] },
    refuse: { title: '不同意', from: ['pending'], to: 'refused' },
    sendBack: { title: '退回', from: ['pending'], to: ['pending', 'returned'] },
    withdraw: { title: '撤回', from: ['pending'], to: 'withdrawn' },
  },
})
export type CaseState = keyof typeof caseMachine.states
export const CASE_STATES = Object.keys(caseMachine.states) as [CaseState, ...CaseState[]]

/** One step of the route. */
export const stepMachine = defineMachine({
  name: 'approval step',
  initial: 'ahead',
  states: {
    ahead: { label: '还没到', tone: 'off' },
    open: { label: '正在批', tone: 'waiting' },
    passed: { label: '已通过', tone: 'done' },
    dropped: { label: '不再进行', tone: 'off', final: true },
  },
  transitions: {
    open: { title: '轮到', from: ['ahead'], to: 'open' },
    pass: { title: '通过', from: ['ahead', 'open'], to: 'passed' },
    rewind: { title: '退回重批', from: ['open', 'passed'], to: 'ahead' },
    wait: { title: '先请别人批', from: ['open'], to: 'ahead' },
    drop: { title: '终止', from: ['ahead', 'open'], to: 'dropped' },
  },
})
export type StepState = keyof typeof stepMachine.states

/** One person's place in a step. */
export const seatMachine = defineMachine({
  name: 'approval seat',
  initial: 'queued',
  states: {
    queued: { label: '排队', tone: 'off' },
    open: { label: '待批', tone: 'waiting' },
    approved: { label: '同意', tone: 'done', final: true },
    same: { label: '同人已批', tone: 'done', final: true },
    refused: { label: '拒绝', tone: 'late', final: true },
    returned: { label: '退回', tone: 'off', final: true },
    handed: { label: '已转出', tone: 'off', final: true },
    lapsed: { label: '不用批了', tone: 'off', final: true },
  },
  transitions: {
    call: { title: '轮到', from: ['queued'], to: 'open' },
    recognise: { title: '同人已批', from: ['queued'], to: 'same' },
    approve: { title: '同意', from: ['open'], to: 'approved' },
    refuse: { title: '不同意', from: ['open'], to: 'refused' },
    sendBack: { title: '退回', from: ['open'], to: 'returned' },
    handOver: { title: '转办', from: ['open', 'queued'], to: 'handed' },
    wait: { title: '先请别人批', from: ['open'], to: 'queued' },
    lapse: { title: '失效', from: ['open', 'queued'], to: 'lapsed' },
  },
})
export type SeatState = keyof typeof seatMachine.states

export const MODES = { any: '或签', all: '会签', sequence: '依次' } as const
export const MODE_HINTS = {
  any: '其中一人同意即可',
  all: '每个人都要同意',
  sequence: '一个接一个同意',
} as const
export type Mode = keyof typeof MODES
export const MODE_CODES = Object.keys(MODES) as [Mode, ...Mode[]]

/** How somebody came to sit there. */
export const ORIGINS = {
  route: '',
  stand_in: '代批',
  delegated: '受托',
  added: '加签',
  handed: '转办',
  escalated: '超时上报',
} as const
export type Origin = keyof typeof ORIGINS

export type Outcome = 'approved' | 'refused' | 'returned' | 'withdrawn'
