import { pinyin } from 'pinyin-pro'
import { FAULT_ITEMS, type FaultItem, faultItem, type TradeCode } from './dictionary/index.ts'
import { likeness, tightText } from './text.ts'

export type Confidence = 'sure' | 'likely' | 'unsure'

export interface FaultMatch {
  /** null: nothing in the dictionary comes near. */
  item: FaultItem | null
  confidence: Confidence
  /** Others it may be, likeliest first; for choosing. */
  alternatives: FaultItem[]
}

export interface FaultHints {
  trade?: TradeCode
  /** What was done about it, which may name the thing the report did not. */
  handled?: string
  /** Earlier answers: learnKey(text) → item code. */
  learned?: Readonly<Record<string, string>>
}

/** Texts of which more is the same are the same question; a key must fit an index. */
const KEY_LENGTH = 200

/** What an answer about a text is remembered under. */
export const learnKey = (text: string): string => plainWords(text).slice(0, KEY_LENGTH)

const plainWords = (text: string): string =>
  tightText(text)
    .toLowerCase()
    .replace(/[,;、。.!?:'"]/g, '')

/** Finds the catalogue item a report speaks of: synonyms first, then likeness in writing and in sound. */
export function matchFault(text: string, hints: FaultHints = {}): FaultMatch {
  const key = plainWords(text)
  const learned = hints.learned?.[learnKey(text)]
  const item = learned === undefined ? undefined : faultItem(learned)
  if (item) return { item, confidence: 'sure', alternatives: [] }
  const named = byWords(key, hints.trade)
  if (named?.confidence === 'sure') return named
  const handled = hints.handled ? byWords(plainWords(hints.handled), hints.trade) : undefined
  if (handled?.confidence === 'sure' && (!named || handled.item?.trade === named.item?.trade))
    return { item: handled.item, confidence: 'likely', alternatives: named?.item ? [named.item] : [] }
  return named ?? byLikeness(key, hints.trade)
}

/** Whether a text names a catalogue item outright; quick, for looking through whole columns. */
export const namesFault = (text: string): boolean =>
  byWords(plainWords(text), undefined)?.confidence === 'sure'

interface Hit {
  item: FaultItem
  length: number
  /** Where it ends: of two nouns in a row, 空调插座, the last is the thing. */
  end: number
}

function byWords(key: string, trade: TradeCode | undefined): FaultMatch | undefined {
  if (key === '') return undefined
  const hits = FAULT_ITEMS.flatMap(item => longestHit(item, key) ?? []).sort((a, b) => compare(a, b, trade))
  const [best, ...others] = hits
  if (best) {
    const rivals = others.filter(hit => hit.item.reportGroup !== best.item.reportGroup && !covers(best, hit))
    const isClear = rivals.every(hit => hit.length < best.length || hit.end < best.end)
    return {
      item: best.item,
      confidence: isClear ? 'sure' : 'likely',
      alternatives: others.slice(0, 4).map(hit => hit.item),
    }
  }
  const hinted = FAULT_ITEMS.filter(item => item.hint?.test(key)).sort(
    (a, b) => Number(b.trade === trade) - Number(a.trade === trade),
  )
  const [first, ...rest] =
    trade && hinted.some(item => item.trade === trade) ? hinted.filter(i => i.trade === trade) : hinted
  return first ? { item: first, confidence: 'likely', alternatives: rest.slice(0, 4) } : undefined
}

const lowerSynonyms = new Map(FAULT_ITEMS.map(item => [item, item.synonyms.map(word => word.toLowerCase())]))

function longestHit(item: FaultItem, key: string): Hit | undefined {
  let best: Hit | undefined
  const consider = (length: number, at: number) => {
    const hit = { item, length, end: at + length }
    if (!best || hit.length > best.length || (hit.length === best.length && hit.end > best.end)) best = hit
  }
  for (const word of lowerSynonyms.get(item) ?? []) {
    const at = key.lastIndexOf(word)
    if (at >= 0) consider(word.length, at)
  }
  const match = item.pattern?.exec(key)
  if (match) consider(match[0].length, match.index)
  return best
}

/** The longer phrase names the thing more closely, then the later one; the sheet's own trade weighs one character. */
function compare(a: Hit, b: Hit, trade: TradeCode | undefined): number {
  const weight = (hit: Hit) => hit.length + (hit.item.trade === trade ? 1 : 0)
  return weight(b) - weight(a) || b.end - a.end
}

const covers = (outer: Hit, inner: Hit): boolean =>
  outer.end >= inner.end && outer.end - outer.length <= inner.end - inner.length

/** A whole page of text is like nothing; comparing it all would take seconds. */
const COMPARED = 60
const LIKELY = 0.7
const POSSIBLE = 0.34

function byLikeness(words: string, trade: TradeCode | undefined): FaultMatch {
  const key = words.slice(0, COMPARED)
  if (key.length < 2) return { item: null, confidence: 'unsure', alternatives: [] }
  const sound = soundOf(key)
  const scored = FAULT_ITEMS.map(item => {
    const score = soundsOf(item).reduce(
      (most, [word, wordSound]) =>
        Math.max(
          most,
          likeness(key, word),
          0.95 * contained(sound, wordSound),
          0.9 * likeness(sound, wordSound),
        ),
      0,
    )
    return { item, score: score + (item.trade === trade ? 0.05 : 0) }
  })
    .filter(({ score }) => score >= POSSIBLE)
    .sort((a, b) => b.score - a.score)
  const [best, ...others] = scored
  if (!best) return { item: null, confidence: 'unsure', alternatives: [] }
  const isLikely = best.score >= LIKELY
  return {
    item: isLikely ? best.item : null,
    confidence: isLikely ? 'likely' : 'unsure',
    alternatives: (isLikely ? others : scored).slice(0, 5).map(({ item }) => item),
  }
}

/** Each syllable as one character, so that sounds compare like texts: 底漏 and 地漏 are the same. */
function soundOf(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map(syllable => {
      const known = syllables.get(syllable)
      if (known) return known
      const sign = String.fromCharCode(0xe000 + syllables.size)
      syllables.set(syllable, sign)
      return sign
    })
    .join('')
}

const syllables = new Map<string, string>()
const sounds = new Map<string, [word: string, sound: string][]>()

function soundsOf(item: FaultItem): [word: string, sound: string][] {
  const known = sounds.get(item.code)
  if (known) return known
  const made = [item.name, ...item.synonyms].map((word): [string, string] => [
    word.toLowerCase(),
    soundOf(word),
  ])
  sounds.set(item.code, made)
  return made
}

/** A sound of three syllables or more inside another is telling; two need the text to be hardly longer. */
const contained = (text: string, word: string): number =>
  word.length >= 2 && text.includes(word) ? (word.length >= 3 ? 1 : 0.8) : 0
