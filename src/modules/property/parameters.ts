import { z } from 'zod'
import { defineParameter, type ParameterSpec } from '../../mechanisms/parameter/index.ts'

export const DEDUCT_POINTS = defineParameter({
  key: 'property.deduct_points',
  title: '每件损坏赔偿扣班级多少分',
  about: '月度班级财产考核从 100 分扣起；“带入赔偿扣分”时每件按这个分值扣。',
  schema: z.number('要填数字').min(0.5, '至少 0.5').max(100, '最多 100'),
  default: 2,
  unit: '分',
  source: '校内惯例',
  mark: 'unsure',
})

export const HONOURS = defineParameter({
  key: 'property.honours',
  title: '班级财产考核的奖与劣',
  about: '名次在前几名的表扬，低于多少分的提醒整改。',
  schema: z.strictObject({
    reward: z.int('要填整数').min(0, '不能小于 0').max(100, '最多 100').meta({ title: '表扬前几名' }),
    warnBelow: z.int('要填整数').min(0, '不能小于 0').max(100, '最多 100').meta({ title: '低于多少分提醒' }),
  }),
  default: { reward: 3, warnBelow: 90 },
  source: '校内惯例（严格班级财产考核，奖优罚劣）',
  mark: 'unsure',
})

export const REVIEW_DAYS = defineParameter({
  key: 'property.review_days',
  title: '学期结束前多少天提醒期末复查',
  about: '已登记的表在学期结束前这么多天内还没有复查，今日页会提醒。',
  schema: z.int('要填整数').min(0, '不能小于 0').max(60, '最多 60 天'),
  default: 14,
  unit: '天',
  source: '校内惯例',
  mark: 'unsure',
})

export const parameters: readonly ParameterSpec<never>[] = [
  DEDUCT_POINTS,
  HONOURS,
  REVIEW_DAYS,
] as unknown as readonly ParameterSpec<never>[]
