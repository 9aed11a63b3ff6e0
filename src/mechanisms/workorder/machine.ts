import { defineMachine, type Tone } from '../../kernel/pure/state.ts'

/** The life of a work order. `waiting` stops its clock; `reopened` is 返修. */
export const orderMachine = defineMachine({
  name: 'workorder.order',
  initial: 'reported',
  states: {
    reported: { label: '已报修', tone: 'waiting' },
    accepted: { label: '已受理', tone: 'waiting' },
    dispatched: { label: '已派工', tone: 'doing' },
    in_progress: { label: '维修中', tone: 'doing' },
    waiting: { label: '等待中', tone: 'waiting' },
    done: { label: '待验收', tone: 'doing' },
    confirmed: { label: '已验收', tone: 'done' },
    closed: { label: '已归档', tone: 'done' },
    rejected: { label: '已退回', tone: 'off' },
    reopened: { label: '返修', tone: 'late' },
    cancelled: { label: '已撤销', tone: 'off', final: true },
  },
  transitions: {
    accept: { title: '受理', from: ['reported'], to: 'accepted' },
    unaccept: { title: '撤销受理', from: ['accepted'], to: 'reported' },
    reject: { title: '退回', from: ['reported', 'accepted'], to: 'rejected' },
    restore: { title: '撤销退回', from: ['rejected'], to: 'reported' },
    dispatch: {
      title: '派工',
      from: ['reported', 'accepted', 'dispatched', 'in_progress', 'waiting', 'reopened'],
      to: 'dispatched',
    },
    undispatch: { title: '撤销派工', from: ['dispatched'], to: 'accepted' },
    grab: { title: '抢单', from: ['reported', 'accepted'], to: 'dispatched' },
    decline: { title: '退单', from: ['dispatched'], to: 'accepted' },
    start: { title: '开工', from: ['dispatched', 'reopened'], to: 'in_progress' },
    pause: { title: '等待', from: ['dispatched', 'in_progress', 'reopened'], to: 'waiting' },
    resume: { title: '继续', from: ['waiting'], to: 'in_progress' },
    finish: { title: '完工', from: ['dispatched', 'in_progress', 'waiting', 'reopened'], to: 'done' },
    confirm: { title: '验收', from: ['done'], to: 'confirmed' },
    reopen: { title: '要求返修', from: ['done', 'confirmed', 'closed'], to: 'reopened' },
    close: { title: '归档', from: ['done', 'confirmed'], to: 'closed' },
    unclose: { title: '撤销归档', from: ['closed'], to: ['done', 'confirmed'] },
    cancel: { title: '撤销', from: ['reported', 'accepted', 'dispatched'], to: 'cancelled' },
  },
})

export type OrderState = keyof typeof orderMachine.states
export type OrderAction = keyof typeof orderMachine.transitions

export const ORDER_STATES = Object.keys(orderMachine.states) as [OrderState, ...OrderState[]]

/** Still somebody's work. */
export const OPEN_STATES = [
  'reported',
  'accepted',
  'dispatched',
  'in_progress',
  'waiting',
  'reopened',
] as const
/** The work itself is over. */
export const FINISHED_STATES = ['done', 'confirmed', 'closed'] as const

export const LEVELS = {
  L0: { label: '抢险', hint: '危及人身，立即到场' },
  L1: { label: '紧急', hint: '影响使用或有扩大危险' },
  L2: { label: '一般', hint: '日常小修' },
  L3: { label: '配件', hint: '需要采购配件或返厂' },
  L4: { label: '大修', hint: '按项目安排，需书面审批' },
} as const
export type Level = keyof typeof LEVELS
export const LEVEL_CODES = Object.keys(LEVELS) as [Level, ...Level[]]

export const CAUSES = { natural: '自然损耗', human: '人为损坏', weather: '天气', misuse: '使用不当' } as const
export type Cause = keyof typeof CAUSES
export const CAUSE_CODES = Object.keys(CAUSES) as [Cause, ...Cause[]]

export const SOURCES = {
  report: '报修',
  office: '办公室代登',
  patrol: '巡查',
  meter: '抄表',
  inspection: '检查',
  emergency: '应急',
  import: '登记簿导入',
} as const
export type Source = keyof typeof SOURCES
export const SOURCE_CODES = Object.keys(SOURCES) as [Source, ...Source[]]

export const WAIT_REASONS = { material: '等材料', vendor: '等厂家', access: '进不了门' } as const
export type WaitReason = keyof typeof WAIT_REASONS
export const WAIT_REASON_CODES = Object.keys(WAIT_REASONS) as [WaitReason, ...WaitReason[]]

export const stateLabel = (state: OrderState): string => orderMachine.states[state].label
export const stateTone = (state: OrderState): Tone => orderMachine.states[state].tone
