import type { FaultItem, TradeCode } from './dictionary/index.ts'
import { type Item, parseItems } from './items.ts'
import { type FaultMatch, learnKey, matchFault } from './match-fault.ts'
import { isExtent } from './measures.ts'
import type { Quantity } from './quantity.ts'
import type { Guess, RowQuestion } from './reading.ts'

export interface RepairLine {
  /** null: nothing in the catalogue; the words stand for themselves. */
  itemCode: string | null
  itemName: string
  qty: number
  measure: string
  countsAsOrder: boolean
}

export interface LineSource {
  fault: string
  /** Another column that names the thing: 维修项目 beside 故障描述. */
  category?: string
  handling?: string
  /** From the quantity column. */
  quantity: Quantity | null
  /** From the column of units. */
  measure?: string
  trade?: TradeCode
  matcher: Matcher
}

export interface Matcher {
  match(text: string, trade: TradeCode | undefined, handled?: string): FaultMatch
  items(text: string): readonly Item[]
}

export interface LinesResult {
  lines: RepairLine[]
  questions: RowQuestion[]
  guesses: Guess[]
}

/** A matcher that looks every text up once: a register says the same few things over and over. */
export function matcherWith(learned: Readonly<Record<string, string>>): Matcher {
  const matches = new Map<string, FaultMatch>()
  const itemLists = new Map<string, readonly Item[]>()
  return {
    match: (text, trade, handled) =>
      once(matches, `${trade ?? ''}\t${text}\t${handled ?? ''}`, () =>
        matchFault(text, { trade, handled, learned }),
      ),
    items: text => once(itemLists, text, () => parseItems(text)),
  }
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

/**
 * What was repaired and how many. The quantity column decides; without it the number in the handling text
 * (修理更换灯具４只), else one.
 */
export function linesOf(source: LineSource): LinesResult {
  const result: LinesResult = { lines: [], questions: [], guesses: [] }
  const text =
    source.category && source.category !== source.fault ? `${source.category}，${source.fault}` : source.fault
  const parts = namedParts(text, source)
  const isCounted = parts.some(part => part.item.qty !== null || part.item.shared !== undefined)
  if (parts.length === 1 || (!isCounted && differing(parts).length < 2)) single(source, parts, text, result)
  else several(source, isCounted ? parts : differing(parts), result)
  return result
}

interface Part {
  item: Item
  match: FaultMatch
}

/** The items of a text; words that name nothing of their own describe their neighbour: 门坏，修门1扇. */
function namedParts(text: string, { trade, matcher }: LineSource): Part[] {
  const parts = matcher.items(text).map(item => ({ item, match: matcher.match(item.text, trade) }))
  const named = parts.filter(
    ({ item, match: found }) => item.qty !== null || item.shared !== undefined || found.confidence === 'sure',
  )
  const counted = named.filter(({ item }) => item.qty !== null)
  const kept = named.filter(
    part =>
      part.item.qty !== null ||
      part.item.shared !== undefined ||
      !counted.some(({ match: other }) => other.item?.reportGroup === part.match.item?.reportGroup),
  )
  return kept.length > 0 ? kept : parts.slice(0, 1)
}

/** One part for each different item. */
function differing(parts: readonly Part[]): Part[] {
  const seen = new Set<string>()
  return parts.filter(({ match }) => {
    const code = match.item?.code ?? ''
    if (match.confidence !== 'sure' || seen.has(code)) return false
    seen.add(code)
    return true
  })
}

function single(source: LineSource, parts: readonly Part[], text: string, result: LinesResult): void {
  const [part] = parts
  const whole = parts.length === 1 && part?.item.qty !== null && part?.item.text ? part.item.text : text
  const match = source.matcher.match(whole, source.trade, source.handling)
  const handled = handledQuantity(source, match.item)
  const written = part?.item.qty ?? null
  const qty = source.quantity?.value ?? written ?? handled.qty ?? 1
  const measure =
    source.quantity?.measure ??
    source.measure ??
    part?.item.measure ??
    (source.quantity ? undefined : handled.measure)
  if (source.quantity && written !== null && written !== source.quantity.value)
    result.questions.push({
      topic: 'quantity',
      text: `${source.fault}／${source.quantity.value}`,
      title: `内容里写的是 ${written}，数量一栏写的是 ${source.quantity.value}，按数量一栏计`,
      options: [],
    })
  addLine(result, whole, match, qty, measure)
  for (const extra of source.quantity || written !== null ? [] : handled.others) {
    addLine(result, extra.item.text, extra.match, extra.item.qty ?? 1, extra.item.measure)
    result.guesses.push({
      topic: 'fault',
      text: source.handling ?? '',
      taken: `另计 ${extra.match.item?.name}`,
    })
  }
}

/** What the handling text says of this item, and of other things that were done besides. */
function handledQuantity(
  { handling, trade, matcher }: LineSource,
  item: FaultItem | null,
): { qty?: number; measure?: string; others: Part[] } {
  if (!handling) return { others: [] }
  const counted = matcher
    .items(handling)
    .filter(done => done.qty !== null)
    .map(done => ({ item: done, match: matcher.match(done.text, trade) }))
  const isExact = ({ match }: Part) => match.item === null || match.item === item || item === null
  const isNear = ({ match }: Part) => match.item?.reportGroup === item?.reportGroup
  const own = counted.some(isExact) ? counted.filter(isExact) : counted.filter(isNear)
  const others = counted.filter(part => !own.includes(part) && part.match.confidence === 'sure')
  if (own.length === 0) return { others }
  const measure = own.find(part => part.item.measure)?.item.measure
  return {
    qty: own.reduce((sum, part) => sum + (part.item.qty ?? 0), 0),
    ...(measure ? { measure } : {}),
    others,
  }
}

function several(source: LineSource, parts: readonly Part[], result: LinesResult): void {
  const { quantity } = source
  if (parts.some(part => part.item.shared !== undefined))
    result.questions.push({
      topic: 'quantity',
      text: source.fault,
      title: '几项合写了一个数，分不清各是多少，暂按各 1 计',
      options: [],
    })
  const own = parts.reduce((sum, part) => sum + (part.item.qty ?? 1), 0)
  const isCounted = parts.some(part => part.item.qty !== null)
  if (quantity && quantity.value !== own) {
    if (!isCounted && quantity.value < parts.length) {
      const [first] = parts as [Part, ...Part[]]
      addLine(result, first.item.text, first.match, quantity.value, quantity.measure ?? source.measure)
      result.questions.push({
        topic: 'quantity',
        text: source.fault,
        title: `写了 ${parts.length} 项，数量却是 ${quantity.value}，只计第一项“${first.item.text}”`,
        options: [],
      })
      return
    }
    result.questions.push({
      topic: 'quantity',
      text: `${source.fault}／${quantity.value}`,
      title: isCounted
        ? `各项数量加起来是 ${own}，数量一栏写的是 ${quantity.value}，按各项计`
        : `写了 ${parts.length} 项，数量共 ${quantity.value}，分不清各是多少，多的算在第一项`,
      options: [],
    })
  }
  const spare = quantity && !isCounted ? quantity.value - parts.length : 0
  for (const [i, { item, match }] of parts.entries())
    addLine(
      result,
      item.text || source.fault,
      match,
      (item.qty ?? 1) + (i === 0 ? spare : 0),
      item.measure ?? source.measure,
    )
}

function addLine(
  result: LinesResult,
  text: string,
  match: FaultMatch,
  qty: number,
  measure: string | undefined,
): void {
  const { item } = match
  const counted = measure ?? item?.measure ?? '次'
  result.lines.push({
    itemCode: item?.code ?? null,
    itemName: item?.name ?? text,
    qty,
    measure: counted,
    countsAsOrder: (item?.countsAsOrder ?? true) && !isExtent(counted),
  })
  if (match.confidence === 'likely' && item) result.guesses.push({ topic: 'fault', text, taken: item.name })
  if (item === null)
    result.questions.push({
      topic: 'fault',
      key: learnKey(text),
      text,
      title: `“${text}”是哪一项维修`,
      options: match.alternatives.map(({ code, name }) => ({ value: code, label: name })),
    })
}
