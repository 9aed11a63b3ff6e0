import {
  ACQUIRE_MODES,
  type AcquireMode,
  type CategoryCode,
  DIRECTIONS,
  type Direction,
  type Edition,
  FUNDINGS,
  type Funding,
} from './rules.ts'

/** What lists of other products write in columns whose contents are codes here. Undefined: not understood. */
const reader =
  <T extends string>(titles: Record<T, string>, words: readonly (readonly [RegExp, T])[]) =>
  (text: string): T | undefined => {
    const clean = text.replace(/\s+/g, '')
    const exact = (Object.keys(titles) as T[]).find(code => titles[code] === clean || code === clean)
    return exact ?? words.find(([pattern]) => pattern.test(clean))?.[1]
  }

export const readAcquireMode = reader<AcquireMode>(ACQUIRE_MODES, [
  [/购|采购|买/, 'purchase'],
  [/自建|基建|建造/, 'build'],
  [/划入|调入|调拨|配发|配备/, 'allocated'],
  [/捐|赠/, 'donated'],
  [/置换/, 'exchange'],
  [/盘盈/, 'surplus'],
  [/自制|自行/, 'made'],
  [/其他|其它/, 'other'],
])

export const readFunding = reader<Funding>(FUNDINGS, [
  [/附加/, 'surcharge'],
  [/财政|专项|预算内|公用经费|生均|拨款/, 'fiscal'],
  [/事业|自筹|预算外|自有/, 'business'],
  [/捐|赠/, 'donation'],
  [/上级|调拨|划拨|配发/, 'allocation'],
  [/其他|其它/, 'other'],
])

export const readDirection = reader<Direction>(DIRECTIONS, [
  [/教学|教育|实验|实训/, 'teaching'],
  [/科研/, 'research'],
  [/行政|办公|管理/, 'office'],
  [/生活|后勤|食堂|宿舍/, 'living'],
  [/生产|经营/, 'production'],
  [/其他|其它|自用/, 'other'],
])

export type ImportedState = 'in_use' | 'idle' | 'repairing' | 'disposed'
const STATES: readonly (readonly [RegExp, ImportedState])[] = [
  [/已处置|已报废|已核销|注销|报损/, 'disposed'],
  [/闲置|未使用|封存|不需用|待报废|待处置/, 'idle'],
  [/维修|修理/, 'repairing'],
  [/在用|使用|正常|完好|良好|借出|出借|出租/, 'in_use'],
]
export const readState = (text: string): ImportedState | undefined =>
  STATES.find(([pattern]) => pattern.test(text.replace(/\s+/g, '')))?.[1]

export function readEdition(text: string): Edition | undefined {
  if (/2022/.test(text)) return '2022'
  return /2010/.test(text) ? '2010' : undefined
}

/** Things whose name says by what table they are depreciated; the category only, never a class code. */
const NAMES: readonly (readonly [RegExp, CategoryCode])[] = [
  [/课桌|课椅|学生桌|学生椅|学生凳|课凳/, 'student_furniture'],
  [
    /电脑桌|办公桌|办公椅|会议桌|会议椅|文件柜|书柜|书架|沙发|茶几|讲台|铁床|木床|双层床|储物柜|更衣柜/,
    'furniture',
  ],
  [/投影|复印|打印|一体机|电子白板|碎纸|传真|扫描仪|速印|展示台/, 'office'],
  [/电脑|计算机|服务器|笔记本|交换机|路由器|防火墙|平板|显示器|工作站/, 'computer'],
  [/空调|冰箱|热水器|变压器|配电|电机|洗衣机|饮水机|消毒柜/, 'electric'],
  [/电梯|锅炉|水泵|制冷/, 'machine'],
  [/电视|音响|功放|话筒|调音台|广播|摄像/, 'broadcast'],
  [/监控|对讲|电话/, 'telecom'],
  [/客车|轿车|货车|校车|汽车/, 'vehicle'],
  [/显微镜|天平|实验台|教学仪器|实训台/, 'teaching'],
  [/钢琴|电子琴|乐器|舞台|音乐/, 'arts'],
  [/篮球架|乒乓|单杠|双杠|跑步机|健身/, 'sports'],
  [/灶|蒸箱|烤箱|绞肉|和面|割草机|油烟/, 'special'],
]
export const categoryByName = (name: string): CategoryCode | undefined =>
  NAMES.find(([pattern]) => pattern.test(name))?.[1]
