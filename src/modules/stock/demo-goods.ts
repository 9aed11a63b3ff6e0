import type { ItemClass } from './rules.ts'

interface Goods {
  name: string
  spec?: string
  measure: string
  class: ItemClass
  price: number
  quantity: number
  minQuantity?: number
  maxQuantity?: number
  packMeasure?: string
  packFactor?: number
  tradeIn?: boolean
  lendable?: boolean
  aliases?: string[]
  location?: string
}

const clean = (
  name: string,
  measure: string,
  price: number,
  quantity: number,
  more: Partial<Goods> = {},
): Goods => ({
  name,
  measure,
  price,
  quantity,
  class: 'consumable',
  location: 'A架',
  minQuantity: 20,
  maxQuantity: 150,
  ...more,
})
const paper = (
  name: string,
  measure: string,
  price: number,
  quantity: number,
  more: Partial<Goods> = {},
): Goods => clean(name, measure, price, quantity, { location: 'B架', ...more })
const part = (
  name: string,
  measure: string,
  price: number,
  quantity: number,
  more: Partial<Goods> = {},
): Goods =>
  clean(name, measure, price, quantity, {
    class: 'material',
    location: '五金柜',
    minQuantity: 10,
    maxQuantity: 120,
    ...more,
  })
const tool = (name: string, measure: string, price: number, quantity: number): Goods => ({
  name,
  measure,
  price,
  quantity,
  class: 'low_value',
  lendable: true,
  location: 'C区',
})

/** What the demo school's two stores begin with. */
export const DEMO_GOODS: readonly Goods[] = [
  clean('扫把', '把', 8.5, 160, { tradeIn: true, aliases: ['扫帚', '笤帚'] }),
  clean('拖把', '把', 12, 120, { tradeIn: true, aliases: ['墩布'] }),
  clean('畚斗', '只', 6.5, 90, { aliases: ['簸箕', '撮箕'] }),
  clean('水桶', '只', 14, 70),
  clean('抹布', '块', 2.5, 220, { packMeasure: '包', packFactor: 20 }),
  clean('垃圾袋', '卷', 5.8, 140, { packMeasure: '箱', packFactor: 50 }),
  clean('84消毒液', '瓶', 4.5, 60, { spec: '500毫升' }),
  clean('洗手液', '瓶', 9.6, 26, { spec: '500毫升', minQuantity: 30 }),
  clean('洁厕灵', '瓶', 5.2, 50),
  clean('橡胶手套', '双', 4.8, 60),
  clean('铁锹', '把', 26, 12, { minQuantity: 4, maxQuantity: 20 }),
  clean('玻璃刮', '把', 15, 24, { minQuantity: 10, maxQuantity: 40 }),
  clean('纸篓', '只', 9, 40),
  paper('打印纸', '包', 22, 120, { spec: 'A4 70克', packMeasure: '箱', packFactor: 8, aliases: ['复印纸'] }),
  paper('中性笔', '支', 1.8, 300, { packMeasure: '盒', packFactor: 12 }),
  paper('红笔', '支', 1.8, 120),
  paper('粉笔', '盒', 3, 260, { packMeasure: '箱', packFactor: 50 }),
  paper('黑板擦', '只', 4.2, 60, { tradeIn: true }),
  paper('订书机', '只', 16, 15, { minQuantity: 5, maxQuantity: 20, tradeIn: true }),
  paper('订书钉', '盒', 2, 60),
  paper('文件夹', '只', 3.5, 80),
  paper('备课本', '本', 4.5, 200),
  paper('听课本', '本', 4.5, 160),
  paper('硒鼓', '只', 165, 5, { spec: 'CF228A', minQuantity: 4, maxQuantity: 12, tradeIn: true }),
  paper('档案盒', '只', 6, 70),
  paper('5号电池', '节', 2.2, 90),
  tool('折叠桌', '张', 138, 12),
  tool('人字梯', '架', 180, 4),
  tool('移动音箱', '台', 420, 3),
  tool('接线盘', '只', 65, 8),
  tool('帐篷', '顶', 260, 6),
  tool('对讲机', '台', 190, 8),
  part('LED灯管', '根', 12.8, 36, { spec: 'T8 18瓦', minQuantity: 40, maxQuantity: 200 }),
  part('水龙头', '只', 23.5, 18, { aliases: ['水嘴'], tradeIn: true }),
  part('三角阀', '只', 18, 24, { minQuantity: 20 }),
  part('编织软管', '根', 8.5, 30, { minQuantity: 20 }),
  part('门锁', '把', 38, 16, { tradeIn: true }),
  part('合页', '副', 4.5, 60),
  part('绝缘胶带', '卷', 2.8, 40),
  part('五孔插座', '只', 9.8, 35),
  part('移门滑轮', '只', 6.5, 45),
  part('膨胀螺丝', '套', 0.8, 260, { spec: '8毫米' }),
]

/** What each class gets at the start of term. */
export const DEMO_KIT: readonly [name: string, quantity: number][] = [
  ['扫把', 4],
  ['拖把', 3],
  ['畚斗', 2],
  ['水桶', 1],
  ['抹布', 6],
  ['垃圾袋', 3],
  ['粉笔', 6],
  ['黑板擦', 2],
]

interface Need {
  who: string
  store?: string
  purpose: string
  things: readonly (readonly [name: string, quantity: number])[]
}

export const DEMO_NEEDS: readonly Need[] = [
  {
    who: 'classteacher',
    purpose: '教室卫生',
    things: [
      ['扫把', 2],
      ['垃圾袋', 2],
    ],
  },
  {
    who: 'teacher',
    purpose: '教研组用纸',
    things: [
      ['打印纸', 6],
      ['中性笔', 24],
    ],
  },
  {
    who: 'plumber',
    store: '五金库',
    purpose: '学生宿舍水龙头更换',
    things: [
      ['水龙头', 6],
      ['编织软管', 6],
    ],
  },
  {
    who: 'electrician',
    store: '五金库',
    purpose: '高职A楼灯管更换',
    things: [
      ['LED灯管', 20],
      ['绝缘胶带', 4],
    ],
  },
  {
    who: 'clerk',
    purpose: '总务处办公',
    things: [
      ['打印纸', 8],
      ['硒鼓', 2],
      ['档案盒', 20],
    ],
  },
  {
    who: 'carpenter',
    store: '五金库',
    purpose: '宿舍橱门修理',
    things: [
      ['合页', 24],
      ['移门滑轮', 20],
    ],
  },
  { who: 'classteacher', purpose: '主题班会', things: [['粉笔', 4]] },
  {
    who: 'accountant',
    purpose: '财务室办公',
    things: [
      ['打印纸', 4],
      ['订书钉', 6],
      ['文件夹', 12],
    ],
  },
  {
    who: 'keeper',
    purpose: '资产标签和清点',
    things: [
      ['中性笔', 12],
      ['5号电池', 8],
    ],
  },
  {
    who: 'plumber',
    store: '五金库',
    purpose: '食堂水池维修',
    things: [
      ['三角阀', 8],
      ['编织软管', 8],
    ],
  },
  {
    who: 'teacher',
    purpose: '期中考试',
    things: [
      ['打印纸', 10],
      ['订书机', 2],
    ],
  },
  {
    who: 'classteacher',
    purpose: '劳动周',
    things: [
      ['抹布', 10],
      ['橡胶手套', 12],
    ],
  },
  { who: 'electrician', store: '五金库', purpose: '实训楼插座更换', things: [['五孔插座', 14]] },
  {
    who: 'cashier',
    purpose: '收费处办公',
    things: [
      ['打印纸', 2],
      ['红笔', 10],
    ],
  },
]
