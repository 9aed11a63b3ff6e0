/** A parse that did not succeed; the text tells people what to write instead. */
export interface Refusal {
  refusal: string
}

export const isRefusal = (result: object): result is Refusal => 'refusal' in result

/** Normalised text that remembers where each of its characters stood. */
export interface MappedText {
  text: string
  /** starts[i] is the place of text[i] in the original; starts[text.length] its length. */
  starts: number[]
}

const INVISIBLE = /\p{Cf}|[\u2028\u2029]|\ufe0e|\ufe0f/u
/** Nothing to normalise: most cells, and this is called for every one of them. */
const PLAIN = /^[\x20-\x7e\u4e00-\u9fff、。]*$/
const DASH = /[\u2010-\u2015\u2212\u2500\uff0d\ufe63\u30fc]/g

/** One character as it is compared: full-width to half-width, ① to 1, every dash to -, every space to a space. */
function plainCharacter(character: string): string {
  if (INVISIBLE.test(character)) return character === '\u2028' ? '\n' : ''
  if (character === '\r') return ''
  if (character === '\n') return '\n'
  if (/\s|\u3164/.test(character)) return ' '
  // Compatibility forms would turn ″ into two primes and ㎡ into m2; the first is a ditto mark, the second wanted.
  if (character === '″' || character === '〞' || character === '〝') return '〃'
  return (
    character
      .normalize('NFKC')
      // Upright dashes of vertical text become dashes only here.
      .replace(DASH, '-')
      .replace(/[【〔［「『]/g, '[')
      .replace(/[】〕］」』]/g, ']')
  )
}

export function mapText(original: string): MappedText {
  let text = ''
  const starts: number[] = []
  let at = 0
  for (const character of original) {
    for (const plain of plainCharacter(character)) {
      text += plain
      for (let i = 0; i < plain.length; i++) starts.push(at)
    }
    at += character.length
  }
  starts.push(at)
  return { text, starts }
}

/** Text as it is parsed: half-width, without invisible characters, single spaces, trimmed; line breaks stay. */
export function cleanText(original: string): string {
  const isPlain = PLAIN.test(original)
  if (isPlain && !/^ | $| {2}/.test(original)) return original
  let text = isPlain ? original : ''
  if (!isPlain) for (const character of original) text += plainCharacter(character)
  return text
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n+/g, '\n')
    .trim()
}

/** Text as it is compared: clean and without any white space. */
export function tightText(original: string): string {
  const text = cleanText(original)
  return /\s/.test(text) ? text.replace(/\s+/g, '') : text
}

/** How alike two texts are by their pairs of neighbouring characters, 0..1. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const [left, right] = [pairsOf(a), pairsOf(b)]
  if (left.length === 0 || right.length === 0) return 0
  const open = [...right]
  let common = 0
  for (const pair of left) {
    const at = open.indexOf(pair)
    if (at < 0) continue
    open.splice(at, 1)
    common++
  }
  return (2 * common) / (left.length + right.length)
}

const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
