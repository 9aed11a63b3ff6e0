import { z } from 'zod'
import { defineParameter, type ParameterSpec } from '../../mechanisms/parameter/index.ts'

export const QUOTA_BLOCKS = defineParameter({
  key: 'stock.quota_blocks',
  title: '超定额的领用申请不予受理',
  about: '选“否”时，超定额的写明理由后可以报，审批人会看到；选“是”时直接退回，不能报。',
  schema: z.boolean(),
  default: false,
  source: '校内惯例：按需发放，定额领用',
  mark: 'unsure',
})

export const EXPIRY_DAYS = defineParameter({
  key: 'stock.expiry_days',
  title: '保质期还剩几天时提醒',
  about: '到这个天数的批次列入“快到期”，提醒保管员先发。',
  schema: z.int('要填整数').min(1, '至少 1 天').max(365, '最多 365 天'),
  default: 30,
  unit: '天',
  source: '校内惯例',
  mark: 'unsure',
})

export const USAGE_WEEKS = defineParameter({
  key: 'stock.usage_weeks',
  title: '按最近几周算用量',
  about: '采购建议用这段时间的领用算每周用多少。',
  schema: z.int('要填整数').min(1, '至少 1 周').max(52, '最多 52 周'),
  default: 8,
  unit: '周',
  source: '校内惯例',
  mark: 'unsure',
})

export const COVER_WEEKS = defineParameter({
  key: 'stock.cover_weeks',
  title: '一次买够几周用的',
  about: '没有定最高库存的物品，采购建议按每周用量乘以它。',
  schema: z.int('要填整数').min(1, '至少 1 周').max(52, '最多 52 周'),
  default: 6,
  unit: '周',
  source: '校内惯例',
  mark: 'unsure',
})

export const SAME_KEEPER = defineParameter({
  key: 'stock.same_keeper_receives',
  title: '一人管两个仓库的，调拨可以自己发、自己收',
  about: '选“是”时调拨单上注明调出、调入为同一人；选“否”时由总务干事或总务主任接收。',
  schema: z.boolean(),
  default: true,
  source: '校内惯例：一人兼管几个仓库',
  mark: 'unsure',
})

export const parameters: readonly ParameterSpec[] = [
  QUOTA_BLOCKS,
  EXPIRY_DAYS,
  USAGE_WEEKS,
  COVER_WEEKS,
  SAME_KEEPER,
] as readonly unknown[] as readonly ParameterSpec[]
