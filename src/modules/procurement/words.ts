export const REQUEST_KINDS = { goods: '物品', equipment: '设备', service: '服务' } as const
export type RequestKind = keyof typeof REQUEST_KINDS

/** What purchases are added up by through the year, beside the budget line. */
export const CATEGORIES = {
  office: '办公用品',
  cleaning: '清洁劳保',
  repair: '维修材料',
  teaching: '教学设备',
  it: '办公设备',
  furniture: '家具',
  sports: '体育器材',
  books: '图书资料',
  print: '印刷',
  canteen: '食堂设备用品',
  safety: '安全消防',
  greening: '绿化',
  service: '服务',
  other: '其他',
} as const
export type Category = keyof typeof CATEGORIES

export const CHANNELS = { own: '学校统一采购', portal: '政府采购平台' } as const
export type Channel = keyof typeof CHANNELS

/** Where accepted goods go. */
export const TARGETS = { store: '入库', asset: '建资产卡片', none: '直接交用' } as const
export type Target = keyof typeof TARGETS

export const PORTAL_STATES = {
  '': '未登记',
  applied: '已申报',
  bureau: '主管部门已批',
  finance: '财政已批',
  placed: '平台已下单',
  taken: '供应商已接单',
  shipped: '已发货',
  delivered: '已送达',
  settled: '平台已结算',
} as const
export type PortalState = keyof typeof PORTAL_STATES

export const MISMATCH_KINDS = {
  quantity: '数量不符',
  spec: '规格型号不符',
  quality: '质量不合格',
  broken: '破损',
  paper: '票据与实物不符',
} as const
export type MismatchKind = keyof typeof MISMATCH_KINDS

/** What is wrong where nobody has said it otherwise: what was looked at tells. */
export const usualMismatch = (seen: { looksOk: boolean; worksOk: boolean }): MismatchKind =>
  seen.looksOk ? (seen.worksOk ? 'quality' : 'spec') : 'broken'

export const SETTLE_HOWS = {
  replaced: '供应商补换',
  returned: '退货，不付这部分',
  deducted: '折价收下',
  clarified: '核实无误',
} as const
export type SettleHow = keyof typeof SETTLE_HOWS

export type SubjectKind = 'request' | 'batch' | 'sheet' | 'order' | 'acceptance' | 'mismatch' | 'off_channel'

export const keysOf = <T extends Record<string, string>>(map: T) =>
  Object.keys(map) as [keyof T & string, ...(keyof T & string)[]]
