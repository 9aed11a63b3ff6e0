import { z } from 'zod'
import { defineParameter } from '../../mechanisms/parameter/index.ts'

const Yuan = z.int('要填整数').min(1, '至少 1 元').max(100_000_000)

export const QUOTE_LADDER = defineParameter({
  key: 'procurement.quote_ladder',
  title: '多少金额要几家报价',
  about: '一个采购批的估价超过第一个数要两家报价，超过第二个数要三家。不足的要写明原因。',
  schema: z.strictObject({
    twoAbove: Yuan.meta({ title: '超过多少元要两家' }),
    threeAbove: Yuan.meta({ title: '超过多少元要三家' }),
  }),
  default: { twoAbove: 1000, threeAbove: 5000 },
  unit: '元',
  source: '通行做法：货比三家；政府采购法第四十条，询价不少于三家',
  mark: 'unsure',
})

export const YEAR_LIMIT = defineParameter({
  key: 'procurement.year_limit',
  title: '同一预算项目同一品目全年自行采购限额',
  about: '同一预算项目、同一品目一年里学校自行采购的合计到了限额就不能再自行采购，要走政府采购平台。',
  schema: z.strictObject({
    limit: Yuan.meta({ title: '限额（元）' }),
    warnPercent: z.int().min(1).max(99).meta({ title: '到百分之几提醒' }),
  }),
  default: { limit: 300_000, warnPercent: 80 },
  source: '政府采购法实施条例第二十八条；分散采购限额以当地公布为准（地方指引：县级货物服务不低于 30 万元）',
  mark: 'unsure',
})

export const JUSTIFY_FROM = defineParameter({
  key: 'procurement.justify_from',
  title: '设备购置多少钱以上要论证',
  about: '达到这个金额的设备申请，没有购置论证不能报批。',
  schema: Yuan,
  default: 50_000,
  unit: '元',
  source: '通行做法',
  mark: 'unsure',
})

export const COMMITTEE = defineParameter({
  key: 'procurement.committee',
  title: '多少钱的到货要几个人验收',
  about: '一次到货达到这个金额，要有这么多人组成验收组，全体签字。',
  schema: z.strictObject({
    from: Yuan.meta({ title: '达到多少元' }),
    members: z.int().min(2).max(9).meta({ title: '至少几人' }),
  }),
  default: { from: 10_000, members: 3 },
  source: '政府采购法第四十一条：验收方成员在验收书上签字；人数按学校制度',
  mark: 'unsure',
})

export const SPLIT_DAYS = defineParameter({
  key: 'procurement.split_days',
  title: '多少天内的同类申请合并看金额',
  about: '同一部门在这些天里申请同一品目，合计超过审批的下一档，就按合计金额走审批，防止化整为零。',
  schema: z.int().min(1).max(366),
  default: 30,
  unit: '天',
  source: '政府采购法实施条例第二十八条（不得化整为零）；天数按学校制度',
  mark: 'unsure',
})

export const parameters = [QUOTE_LADDER, YEAR_LIMIT, JUSTIFY_FROM, COMMITTEE, SPLIT_DAYS]
