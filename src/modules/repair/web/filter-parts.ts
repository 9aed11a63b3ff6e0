import {
  CAUSES,
  LEVELS,
  type OrderFilter,
  orderMachine,
  SOURCES,
} from '../../../mechanisms/workorder/contract.ts'
import type { FilterPart } from '../../../web/ui/list/filter.ts'
import type { OrderChoices } from './order-choices.ts'

type Key = FilterPart['key']

/** The filter as the words of a sentence: 未完成的 · 电工 · 2025年秋季学期. */
export function filterParts(filter: OrderFilter, choices: OrderChoices): FilterPart[] {
  const several = (key: Key, label: string, value: readonly string[] | undefined, options: Options) => ({
    key,
    label,
    value: value ?? [],
    options,
    multiple: true,
  })
  const one = (key: Key, label: string, value: string | undefined, options: Options) => ({
    key,
    label,
    value: value ? [value] : [],
    options,
  })
  const yes = (key: Key, label: string, value: boolean | undefined, words: readonly [string, string]) => ({
    key,
    label,
    value: value === undefined ? [] : [value ? 'yes' : 'no'],
    options: [
      { value: 'yes', label: words[0] },
      { value: 'no', label: words[1] },
    ],
  })
  const parts: FilterPart[] = [
    {
      ...one('open', '办完没有', filter.open === undefined ? undefined : filter.open ? 'open' : 'over', [
        { value: 'open', label: '未完成的' },
        { value: 'over', label: '办完的' },
      ]),
      pinned: true,
    },
    { ...several('trades', '工种', filter.trades, choices.trades.map(coded)), pinned: true },
    { ...one('term', '学期', filter.term, choices.terms.map(coded)), pinned: true },
    several('states', '状态', filter.states, labels(orderMachine.states)),
    one('overdue', '超时', filter.overdue === undefined ? undefined : filter.overdue ? 'yes' : 'no', [
      { value: 'yes', label: '晚了的' },
      { value: 'no', label: '没晚的' },
    ]),
    one('assigneeId', '维修人', filter.unassigned ? NOBODY : filter.assigneeId, [
      { value: NOBODY, label: '还没派的' },
      ...choices.crew.map(m => ({ value: m.personId, label: m.name })),
    ]),
    one(
      'buildingId',
      '楼',
      filter.buildingId,
      choices.buildings.map(b => ({ value: b.id, label: b.name })),
    ),
    several('levels', '级别', filter.levels, labels(LEVELS)),
    several(
      'items',
      '维修项目',
      filter.items,
      choices.trades.flatMap(t => t.items.map(coded)),
    ),
    several('causes', '原因', filter.causes, labels(CAUSES)),
    several('sources', '来源', filter.sources, labels(SOURCES)),
    yes('rework', '返修', filter.rework, ['返修过的', '没返修过的']),
    yes('vendor', '厂家', filter.vendor, ['等厂家的', '不等厂家的']),
    one('ratedAtMost', '评分', filter.ratedAtMost?.toString(), [
      { value: '2', label: '评了2分以下' },
      { value: '3', label: '评了3分以下' },
    ]),
    one('mine', '和我', filter.mine, [
      { value: 'assigned', label: '派给我的' },
      { value: 'reported', label: '我报的' },
    ]),
    span(filter),
    {
      ...one('dueOn', '到期日', filter.dueOn, []),
      ...(filter.dueOn ? { text: `${filter.dueOn} 到期` } : {}),
    },
    { ...one('importId', '批次', filter.importId, []), ...(filter.importId ? { text: '这次导入的' } : {}) },
    { ...one('placeId', '地点', filter.placeId, []), ...(filter.placeId ? { text: '这个地点的' } : {}) },
  ]
  return parts.filter(part => part.options.length > 0 || part.text)
}

type Options = FilterPart['options']
const NOBODY = 'nobody'

/** The filter after one word has been chosen anew. */
export function withPart(filter: OrderFilter, key: string, value: readonly string[]): OrderFilter {
  const [first] = value
  const rest: OrderFilter = { ...filter }
  delete rest[key as keyof OrderFilter]
  switch (key) {
    case 'open':
      return first ? { ...rest, open: first === 'open' } : rest
    case 'overdue':
    case 'rework':
    case 'vendor':
      return first ? { ...rest, [key]: first === 'yes' } : rest
    case 'assigneeId': {
      const { unassigned: __, ...others } = rest
      if (first === NOBODY) return { ...others, unassigned: true }
      return first ? { ...others, assigneeId: first } : others
    }
    case 'ratedAtMost':
      return first ? { ...rest, ratedAtMost: Number(first) } : rest
    case 'span': {
      const { from: __, to: ___, ...others } = rest
      return others
    }
    case 'states':
      return value.length > 0 ? { ...unfinished(rest, value), states: [...value] as never } : rest
    case 'trades':
    case 'levels':
    case 'items':
    case 'causes':
    case 'sources':
      return value.length > 0 ? { ...rest, [key]: [...value] } : rest
    default:
      return first ? { ...rest, [key]: first } : rest
  }
}

/** A state that is over contradicts 未完成的, which then gives way. */
function unfinished(filter: OrderFilter, states: readonly string[]): OrderFilter {
  const over = ['done', 'confirmed', 'closed', 'rejected', 'cancelled']
  if (filter.open !== true || !states.some(s => over.includes(s))) return filter
  const { open: _, ...rest } = filter
  return rest
}

function span({ from, to }: OrderFilter): FilterPart {
  const text =
    from && to ? (from === to ? from : `${from} 至 ${to}`) : from ? `${from} 以后` : to ? `${to} 以前` : ''
  return { key: 'span', label: '报修日期', value: [], options: [], ...(text ? { text } : {}) }
}

const coded = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name })
const labels = (of: Readonly<Record<string, { label: string } | string>>): Options =>
  Object.entries(of).map(([value, v]) => ({ value, label: typeof v === 'string' ? v : v.label }))
