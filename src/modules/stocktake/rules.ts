import type { RoleCode } from '../../kernel/pure/roles.ts'
import { defineMachine } from '../../kernel/pure/state.ts'

export const COUNT_KINDS = { asset: '固定资产', stock: '库存物资' } as const
export type CountKind = keyof typeof COUNT_KINDS

export type CampaignState =
  | 'planned'
  | 'counting'
  | 'settling'
  | 'approving'
  | 'approved'
  | 'adjusted'
  | 'closed'
  | 'cancelled'
export type CampaignAction =
  | 'edit'
  | 'assign'
  | 'start'
  | 'record'
  | 'release'
  | 'finish'
  | 'recount'
  | 'explain'
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'refuse'
  | 'adjust'
  | 'sign'
  | 'cancel'

export const campaignMachine = defineMachine<CampaignState, CampaignAction>({
  name: 'stocktake.campaign',
  initial: 'planned',
  states: {
    planned: { label: '已计划', tone: 'waiting' },
    counting: { label: '盘点中', tone: 'doing' },
    settling: { label: '差异待说明', tone: 'late' },
    approving: { label: '待审批', tone: 'waiting' },
    approved: { label: '已批准，待调账', tone: 'doing' },
    adjusted: { label: '已调账，待签字', tone: 'waiting' },
    closed: { label: '已结束', tone: 'done', final: true },
    cancelled: { label: '已取消', tone: 'off', final: true },
  },
  transitions: {
    edit: { title: '修改计划', from: ['planned'], to: 'planned' },
    assign: { title: '安排人员', from: ['planned', 'counting'], to: ['planned', 'counting'] },
    start: { title: '开始盘点', from: ['planned'], to: 'counting' },
    record: { title: '登记盘点', from: ['counting'], to: 'counting' },
    release: { title: '移出盘点', from: ['counting'], to: 'counting' },
    finish: { title: '结束清点', from: ['counting'], to: 'settling' },
    recount: { title: '复盘', from: ['settling'], to: 'counting' },
    explain: { title: '说明差异', from: ['settling'], to: 'settling' },
    submit: { title: '送审', from: ['settling'], to: ['approving', 'adjusted'] },
    withdraw: { title: '撤回送审', from: ['approving'], to: 'settling' },
    approve: { title: '批准', from: ['approving'], to: 'approved' },
    refuse: { title: '退回', from: ['approving'], to: 'settling' },
    adjust: { title: '调账', from: ['approved'], to: 'adjusted' },
    sign: { title: '签字', from: ['adjusted'], to: ['adjusted', 'closed'] },
    cancel: { title: '取消盘点', from: ['planned', 'counting', 'settling'], to: 'cancelled' },
  },
})

export const RESULTS = {
  open: '未点',
  match: '相符',
  missing: '盘亏',
  surplus: '盘盈',
  damaged: '损坏',
  moved: '错位',
  out: '不在盘点内',
} as const
export type Result = keyof typeof RESULTS
export const RESULT_CODES = Object.keys(RESULTS) as [Result, ...Result[]]
/** All that belongs to the count: not what was outside it and has been taken back. */
export const COUNTED_RESULTS: readonly Result[] = RESULT_CODES.filter(code => code !== 'out')
/** What has to be explained and approved before the book follows. */
export const DIFFERENCES: readonly Result[] = ['missing', 'surplus', 'damaged', 'moved']

export const CAUSES = {
  moved: '搬动没有办手续',
  unregistered: '购入、受赠没有登记',
  lost: '丢失',
  worn: '自然损坏、报废未销账',
  lent: '借出未登记',
  booking: '记账差错',
  measure: '计量误差、自然损耗',
  other: '其他',
} as const
export type Cause = keyof typeof CAUSES

export const DUTIES = { counter: '盘点人', watcher: '监盘人' } as const
export type Duty = keyof typeof DUTIES

/** Who signs the report, in the order of the paper. */
export const REPORT_DUTIES: Record<CountKind, readonly { duty: string; by: readonly RoleCode[] }[]> = {
  asset: [
    { duty: '盘点人', by: [] },
    { duty: '监盘人', by: [] },
    { duty: '资产管理员', by: ['asset_keeper'] },
    { duty: '财务', by: ['accountant'] },
  ],
  stock: [
    { duty: '盘点人', by: [] },
    { duty: '监盘人', by: [] },
    { duty: '保管员', by: ['storekeeper'] },
    { duty: '财务', by: ['accountant'] },
  ],
}

/** Things outside the book are entered at a market price, else at a nominal yuan. */
export const NOMINAL_FEN = 100

export type EntryKind = 'seen' | 'absent' | 'extra' | 'room' | 'undo'

/** One tap of a counter. It never changes; what a line comes to is worked out of all of them. */
export interface Entry {
  /** Made on the device: sent again it is the same entry. */
  id: string
  lineId: string
  round: number
  /** Shelf or place within the store: several are added up; a second count of the same one replaces the first. */
  spot: string
  quantity: number
  areaId: string | null
  damaged: boolean
  moveHere: boolean
  /** By the device's clock. */
  at: number
}

export interface Folded {
  quantity: number
  areaId: string | null
  damaged: boolean
  moveHere: boolean
}

/**
 * What a line comes to: in its newest round the last entry of each spot that was not taken back, added up. It
 * depends on the set of entries only, so it is the same however late, often or disordered they arrive. The server does this in SQL;
 * the phone does it here, to show at once what will be.
 */
export function foldEntries(
  entries: readonly Entry[],
  round: number,
  undone: ReadonlySet<string> = new Set(),
): Folded | undefined {
  const last = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.round !== round || undone.has(entry.id)) continue
    const known = last.get(entry.spot)
    if (!known || isLater(entry, known)) last.set(entry.spot, entry)
  }
  const kept = [...last.values()].sort((a, b) => (isLater(a, b) ? -1 : 1))
  const [newest] = kept
  if (!newest) return undefined
  return {
    quantity: Math.round(kept.reduce((sum, entry) => sum + entry.quantity * 1000, 0)) / 1000,
    areaId: newest.areaId,
    damaged: kept.some(entry => entry.damaged),
    moveHere: newest.moveHere,
  }
}

const isLater = (a: Entry, b: Entry): boolean => a.at > b.at || (a.at === b.at && a.id > b.id)

export interface Held {
  bookQuantity: number
  areaId: string | null
}

/** The same order of weight as the generated column `result` of the database. */
export function resultOf(held: Held, found: Folded | undefined): Result {
  if (!found) return 'open'
  if (found.quantity < held.bookQuantity) return 'missing'
  if (found.quantity > held.bookQuantity) return 'surplus'
  if (found.damaged) return 'damaged'
  return found.areaId !== null && found.areaId !== held.areaId ? 'moved' : 'match'
}

/** What a difference is worth: gains at the value given for each piece, losses as their part of the book value. */
export function differenceFen(line: {
  bookQuantity: number
  bookFen: number
  foundQuantity: number
  valueFen: number | null
}): number {
  const { bookQuantity, bookFen, foundQuantity, valueFen } = line
  if (foundQuantity > bookQuantity)
    return Math.round((valueFen ?? NOMINAL_FEN) * (foundQuantity - bookQuantity))
  if (foundQuantity === bookQuantity || bookQuantity === 0) return 0
  return -Math.round((bookFen * (bookQuantity - foundQuantity)) / bookQuantity)
}

/** 账物相符率 in percent with one decimal; never rounded up to 100 while something differs. */
export function matchRate(matched: number, total: number): number {
  if (total === 0) return 0
  const rate = Math.round((matched / total) * 1000) / 10
  return rate === 100 && matched < total ? 99.9 : rate
}
