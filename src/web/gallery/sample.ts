import type { MenuGroup } from '../ui/index.ts'

/** One afternoon at one school: the present of the gallery. */
export const NOW = new Date('2025-11-22T14:30:00+08:00')
export const SCHOOL = '恩施市职业技术学校'
export const TERM = '2025年秋季学期'

export interface Order {
  id: string
  number: string
  place: string
  what: string
  trade: string
  state: OrderState
  worker?: string
  reporter: string
  reportedAt: string
  dueAt: string
  paused?: string
  doneAt?: string
  costFen?: number
}

export type OrderState = 'new' | 'assigned' | 'paused' | 'finished' | 'closed' | 'void'

export const STATES = {
  new: { label: '待派工', tone: 'waiting' },
  assigned: { label: '在修', tone: 'doing' },
  paused: { label: '等材料', tone: 'waiting' },
  finished: { label: '待验收', tone: 'waiting' },
  closed: { label: '已办结', tone: 'done' },
  void: { label: '已作废', tone: 'off' },
} as const

const day = (d: number, t: string): string => `2025-11-${String(d).padStart(2, '0')}T${t}:00+08:00`

export const ORDERS: Order[] = [
  order(
    131,
    '高职B楼 312',
    '灯管不亮，闪了两天',
    '电工',
    'paused',
    '王丽',
    day(20, '08:12'),
    day(22, '17:00'),
    { worker: '老陆', paused: '等材料', costFen: 3600 },
  ),
  order(
    130,
    '学生公寓3栋 405',
    '水龙头关不严，地上有水',
    '水工',
    'assigned',
    '李敏',
    day(22, '07:40'),
    day(22, '12:00'),
    { worker: '谭师傅', costFen: 1850 },
  ),
  order(
    129,
    '第一食堂 后厨',
    '冷库温度报警',
    '电工',
    'assigned',
    '覃大勇',
    day(22, '13:58'),
    day(22, '16:00'),
    { worker: '老陆' },
  ),
  order(128, '实训楼 2层 西', '消火栓箱门掉了', '木工', 'new', '何志强', day(22, '10:05'), day(23, '17:00')),
  order(
    127,
    '图书馆 阅览室',
    '空调不制热，室内11度',
    '空调',
    'new',
    '向晓芸',
    day(21, '16:22'),
    day(24, '17:00'),
  ),
  order(126, '南门岗亭', '道闸抬杆慢', '弱电', 'finished', '赵班长', day(20, '21:10'), day(23, '12:00'), {
    worker: '小黄',
    costFen: 12800,
  }),
  order(
    125,
    '教学A楼 4层 男厕',
    '下水堵，第三次报',
    '水工',
    'finished',
    '周蓉',
    day(19, '09:31'),
    day(21, '17:00'),
    { worker: '谭师傅', costFen: 4200 },
  ),
  order(
    124,
    '高职B楼 108',
    '投影幕布卷不上去',
    '弱电',
    'closed',
    '田老师',
    day(18, '15:00'),
    day(20, '17:00'),
    { worker: '小黄', doneAt: day(19, '11:20'), costFen: 0 },
  ),
  order(
    123,
    '学生公寓1栋 217',
    '门锁打不开',
    '木工',
    'closed',
    '黄雅婷',
    day(17, '19:45'),
    day(18, '12:00'),
    { worker: '何师傅', doneAt: day(18, '15:10'), costFen: 6500 },
  ),
  order(122, '运动场 看台', '座椅断裂2处', '木工', 'closed', '体育组', day(14, '11:00'), day(21, '17:00'), {
    worker: '何师傅',
    doneAt: day(20, '16:30'),
    costFen: 123450,
  }),
  order(
    121,
    '教学A楼 203',
    '插座松动（重复报修）',
    '电工',
    'void',
    '刘洋',
    day(13, '08:20'),
    day(15, '17:00'),
  ),
]

function order(
  n: number,
  place: string,
  what: string,
  trade: string,
  state: OrderState,
  reporter: string,
  reportedAt: string,
  dueAt: string,
  rest: Partial<Order> = {},
): Order {
  return {
    id: `o${n}`,
    number: `BX-2025-000${n}`,
    place,
    what,
    trade,
    state,
    reporter,
    reportedAt,
    dueAt,
    ...rest,
  }
}

/** A drawn stand-in for a camera picture. */
export function picture(hue: number, word: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="hsl(${hue} 22% 62%)"/><path d="M0 210h400v90H0z" fill="hsl(${hue} 16% 44%)"/><path d="M60 60h280v26H60z" fill="hsl(${hue} 18% 86%)"/><text x="200" y="180" font-size="44" text-anchor="middle" fill="#fff" font-family="sans-serif">${word}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

export type Groups = readonly MenuGroup[]
