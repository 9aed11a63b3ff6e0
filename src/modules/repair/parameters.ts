import { z } from 'zod'
import { defineParameter, type ParameterSpec } from '../../mechanisms/parameter/index.ts'

const years = z.int('要填整数').min(0, '不能小于 0').max(70, '最多 70')

export const WARRANTY_YEARS = defineParameter({
  key: 'repair.warranty_years',
  title: '建筑各部位的最低保修期',
  about: '从竣工验收合格之日起算。报修时还在保修期内的，先找施工单位，不用自己的人和钱。',
  schema: z.strictObject({
    waterproof: years.meta({ title: '屋面、卫生间和外墙防渗漏（年）' }),
    heatingSeasons: years.meta({ title: '供热与供冷系统（个采暖期）' }),
    installation: years.meta({ title: '电气管线、给排水、设备安装和装修（年）' }),
  }),
  default: { waterproof: 5, heatingSeasons: 2, installation: 2 },
  source: '建设工程质量管理条例第四十条',
  mark: 'sure',
})

export const REPLACED_DAYS = defineParameter({
  key: 'repair.replaced_days',
  title: '换过的配件多少天内提醒找厂家',
  about: '同一地点同一项目在这么多天内修过，再报修时提醒查配件是否在保。填 0 不提醒。',
  schema: z.int('要填整数').min(0, '不能小于 0').max(3650, '最多 3650 天'),
  default: 180,
  unit: '天',
  source: '校内惯例',
  mark: 'unsure',
})

export const repairParameters: readonly ParameterSpec<never>[] = [
  WARRANTY_YEARS,
  REPLACED_DAYS,
] as unknown as readonly ParameterSpec<never>[]
