/**
 * Depreciation categories: the lives for primary and secondary schools, annex of 财会〔2018〕20号. Where the
 * life is null the asset is kept on the book and never depreciated.
 */
interface CategorySpec {
  title: string
  /** The six accounting classes. */
  account: keyof typeof ACCOUNTS
  years: number | null
}

export const ACCOUNTS = {
  house: '房屋及构筑物',
  general: '通用设备',
  special: '专用设备',
  relic: '文物和陈列品',
  book: '图书、档案',
  furniture: '家具、用具、装具及动植物',
} as const
export type AccountCode = keyof typeof ACCOUNTS

export const LIVES_SOURCE = '中小学校固定资产折旧年限表（财会〔2018〕20号附件）'

export const CATEGORIES = {
  house_steel: { title: '房屋-钢结构', account: 'house', years: 50 },
  house_concrete: { title: '房屋-钢筋混凝土结构', account: 'house', years: 50 },
  house_brick: { title: '房屋-砖混结构', account: 'house', years: 30 },
  house_timber: { title: '房屋-砖木结构', account: 'house', years: 30 },
  house_simple: { title: '简易房', account: 'house', years: 8 },
  house_annex: { title: '房屋附属设施', account: 'house', years: 8 },
  structure: { title: '构筑物', account: 'house', years: 8 },
  land: { title: '土地', account: 'house', years: null },
  computer: { title: '计算机设备', account: 'general', years: 6 },
  office: { title: '办公设备', account: 'general', years: 6 },
  vehicle: { title: '车辆', account: 'general', years: 8 },
  library: { title: '图书档案设备', account: 'general', years: 5 },
  machine: { title: '机械设备', account: 'general', years: 10 },
  electric: { title: '电气设备', account: 'general', years: 5 },
  telecom: { title: '通信设备', account: 'general', years: 5 },
  broadcast: { title: '广播、电视、电影设备', account: 'general', years: 5 },
  instrument: { title: '仪器仪表', account: 'general', years: 5 },
  measuring: { title: '电子和通信测量设备', account: 'general', years: 5 },
  metrology: { title: '计量标准器具及量具、衡器', account: 'general', years: 5 },
  teaching: { title: '专用仪器仪表', account: 'special', years: 5 },
  arts: { title: '文艺设备', account: 'special', years: 5 },
  sports: { title: '体育设备', account: 'special', years: 5 },
  recreation: { title: '娱乐设备', account: 'special', years: 5 },
  police: { title: '公安专用设备', account: 'special', years: 3 },
  special: { title: '其他专用设备', account: 'special', years: 10 },
  relic: { title: '文物和陈列品', account: 'relic', years: null },
  book: { title: '图书、档案', account: 'book', years: null },
  furniture: { title: '家具', account: 'furniture', years: 15 },
  student_furniture: { title: '学生用家具（教学用）', account: 'furniture', years: 5 },
  utensil: { title: '用具和装具', account: 'furniture', years: 5 },
  living: { title: '动植物', account: 'furniture', years: null },
} as const satisfies Record<string, CategorySpec>

export type CategoryCode = keyof typeof CATEGORIES
export const CATEGORY_CODES = Object.keys(CATEGORIES) as [CategoryCode, ...CategoryCode[]]

/** Months of service that the table gives; null: not depreciated. */
export const lifeMonths = (category: CategoryCode): number | null => {
  const { years } = CATEGORIES[category]
  return years === null ? null : years * 12
}

/** The category a Chinese text of a list means: 家具, 计算机设备, 通用设备-办公设备. */
export function readCategory(text: string): CategoryCode | undefined {
  const clean = tidy(text)
  if (clean === '') return undefined
  const exact = CATEGORY_CODES.find(code => code === text || tidy(CATEGORIES[code].title) === clean)
  if (exact) return exact
  const within = CATEGORY_CODES.filter(code => clean.includes(tidy(CATEGORIES[code].title)))
  return within.length === 1 ? within[0] : undefined
}

const tidy = (text: string): string => text.replace(/[\s、，,（）()·-]/g, '')
