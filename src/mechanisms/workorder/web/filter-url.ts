import type { ListView } from '../../../web/ui/list/ListTools.tsx'
import { OrderFilter, type OrderSort, SORTS } from '../shapes.ts'

export type CalendarBy = 'reported' | 'due' | 'done'

/** All that decides what the page of orders shows; it is the page's address. */
export interface OrdersView {
  filter: OrderFilter
  sort: OrderSort
  view: ListView
  /** 'YYYY-MM' of the calendar; left out: the present month. */
  month?: string
  by: CalendarBy
}

const LISTS = ['states', 'trades', 'levels', 'items', 'sources', 'causes'] as const
const FLAGS = ['open', 'unassigned', 'overdue', 'rework', 'vendor'] as const
const TEXTS = [
  'kind',
  'term',
  'from',
  'to',
  'buildingId',
  'placeId',
  'assigneeId',
  'mine',
  'importId',
  'dueOn',
  'text',
] as const
const VIEWS: readonly ListView[] = ['table', 'board', 'calendar']
const BYS: readonly CalendarBy[] = ['reported', 'due', 'done']

/** The unfinished ones: what the page shows where its address says nothing. */
const DEFAULT: OrderFilter = { open: true }
/** Says that nothing is limited, not even to the unfinished. */
const ALL = 'all'

/** The view an address names; what is unreadable in it is left out rather than refused. */
export function readView(search: string): OrdersView {
  const query = new URLSearchParams(search)
  const value = (key: string): string | undefined => query.get(key) || undefined
  const view = VIEWS.find(v => v === value('view')) ?? 'table'
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(value('month') ?? '')?.[0]
  return {
    filter: readFilter(query),
    sort: (Object.keys(SORTS) as OrderSort[]).find(s => s === value('sort')) ?? 'newest',
    view,
    by: BYS.find(b => b === value('by')) ?? 'reported',
    ...(month ? { month } : {}),
  }
}

/** The address of a view, without what goes without saying. */
export function writeView({ filter, sort, view, month, by }: OrdersView): string {
  const query = new URLSearchParams()
  const bare = writeFilter(filter)
  if (bare.size === 0) query.set('show', ALL)
  else if (bare.toString() !== writeFilter(DEFAULT).toString())
    for (const [key, text] of bare) query.append(key, text)
  if (sort !== 'newest') query.set('sort', sort)
  if (view !== 'table') query.set('view', view)
  if (view === 'calendar' && month) query.set('month', month)
  if (view === 'calendar' && by !== 'reported') query.set('by', by)
  return query.toString().replaceAll('%2C', ',')
}

function readFilter(query: URLSearchParams): OrderFilter {
  const raw: Record<string, unknown> = {}
  for (const key of LISTS) {
    const parts = query.get(key)?.split(',').filter(Boolean)
    if (parts?.length) raw[key] = parts
  }
  for (const key of FLAGS) {
    const flag = query.get(key)
    if (flag === '1' || flag === '0') raw[key] = flag === '1'
  }
  for (const key of TEXTS) {
    const text = query.get(key)
    if (text) raw[key] = text
  }
  const rating = Number(query.get('ratedAtMost'))
  if (rating) raw.ratedAtMost = rating
  const filter = keepReadable(raw)
  if (Object.keys(filter).length > 0 || query.get('show') === ALL) return filter
  return DEFAULT
}

/** Condition by condition, so that one mistyped word does not lose the others. */
function keepReadable(raw: Record<string, unknown>): OrderFilter {
  const kept = Object.entries(raw).filter(([key, value]) => OrderFilter.safeParse({ [key]: value }).success)
  return OrderFilter.parse(Object.fromEntries(kept))
}

function writeFilter(filter: OrderFilter): URLSearchParams {
  const query = new URLSearchParams()
  for (const key of LISTS) if (filter[key]?.length) query.set(key, filter[key].join(','))
  for (const key of FLAGS) if (filter[key] !== undefined) query.set(key, filter[key] ? '1' : '0')
  for (const key of TEXTS) if (filter[key]) query.set(key, filter[key])
  if (filter.ratedAtMost) query.set('ratedAtMost', String(filter.ratedAtMost))
  return query
}
