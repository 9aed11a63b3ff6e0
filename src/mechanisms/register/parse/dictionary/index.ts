import { CARPENTER_ITEMS } from './carpenter.ts'
import { ELECTRICIAN_ITEMS } from './electrician.ts'
import { OTHER_ITEMS } from './others.ts'
import { PLUMBER_ITEMS } from './plumber.ts'
import type { FaultItem, ReportGroup, Trade, TradeCode } from './types.ts'

export type { FaultItem, FaultLevel, ReportGroup, Trade, TradeCode } from './types.ts'

/** Raised with every change that can make a text match another item. */
export const DICTIONARY_VERSION = 1

export const TRADES: readonly Trade[] = [
  {
    code: 'plumber',
    name: '水道工',
    also: ['水暖工', '管道工', '水工', '水暖', '水道', '管道', '给排水', '水'],
  },
  { code: 'electrician', name: '电工', also: ['电气', '强电', '用电', '照明', '电器', '电'] },
  { code: 'carpenter', name: '木工', also: ['木匠', '门窗', '木作', '木'] },
  { code: 'mason', name: '泥瓦工', also: ['泥工', '瓦工', '土建', '泥水工', '泥水', '瓦'] },
  { code: 'metalworker', name: '金工', also: ['铁工', '焊工', '电焊工', '钣金工', '钳工'] },
  { code: 'av', name: '多媒体维护', also: ['多媒体', '电教', '信息', '弱电', '网络', '网管', '信息技术'] },
  { code: 'fire', name: '消防维保', also: ['消防'] },
  { code: 'lift', name: '电梯维保', also: ['电梯'] },
  { code: 'kitchen', name: '厨房设备', also: ['厨房', '食堂设备', '厨具'] },
  { code: 'garden', name: '绿化', also: ['绿化工', '园林', '花工', '园艺'] },
]

export const FAULT_ITEMS: readonly FaultItem[] = [
  ...PLUMBER_ITEMS,
  ...ELECTRICIAN_ITEMS,
  ...CARPENTER_ITEMS,
  ...OTHER_ITEMS,
]

const VERBS: Readonly<Record<string, readonly [verb: string, measure?: string]>> = {
  '灯具及开关、插座': ['修理更换'],
  '电热水器、电水壶': ['修理'],
  '立式、挂壁式空调': ['修理'],
  '门、门拉手、橱门': ['修理'],
  '马桶、小便池及冲水阀': ['修理疏通', '次'],
}

/** In the order in which the items stand in the dictionary, which is the order of the sentences. */
export const REPORT_GROUPS: readonly ReportGroup[] = [
  ...new Set(FAULT_ITEMS.map(item => item.reportGroup)),
].map(title => {
  const first = FAULT_ITEMS.find(item => item.reportGroup === title) as FaultItem
  const [verb = '', measure = first.measure] = VERBS[title] ?? []
  return { trade: first.trade, title, verb, measure }
})

const itemsByCode = new Map(FAULT_ITEMS.map(item => [item.code, item]))
const tradesByCode = new Map(TRADES.map(trade => [trade.code, trade]))

export const faultItem = (code: string): FaultItem | undefined => itemsByCode.get(code)
export const tradeName = (code: TradeCode): string => (tradesByCode.get(code) as Trade).name
