import type { Trade } from '../net/operations.ts'

export type GroupKey = 'water' | 'light' | 'door' | 'window' | 'seat' | 'air' | 'net' | 'wall' | 'other'

export interface Group {
  key: GroupKey
  label: string
  /** The trade when nothing more exact is chosen; left out where only the office can say. */
  trade?: string
  /** What to write, for those who do not know how. */
  example: string
  fits: (item: Item, trade: string) => boolean
}

type Item = Trade['items'][number]
const by = (trades: readonly string[], words?: RegExp) => (item: Item, trade: string) =>
  trades.includes(trade) && (!words || words.test(item.name))

/** In the order in which items are claimed: the narrower before the wider. */
const CLAIMS: readonly Group[] = [
  {
    key: 'air',
    label: '空调',
    trade: 'electrician',
    example: '开了不凉，外机很响',
    fits: by(['electrician'], /空调/),
  },
  { key: 'water', label: '水', trade: 'plumber', example: '洗手池下面一直滴水', fits: by(['plumber']) },
  {
    key: 'light',
    label: '电、灯',
    trade: 'electrician',
    example: '靠窗一排灯不亮',
    fits: by(['electrician']),
  },
  {
    key: 'window',
    label: '窗、玻璃',
    trade: 'carpenter',
    example: '后窗玻璃裂了，有小孩的手够得着',
    fits: by(['carpenter'], /玻璃|窗/),
  },
  {
    key: 'door',
    label: '门、锁',
    trade: 'carpenter',
    example: '钥匙插进去转不动',
    fits: by(['carpenter', 'metalworker'], /门|锁/),
  },
  {
    key: 'seat',
    label: '桌椅、床',
    trade: 'carpenter',
    example: '第三排有两张凳子断了腿',
    fits: by(['carpenter']),
  },
  { key: 'net', label: '网络、多媒体', trade: 'av', example: '投影没有声音', fits: by(['av']) },
  { key: 'wall', label: '墙面、地面', trade: 'mason', example: '天花板渗水，掉墙皮', fits: by(['mason']) },
  { key: 'other', label: '其他', example: '操场边的树枝断了，挂在半空', fits: () => true },
]

const SHOWN: readonly GroupKey[] = ['water', 'light', 'door', 'window', 'seat', 'air', 'net', 'wall', 'other']

/** The big choices, as they stand on the screen. */
export const GROUPS: readonly Group[] = SHOWN.map(key => CLAIMS.find(g => g.key === key) as Group)

export interface Fault {
  code: string
  trade: string
  /** As the person who found it would say it. */
  label: string
}

/** The catalogue's faults of one group: first those people report most, in their words. */
export function faultsOf(trades: readonly Trade[], key: GroupKey): Fault[] {
  return trades
    .flatMap(trade => trade.items.map(item => ({ trade: trade.code, item })))
    .filter(({ trade, item }) => item.active && CLAIMS.find(g => g.fits(item, trade))?.key === key)
    .map(({ trade, item }) => ({ code: item.code, trade, label: SPOKEN[item.code] ?? item.name }))
    .sort((a, b) => rank(a.code) - rank(b.code))
}

/** Slips speak of the repair (疏通地漏), reporters of what they see (地漏堵了). */
const SPOKEN: Readonly<Record<string, string>> = {
  'plumber.tap': '水龙头坏了',
  'plumber.floor_drain': '地漏堵了',
  'plumber.toilet': '马桶、小便池堵了',
  'plumber.flush_valve': '冲水阀坏了',
  'plumber.basin_drain': '洗手池堵了',
  'plumber.mop_sink': '拖把池堵了',
  'plumber.pipe_leak': '水管漏水',
  'plumber.basin_pipe': '台盆水管漏水',
  'plumber.no_water': '没水、水很小',
  'plumber.pipe_burst': '水管爆了',
  'plumber.valve': '阀门关不住',
  'plumber.radiator': '暖气片不热、漏水',
  'plumber.septic': '污水冒出来了',
  'plumber.shower': '淋浴器、花洒坏了',
  'electrician.lamp': '灯不亮',
  'electrician.switch': '开关坏了',
  'electrician.socket': '插座坏了',
  'electrician.trip': '跳闸、没电',
  'electrician.fan': '吊扇坏了',
  'electrician.wiring': '电线打火、发热',
  'electrician.water_heater': '热水器坏了',
  'electrician.boiler': '开水器、饮水机坏了',
  'electrician.exhaust_fan': '排风扇坏了',
  'electrician.ac_wall': '挂式空调坏了',
  'electrician.ac_stand': '立式空调坏了',
  'electrician.ac': '别的空调，说不清哪种',
  'carpenter.lock_repair': '锁不好用',
  'carpenter.lock_change': '锁坏了，要换',
  'carpenter.door': '门坏了',
  'carpenter.door_handle': '门拉手坏了',
  'carpenter.sliding_wheel': '移门推不动',
  'carpenter.cupboard_door': '柜门坏了',
  'carpenter.sliding_strip': '移门铜条掉了',
  'metalworker.gate': '大门关不上',
  'carpenter.glass': '玻璃碎了',
  'carpenter.window': '窗关不上、打不开',
  'carpenter.curtain': '窗帘坏了',
  'carpenter.stool': '凳子坏了',
  'carpenter.desk': '课桌椅坏了',
  'carpenter.bed': '床架、床板坏了',
  'carpenter.lectern': '讲台坏了',
  'carpenter.office_desk': '办公桌坏了',
  'carpenter.board': '黑板、宣传栏坏了',
  'av.device': '投影、一体机、电脑坏了',
  'av.network': '网络、广播、电话不通',
  'mason.ceiling': '吊顶掉了、松了',
  'mason.wall': '墙皮掉了',
  'mason.bathroom': '卫生间漏到楼下',
  'mason.roof': '屋顶漏雨',
  'mason.paving': '地砖、路面破了',
}

const ORDER = Object.keys(SPOKEN)
const rank = (code: string): number => {
  const at = ORDER.indexOf(code)
  return at < 0 ? ORDER.length : at
}
