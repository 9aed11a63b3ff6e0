import { z } from 'zod'
import { defineParameter } from '../../mechanisms/parameter/index.ts'

const count = z.int('要填整数').min(1, '至少 1 家').max(20, '最多 20 家')

/** How many offers each way needs; fewer need a written reason. */
export const minBidders = defineParameter({
  key: 'contract.min_bidders',
  title: '各采购方式至少几家报价',
  about:
    '邀请招标 YQZB、竞争性谈判 JZXTP、竞争性磋商 JZXCS、询价 XJ、自行采购 ZXCG、单一来源 DYLY。少于这个数要写明理由才能定标。',
  schema: z.strictObject({ YQZB: count, JZXTP: count, JZXCS: count, XJ: count, ZXCG: count, DYLY: count }),
  default: { YQZB: 3, JZXTP: 3, JZXCS: 3, XJ: 3, ZXCG: 3, DYLY: 1 },
  source: '《政府采购法》第三十四、三十八、四十条；自行采购、磋商为学校常用做法（货比三家）',
  mark: 'unsure',
})

/** Days before the end of a contract on which its keeper is told. */
export const expiryDays = defineParameter({
  key: 'contract.expiry_days',
  title: '合同到期前几天提醒',
  about: '每到一个天数提醒一次经办人和总务主任；最远的天数以内的合同也放在工作台上。',
  schema: z.array(z.int('要填整数').min(1, '至少 1 天').max(730, '最多 730 天')).min(1, '至少一个').max(6),
  default: [90, 60, 30],
  unit: '天',
  source: '常用做法：90、60、30 天三次提醒',
  mark: 'unsure',
})
