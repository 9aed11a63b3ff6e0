import { z } from 'zod'
import { defineParameter, type ParameterSpec } from '../parameter/index.ts'

const hours = (key: string, title: string, about: string, value: number, min: number) =>
  defineParameter({
    key: `approval.${key}`,
    title,
    about,
    schema: z.int('要填整数').min(min, `不能小于 ${min}`).max(2000, '最多 2000 小时'),
    default: value,
    unit: '小时',
    source: '校内惯例',
    mark: 'unsure',
  })

export const STEP_HOURS = hours(
  'step_hours',
  '每一步审批几小时内办完',
  '路线里没有另写时限的步骤都按它算，只算工作日，一天 24 小时。到时提醒批准人。填 0 表示不限时。',
  48,
  0,
)
export const ESCALATE_HOURS = hours(
  'escalate_hours',
  '提醒后再过几小时转给上一级',
  '到时限提醒之后仍没有批的，转给更高一级的领导批，只算工作日。填 0 表示只提醒、不转。',
  48,
  0,
)
export const URGE_HOURS = hours(
  'urge_hours',
  '催办之间至少隔几小时',
  '申请人催办后，要过这么久才能再催一次。',
  4,
  1,
)

export const BULK_YUAN = defineParameter({
  key: 'approval.bulk_yuan',
  title: '多少元以内的可以成批同意',
  about:
    '超过这个金额的不能在清单里成批同意，要打开单独看过再批。没有金额的单据不受限制。填 0 表示有金额的都要单独批。',
  schema: z.int('要填整数').min(0, '不能小于 0').max(10_000_000),
  default: 5000,
  unit: '元',
  source: '校内惯例',
  mark: 'unsure',
})

export const approvalParameters: readonly ParameterSpec<number>[] = [
  STEP_HOURS,
  ESCALATE_HOURS,
  URGE_HOURS,
  BULK_YUAN,
]
