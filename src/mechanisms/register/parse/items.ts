import { MEASURE_IN_TEXT, plainMeasure } from './measures.ts'
import { NUMERALS, plainNumber } from './numerals.ts'
import { mapText } from './text.ts'

export interface Item {
  /** What was done or broke, without quantity and remark: 修锁. */
  text: string
  /** null: none was written; whoever asked decides. */
  qty: number | null
  measure?: string
  /** What stood in brackets: 换锁2把(宿舍). */
  note?: string
  /** Written as 共3 for this and its neighbours, so that each one's share is unknown. */
  shared?: number
  /** Place in the original text, from and to. */
  span: [number, number]
}

const NUMBER = `\\d+(?:\\.\\d+)?|[${NUMERALS}]+`
/**
 * 2把, 两扇, 各1只, x3, ×3只, :3. A number after a letter or a digit is part of a name (T8, 60×60), one after
 * 第 an ordinal; one before another word a compound (四件套, 一次性).
 */
const QUANTITY = new RegExp(
  `(?<![A-Za-z\\d.第])(?<each>各|共|计|共计|约)?(?<n>${NUMBER}) ?(?<m>${MEASURE_IN_TEXT})(?![套性芯型式]|(?<=[a-z])[a-z\\d])(?<half>半)?` +
    `|(?<!\\d ?)[x×*X] ?(?<times>${NUMBER}) ?(?<tm>${MEASURE_IN_TEXT})?(?!\\d)` +
    `|(?<=[\\u4e00-\\u9fff] ?[: ] ?|[\\u4e00-\\u9fff])(?<bare>\\d{1,2})(?= ?(?:[,;、。\\n+]|$))`,
  'g',
)
const HARD =
  /[,;、。\n+|]|\/(?!\d)|(?<=[\u4e00-\u9fff)\]\d]) *(?:和|及|以及|并且?) *(?=[\u4e00-\u9fff])(?![气谐])/g
/** A quantity right after one of these belongs to what follows: 换2把锁. */
const VERB_ONLY =
  /^(?:已|新|另|又|再|帮|需|要|请|共|修理更换|维修更换|更换|调换|修理|维修|修复|修|换|配换|配|安装|加装|加|装|拆|疏通|通|补|新装|新换|检修|处理|领|用|有)*$/

/** '修锁1把，换玻璃2块' → two items; '更换灯管、开关各1只' → two of one each. */
export function parseItems(original: string): Item[] {
  const { text, starts } = mapText(withoutCircles(original))
  const { flat, notes } = liftBrackets(withoutNumbering(text))
  const found = segmentsOf(flat).flatMap(([from, to]) => withinSegment(flat, from, to))
  return distribute(joined(found))
    .filter(({ item }) => item.text !== '' || item.qty !== null)
    .map(({ item, from, to }) => {
      const mine = notes.filter(({ at }) => at >= from && at <= to)
      let end = mine.reduce((last, { at, length }) => (at <= last ? Math.max(last, at + length) : last), to)
      if (/[)\]]/.test(text.charAt(end))) end++
      while (end > from && text[end - 1] === ' ') end--
      const lead = /^ */.exec(text.slice(from, end))?.[0].length ?? 0
      return {
        ...item,
        ...(mine.length > 0 ? { note: mine.map(remark => remark.text).join('；') } : {}),
        span: [starts[from + lead] as number, starts[end] as number],
      } satisfies Item
    })
}

/** ①修灯②换锁: the circles part items, they count nothing. Keeps every character's place. */
const withoutCircles = (text: string): string => (/^\s*①/.test(text) ? text.replace(/[①-⑳]/g, '；') : text)

const NUMBERING =
  /(?<=^|[\n,;。 ] *)(?:\((\d{1,2})\)|(\d{1,2})(?:[、)](?!\d号|\d[幢栋#])|\.(?!\d)))(?=\S| \S)/g

/** '1、302灯不亮 2、修锁一把': the numbers of a list that counts from one are no quantities. */
function withoutNumbering(text: string): string {
  let next = 1
  return text.replace(NUMBERING, (mark, inBrackets?: string, plain?: string, at = 0) => {
    const isNext = Number(inBrackets ?? plain) === next && (next > 1 || text.slice(0, at).trim() === '')
    if (!isNext) return mark
    next++
    return ';'.padEnd(mark.length)
  })
}

interface Found {
  item: Omit<Item, 'span'>
  from: number
  to: number
  each?: '各' | '共'
}

interface Remark {
  at: number
  length: number
  text: string
}

/** Blanks out remarks in brackets, so that separators inside them do not cut; a bracketed quantity stays. */
function liftBrackets(text: string): { flat: string; notes: Remark[] } {
  const notes: Remark[] = []
  const isQuantity = new RegExp(`^[(\\[] ?(?:[x×*]|共)? ?(?:${NUMBER}) ?(?:${MEASURE_IN_TEXT})? ?[)\\]]$`)
  const flat = text.replace(/\([^()]*\)|\[[^[\]]*\]/g, (whole, at: number) => {
    if (isQuantity.test(whole)) return ` ${whole.slice(1, -1)} `
    notes.push({ at, length: whole.length, text: whole.slice(1, -1).trim() })
    return '\u0000'.repeat(whole.length)
  })
  return { flat, notes }
}

function segmentsOf(text: string): [number, number][] {
  const segments: [number, number][] = []
  let from = 0
  for (const match of text.matchAll(HARD)) {
    segments.push([from, match.index])
    from = match.index + match[0].length
  }
  segments.push([from, text.length])
  return segments
}

interface Mark {
  at: number
  end: number
  value: number
  measure: string | undefined
  each: '各' | '共' | undefined
}

function marksIn(segment: string): Mark[] {
  return [...segment.matchAll(QUANTITY)].flatMap(match => {
    const { n, m, times, tm, bare, each, half } = match.groups ?? {}
    const value = plainNumber(n ?? times ?? bare ?? '')
    if (value === null) return []
    const measure = m ?? tm
    return {
      at: match.index,
      end: match.index + match[0].length,
      value: value + (half ? 0.5 : 0),
      measure: measure ? plainMeasure(measure.toLowerCase()) : undefined,
      each: each === '各' ? '各' : each?.startsWith('共') ? '共' : undefined,
    } as const
  })
}

/** Within a segment a quantity closes an item, unless it stands before its noun. */
function withinSegment(flat: string, from: number, to: number): Found[] {
  const segment = flat.slice(from, to)
  const marks = marksIn(segment)
  const found: Found[] = []
  let start = 0
  for (const [i, mark] of marks.entries()) {
    if (mark.at < start) continue
    const before = name(segment.slice(start, mark.at))
    const next = marks[i + 1]
    const after = name(segment.slice(mark.end, next?.at ?? segment.length))
    if (VERB_ONLY.test(before) && after !== '' && !mark.each) {
      const end = endOfPrefixed(segment, mark, next, marks[i + 2])
      if (end === null) continue
      found.push(made(before + name(segment.slice(mark.end, end)), mark, from + start, from + end))
      start = end
      continue
    }
    found.push(made(before, mark, from + start, from + mark.end))
    start = mark.end
  }
  const rest = name(segment.slice(start))
  const last = found.at(-1)
  if (rest !== '' && !/^(?:等|的|左右|余|多|,|\.)+$/.test(rest))
    found.push(...unquantified(flat, from + start, to))
  else if (last && marks.length === 0) last.to = to
  return found
}

/** Where 2根灯管 ends when the quantity stands first; null when it belongs to a name: 三层床板1块. */
function endOfPrefixed(
  segment: string,
  mark: Mark,
  next: Mark | undefined,
  afterNext: Mark | undefined,
): number | null {
  if (!next) return segment.length
  const between = segment.slice(mark.end, next.at)
  const inner = /\S( +)\S/.exec(between)
  if (inner) return mark.end + inner.index + 1
  const following = name(segment.slice(next.end, afterNext?.at ?? segment.length))
  return / $/.test(between) && following !== '' ? next.at : null
}

/** Words without a quantity; spaces part those that could each stand alone: 修门 换锁. */
function unquantified(flat: string, from: number, to: number): Found[] {
  const words = [...flat.slice(from, to).matchAll(/[^ ]+/g)]
  const alone = words.every(([word]) => /^[\u4e00-\u9fff\0]{2,}$/.test(word) && !VERB_ONLY.test(word))
  if (!alone) return [{ item: { text: name(flat.slice(from, to)), qty: null }, from, to }]
  return words.map(word => ({
    item: { text: name(word[0]), qty: null },
    from: from + word.index,
    to: from + word.index + word[0].length,
  }))
}

function made(text: string, mark: Mark, from: number, to: number): Found {
  return {
    item: { text, qty: mark.value, ...(mark.measure ? { measure: mark.measure } : {}) },
    from,
    to,
    ...(mark.each ? { each: mark.each } : {}),
  }
}

/** A quantity cut off from its words: 疏通地漏，2次. */
function joined(found: readonly Found[]): Found[] {
  const result: Found[] = []
  for (const one of found) {
    const before = result.at(-1)
    if (one.item.text === '' && one.item.qty !== null && !one.each && before?.item.qty === null) {
      before.item = { ...one.item, text: before.item.text }
      before.to = one.to
    } else result.push({ ...one })
  }
  return result
}

/** 各 gives its quantity to the bare items before it; 共 cannot be shared out unless each gets one. */
function distribute(found: readonly Found[]): Found[] {
  const result = found.map(one => ({ ...one, item: { ...one.item } }))
  for (const [i, { each, item }] of result.entries()) {
    if (!each) continue
    let first = i
    while (first > 0 && result[first - 1]?.item.qty === null) first--
    if (first === i) continue
    const group = result.slice(first, i + 1)
    const total = item.qty as number
    for (const member of group) {
      if (each === '各' || total === group.length) member.item.qty = each === '各' ? total : 1
      else {
        member.item.qty = null
        member.item.shared = total
      }
      if (item.measure) member.item.measure = item.measure
    }
  }
  return result
}

const name = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .replace(/^[\s:.\-·]+|[\s:.\-·]+$/g, '')
    .replace(/^\d{1,2}[.、)]\s*(?=[\u4e00-\u9fff])/, '')
    .replace(/ +/g, ' ')
