import type { RouteDraft } from '../../mechanisms/approval/index.ts'

type Step = RouteDraft['steps'][number]

const HEAD: Step = { title: '部门负责人', by: { headOfAskersUnit: true }, mode: 'any' }
const OFFICE: Step = { title: '总务主任', by: { role: 'director' }, mode: 'any' }
const MONEY: Step = { title: '财务', by: { role: 'accountant' }, mode: 'any' }
const DEPUTY: Step = { title: '分管副校长', by: { role: 'vice_principal' }, mode: 'any' }
const HEADMASTER: Step = { title: '校长', by: { role: 'principal' }, mode: 'any' }
const MEETING: Step = { title: '校长办公会（三重一大）', by: { role: 'principal' }, mode: 'any' }

/** Upper bounds of the ladder, in fen; requests that are split up to stay below one climb it together. */
export const LADDER_RUNGS = [100_000, 500_000, 5_000_000, 30_000_000] as const
const [SMALL, MIDDLE, LARGE, HUGE] = LADDER_RUNGS

/** 部门申请、主管领导审批、一把手签字; a usual ladder to start from, which the school edits. */
export const REQUEST_ROUTES: readonly RouteDraft[] = [
  { title: '1000元以内', when: { maxFen: SMALL }, steps: [HEAD, OFFICE] },
  { title: '5000元以内', when: { minFen: SMALL + 1, maxFen: MIDDLE }, steps: [HEAD, OFFICE, DEPUTY] },
  {
    title: '5万元以内',
    when: { minFen: MIDDLE + 1, maxFen: LARGE },
    steps: [HEAD, OFFICE, DEPUTY, HEADMASTER],
  },
  {
    title: '30万元以内',
    when: { minFen: LARGE + 1, maxFen: HUGE },
    steps: [HEAD, OFFICE, MONEY, DEPUTY, MEETING],
  },
  { title: '30万元以上', when: {}, steps: [HEAD, OFFICE, MONEY, DEPUTY, MEETING] },
]

export const SINGLE_ROUTES: readonly RouteDraft[] = [
  { title: '5000元以内', when: { maxFen: MIDDLE }, steps: [OFFICE, DEPUTY] },
  { title: '5000元以上', when: {}, steps: [OFFICE, DEPUTY, HEADMASTER] },
]
