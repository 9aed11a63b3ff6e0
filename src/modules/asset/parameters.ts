import { z } from 'zod'
import { defineParameter, type ParameterSpec } from '../../mechanisms/parameter/index.ts'

const whole = (min: number, max: number) =>
  z.int('要填整数').min(min, `不能小于 ${min}`).max(max, `不能大于 ${max}`)

const CAPITAL = '财政部令第68号《行政单位财务规则》、《事业单位财务规则》第四十条'

export const GENERAL_YUAN = defineParameter({
  key: 'asset.general_yuan',
  title: '通用设备和家具多少元以上算固定资产',
  about: '不到的作低值易耗品入库；大批同类物资不受此限。',
  schema: whole(1, 100_000),
  default: 1000,
  unit: '元',
  source: CAPITAL,
  mark: 'sure',
})
export const SPECIAL_YUAN = defineParameter({
  key: 'asset.special_yuan',
  title: '专用设备多少元以上算固定资产',
  schema: whole(1, 100_000),
  default: 1500,
  unit: '元',
  source: CAPITAL,
  mark: 'sure',
})
export const BULK_COUNT = defineParameter({
  key: 'asset.bulk_count',
  title: '一次购置多少件以上算大批同类物资',
  about: '单价不到固定资产标准、但一次购置达到这个件数和单价的，按固定资产登记。',
  schema: whole(2, 10_000),
  default: 100,
  unit: '件',
  source: '某高校固定资产管理办法的标准，各校不同',
  mark: 'unsure',
})
export const BULK_YUAN = defineParameter({
  key: 'asset.bulk_yuan',
  title: '大批同类物资的最低单价',
  schema: whole(0, 100_000),
  default: 500,
  unit: '元',
  source: '某高校固定资产管理办法的标准，各校不同',
  mark: 'unsure',
})
export const BUREAU_YUAN = defineParameter({
  key: 'asset.bureau_yuan',
  title: '处置原值合计多少元以上要报主管部门批复',
  about: '达到后执行处置时必须填批复文号。',
  schema: whole(0, 100_000_000),
  default: 200_000,
  unit: '元',
  source: '重庆市中小学资产处置分级标准：20 万元以上报教委和财政；各地不同',
  mark: 'unsure',
})
export const REPAIR_SHARE = defineParameter({
  key: 'asset.repair_share',
  title: '累计维修费超过原值的百分之几就提示不值得再修',
  schema: whole(1, 500),
  default: 50,
  unit: '%',
  source: '沈阳市行政事业单位资产处置标准：维修费超过原值 50%',
  mark: 'unsure',
})
export const WARRANTY_DAYS = defineParameter({
  key: 'asset.warranty_days',
  title: '保修到期前多少天提醒',
  schema: whole(0, 365),
  default: 30,
  unit: '天',
  source: '校内惯例',
  mark: 'unsure',
})

export const parameters: readonly ParameterSpec[] = [
  GENERAL_YUAN,
  SPECIAL_YUAN,
  BULK_COUNT,
  BULK_YUAN,
  BUREAU_YUAN,
  REPAIR_SHARE,
  WARRANTY_DAYS,
] as unknown as readonly ParameterSpec[]
