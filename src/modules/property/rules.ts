import type { RoleCode } from '../../kernel/pure/roles.ts'
import { defineMachine } from '../../kernel/pure/state.ts'

export const SHEET_KINDS = {
  class: '班级',
  dormitory: '寝室',
  special: '专用室',
  office: '处室',
} as const
export type SheetKind = keyof typeof SHEET_KINDS
export const SHEET_KIND_CODES = Object.keys(SHEET_KINDS) as [SheetKind, ...SheetKind[]]

/** What one sheet of the kind is counted in. */
export const SHEET_MEASURES: Record<SheetKind, string> = {
  class: '个',
  dormitory: '间',
  special: '间',
  office: '个',
}

export type SheetState =
  | 'draft'
  | 'signing'
  | 'registered'
  | 'reviewing'
  | 'settling'
  | 'closed'
  | 'cancelled'
export type SheetAction =
  | 'edit'
  | 'hand'
  | 'takeBack'
  | 'sign'
  | 'startReview'
  | 'review'
  | 'finishReview'
  | 'settle'
  | 'close'
  | 'cancel'

export const sheetMachine = defineMachine<SheetState, SheetAction>({
  name: 'property.sheet',
  initial: 'draft',
  states: {
    draft: { label: '登记中', tone: 'waiting' },
    signing: { label: '待签字', tone: 'waiting' },
    registered: { label: '已登记', tone: 'done' },
    reviewing: { label: '复查中', tone: 'doing' },
    settling: { label: '有差异待处理', tone: 'late' },
    closed: { label: '已办结', tone: 'off', final: true },
    cancelled: { label: '已作废', tone: 'off', final: true },
  },
  transitions: {
    edit: { title: '修改登记', from: ['draft'], to: 'draft' },
    hand: { title: '交付签字', from: ['draft'], to: 'signing' },
    takeBack: { title: '退回修改', from: ['signing'], to: 'draft' },
    sign: { title: '签字', from: ['signing'], to: ['signing', 'registered'] },
    startReview: { title: '开始复查', from: ['registered'], to: 'reviewing' },
    review: { title: '登记复查', from: ['reviewing'], to: 'reviewing' },
    finishReview: { title: '完成复查', from: ['reviewing'], to: ['settling', 'closed'] },
    settle: { title: '处理差异', from: ['settling'], to: 'settling' },
    close: { title: '办结', from: ['settling'], to: 'closed' },
    cancel: { title: '作废', from: ['draft', 'signing'], to: 'cancelled' },
  },
})

export type MonthState = 'open' | 'published'
export type MonthAction = 'score' | 'publish' | 'reopen'

export const monthMachine = defineMachine<MonthState, MonthAction>({
  name: 'property.month',
  initial: 'open',
  states: {
    open: { label: '评分中', tone: 'doing' },
    published: { label: '已公布', tone: 'done' },
  },
  transitions: {
    score: { title: '评分', from: ['open'], to: 'open' },
    publish: { title: '公布', from: ['open'], to: 'published' },
    reopen: { title: '撤回公布', from: ['published'], to: 'open' },
  },
})

export interface Duty {
  duty: string
  /** Who signs with an account; nobody where it is drawn on the shown phone. */
  by: readonly RoleCode[]
  /** Has no account: signs on a shown phone only. */
  drawn: boolean
}

const drawn = (duty: string): Duty => ({ duty, by: [], drawn: true })
/** The office signs with an account of its own; the others may also draw on the phone that it shows. */
export const OFFICE = '总务处'
const OFFICE_DUTY: Duty = { duty: OFFICE, by: ['director', 'clerk', 'asset_keeper'], drawn: false }

/** Three signatures: who uses, who answers for them, and the office. */
export const DUTIES: Record<SheetKind, readonly Duty[]> = {
  class: [drawn('学生代表'), { duty: '班主任', by: ['class_teacher'], drawn: false }, OFFICE_DUTY],
  dormitory: [drawn('寝室长'), { duty: '宿管', by: ['dorm_keeper'], drawn: false }, OFFICE_DUTY],
  special: [drawn('学生代表'), { duty: '室长', by: ['room_head'], drawn: false }, OFFICE_DUTY],
  office: [
    drawn('使用人'),
    {
      duty: '部门负责人',
      by: ['vice_principal', 'accountant', 'room_head', 'canteen_manager', 'dorm_keeper', 'teacher'],
      drawn: false,
    },
    OFFICE_DUTY,
  ],
}

export const dutyOf = (kind: SheetKind, duty: string): Duty | undefined =>
  DUTIES[kind].find(d => d.duty === duty)

/** Duties without a mark, in their order. */
export const missingDuties = (kind: SheetKind, signed: readonly string[]): string[] =>
  DUTIES[kind].map(d => d.duty).filter(duty => !signed.includes(duty))

export const CAUSES = {
  worn: '自然损耗',
  moved: '调出或借出',
  repaired: '已报修或更换',
  added: '新添或调入',
  miscounted: '期初点错',
  human: '人为损坏或丢失',
} as const
export type Cause = keyof typeof CAUSES

export interface Counted {
  quantity: number
  broken: number
  found: number | null
  foundBroken: number | null
}

export interface Difference {
  /** Fewer than registered. */
  missing: number
  /** More than registered. */
  surplus: number
  /** Broken since the registration. */
  damaged: number
}

/** What the review found against what was signed; never against memory. */
export function differenceOf({ quantity, broken, found, foundBroken }: Counted): Difference {
  if (found === null) return { missing: 0, surplus: 0, damaged: 0 }
  const missing = round(Math.max(0, quantity - found))
  return {
    missing,
    surplus: round(Math.max(0, found - quantity)),
    damaged: round(Math.max(0, (foundBroken ?? 0) - broken)),
  }
}

export const differs = (line: Counted): boolean => {
  const { missing, surplus, damaged } = differenceOf(line)
  return missing > 0 || surplus > 0 || damaged > 0
}

/** What may be charged of a line: what is gone and what was broken since. */
export const chargeable = (line: Counted): number => {
  const { missing, damaged } = differenceOf(line)
  return round(missing + damaged)
}

/** 少2把，坏1把 */
export function differenceText(line: Counted & { measure: string }): string {
  const { missing, surplus, damaged } = differenceOf(line)
  const part = (word: string, n: number): string => (n > 0 ? `${word}${n}${line.measure}` : '')
  return [part('少', missing), part('多', surplus), part('坏', damaged)].filter(Boolean).join('，')
}

export interface TemplateLine {
  name: string
  measure: string
  quantity: number
}

const things = (text: string): TemplateLine[] =>
  text.split(' ').map(part => {
    const [, name = part, quantity = '1', measure = '件'] = /^(\D+)(\d+)(\D+)$/.exec(part) ?? []
    return { name, measure, quantity: Number(quantity) }
  })

/** What such a room usually holds, until the school writes its own list. */
export const DEFAULT_TEMPLATES: Record<SheetKind, readonly TemplateLine[]> = {
  class: things(
    '课桌48张 课椅48把 讲台1张 黑板1块 投影幕布1块 日光灯管12支 吊扇4台 窗帘8幅 门锁2把 扫把6把 拖把4把 垃圾桶2个',
  ),
  dormitory: things('床铺6张 床板6块 橱柜6个 书桌2张 凳子6只 日光灯管2支 吊扇1台 窗帘2幅 门锁1把 水龙头2只'),
  special: things('实验桌24张 凳子48只 讲台1张 日光灯管12支 窗帘6幅 灭火器2具 门锁1把'),
  office: things('办公桌4张 办公椅4把 文件柜2个 日光灯管4支 窗帘2幅 电话机1部 饮水机1台 门锁1把'),
}

export interface Scored {
  unitId: string
  name: string
  points: number
}

export interface Ranked extends Scored {
  score: number
  rank: number
}

export const FULL_SCORE = 100

/** 100 less the points taken; the best first, equal scores share a rank and the next one is skipped. */
export function rankClasses(classes: readonly Scored[]): Ranked[] {
  const scored = classes
    .map(c => ({ ...c, score: Math.max(0, round(FULL_SCORE - c.points)) }))
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'zh-CN'))
  return scored.map(c => ({ ...c, rank: 1 + scored.filter(other => other.score > c.score).length }))
}

/** Binary fractions of decimals would make 0.1 + 0.2 differ from 0.3. */
const round = (n: number): number => Math.round(n * 1000) / 1000
