import { z } from 'zod'
import type { EscalationStep } from '../../kernel/pure/calendar/escalation.ts'
import type { Count } from '../../kernel/pure/calendar/school-time.ts'
import type { ServiceLevel } from '../../kernel/pure/calendar/service-clock.ts'
import { defineParameter, type ParameterSpec } from '../parameter/index.ts'
import { LEVEL_CODES, LEVELS, type Level } from './machine.ts'

const COUNTS = ['clock', 'workday', 'school'] as const satisfies readonly Count[]

const COUNT_LABELS = {
  clock: '按钟点，昼夜都算',
  workday: '按工作日，一天算24小时',
  school: '按作息时间',
} as const

const PromiseFields = z.strictObject({
  respondMinutes: z.int('要填整数').min(1, '至少 1 分钟').max(100_000).meta({ title: '多少分钟内到场' }),
  respondCount: z.enum(COUNTS).meta({ title: '到场时间怎样计', labels: COUNT_LABELS }),
  finish: z.int('要填整数').min(1, '至少 1').max(100_000).nullable().meta({ title: '多少时间内修好' }),
  finishUnit: z
    .enum([...COUNTS, 'workdays'])
    .meta({ title: '修好时间的单位', labels: { ...COUNT_LABELS, workdays: '个工作日' } }),
})
export type LevelPromise = z.output<typeof PromiseFields>

const promised = (
  level: Level,
  value: LevelPromise,
  source: string,
  mark: 'sure' | 'unsure',
): ParameterSpec<LevelPromise> =>
  defineParameter({
    key: `workorder.service_${level.toLowerCase()}`,
    title: `${LEVELS[level].label}（${level}）的响应和完成时限`,
    about:
      'clock 按钟点连续计，workday 只计工作日的 24 小时，school 只计上班时间，workdays 是第几个工作日下班前；完成时限留空表示尽快。等材料、等厂家、进不了门的时间不算。',
    schema: PromiseFields,
    default: value,
    source,
    mark,
  })

export const SERVICE: Record<Level, ParameterSpec<LevelPromise>> = {
  L0: promised(
    'L0',
    { respondMinutes: 10, respondCount: 'clock', finish: null, finishUnit: 'clock' },
    '通行做法：危及人身的抢险立即到场',
    'unsure',
  ),
  L1: promised(
    'L1',
    { respondMinutes: 120, respondCount: 'school', finish: 1440, finishUnit: 'workday' },
    '高校维修服务承诺：紧急类 2 小时内响应，24 小时内完成',
    'unsure',
  ),
  L2: promised(
    'L2',
    { respondMinutes: 1440, respondCount: 'workday', finish: 3, finishUnit: 'workdays' },
    '高校维修服务承诺：一般类 24 小时内响应，3 个工作日内完成',
    'unsure',
  ),
  L3: promised(
    'L3',
    { respondMinutes: 1440, respondCount: 'workday', finish: 7, finishUnit: 'workdays' },
    '高校维修服务承诺：需购配件的 7 个工作日内完成',
    'unsure',
  ),
  L4: promised(
    'L4',
    { respondMinutes: 1440, respondCount: 'workday', finish: 15, finishUnit: 'workdays' },
    '高校维修服务承诺：大型维修 7 至 15 个工作日，须书面审批',
    'unsure',
  ),
}

const days = (key: string, title: string, about: string, value: number, source: string) =>
  defineParameter({
    key: `workorder.${key}`,
    title,
    about,
    schema: z.int('要填整数').min(0, '不能小于 0').max(365, '最多 365 天'),
    default: value,
    unit: '天',
    source,
    mark: 'unsure',
  })

export const AUTO_CONFIRM_DAYS = days(
  'auto_confirm_days',
  '完工后多少天无人答复就自动验收',
  '填 0 表示不自动验收。自动验收后报修人仍可评价。',
  7,
  '高校维修服务承诺：7 天未答复视为验收',
)
export const AUTO_CLOSE_DAYS = days(
  'auto_close_days',
  '验收后多少天自动归档',
  '填 0 表示由办公室逐张归档。',
  3,
  '校内惯例',
)
export const REOPEN_DAYS = days(
  'reopen_days',
  '完工后多少天内可以要求返修',
  '超过后请重新报修。',
  30,
  '校内惯例',
)

const Ladder = z.strictObject({
  dispatchMinutes: z.int().min(0).max(10_000).meta({ title: '报修后多少分钟未派工提醒办公室' }),
  remindMinutes: z.int().min(0).max(10_000).meta({ title: '到期前多少分钟提醒维修人' }),
  officeMinutes: z.int().min(0).max(10_000).meta({ title: '超时多少分钟告诉办公室' }),
  directorMinutes: z.int().min(0).max(10_000).meta({ title: '超时多少分钟告诉总务主任' }),
  vicePrincipalMinutes: z.int().min(0).max(20_000).meta({ title: '超时多少分钟告诉分管副校长' }),
})
export type LadderValue = z.output<typeof Ladder>

export const LADDER = defineParameter({
  key: 'workorder.escalation',
  title: '工单催办的几级台阶',
  about: '都按上班时间计。一级比一级晚，每级每张单只提醒一次。',
  schema: Ladder,
  default: {
    dispatchMinutes: 30,
    remindMinutes: 120,
    officeMinutes: 0,
    directorMinutes: 480,
    vicePrincipalMinutes: 1440,
  },
  source: '高校维修服务承诺：上班时间 30 分钟内派单；其余为校内惯例',
  mark: 'unsure',
})

export const orderParameters: readonly ParameterSpec<never>[] = [
  ...LEVEL_CODES.map(level => SERVICE[level]),
  AUTO_CONFIRM_DAYS,
  AUTO_CLOSE_DAYS,
  REOPEN_DAYS,
  LADDER,
] as unknown as readonly ParameterSpec<never>[]

/** The parameter as the service clock reads it. */
export function serviceLevelOf(level: Level, value: LevelPromise): ServiceLevel {
  const { respondMinutes, respondCount, finish, finishUnit } = value
  return {
    title: LEVELS[level].label,
    respond: { minutes: respondMinutes, count: respondCount },
    finish:
      finish === null
        ? null
        : finishUnit === 'workdays'
          ? { workdays: finish }
          : { minutes: finish, count: finishUnit },
    source: SERVICE[level].source,
  }
}

/** After it nobody is left to tell. */
export const LAST_STEP = 'finish_vice'

/** Whom a step tells: the assignee, or holders of a role. */
export type Tell = 'assignee' | 'clerk' | 'director' | 'vice_principal'

export function ladderSteps(ladder: LadderValue): (EscalationStep & { tell: readonly Tell[] })[] {
  const step = (
    code: string,
    title: string,
    anchor: string,
    afterMinutes: number,
    tell: readonly Tell[],
  ) => ({
    code,
    title,
    anchor,
    afterMinutes,
    count: 'school' as const,
    tell,
    source: LADDER.source,
  })
  return [
    step('dispatch', '还没有派工', 'dispatch', ladder.dispatchMinutes, ['clerk']),
    step('respond', '该到场了', 'respond', 0, ['assignee']),
    step('respond_office', '到场超时', 'respond', ladder.officeMinutes, ['clerk']),
    step('respond_director', '到场超时', 'respond', ladder.directorMinutes, ['director']),
    step('remind', '快到期', 'finish', -ladder.remindMinutes, ['assignee']),
    step('finish_office', '已经超时', 'finish', ladder.officeMinutes, ['assignee', 'clerk']),
    step('finish_director', '已经超时', 'finish', ladder.directorMinutes, ['director']),
    step(LAST_STEP, '已经超时', 'finish', ladder.vicePrincipalMinutes, ['vice_principal']),
  ]
}
