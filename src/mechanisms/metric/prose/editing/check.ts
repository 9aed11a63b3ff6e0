import { type Block, type Doc, type Inline, joinText, linesOf, mapLines } from '../doc.ts'
import type { Figure } from '../figure.ts'
import { findNumbers } from './find-numbers.ts'

/** Where in a document: the block, the item of a list (0 in a paragraph), the inline; none in headings. */
export interface Place {
  block: number
  line: number
  inline: number | null
}

export interface FigureProblem extends Place {
  reason: 'unknown' | 'altered' | 'bent'
  /** For the writer: what is wrong, why, and the way out. */
  text: string
}

/** A number in free text that no record supports: the author's own. */
export interface OwnSpan extends Place {
  from: number
  to: number
  text: string
}

export interface EditCheck {
  ok: boolean
  problems: FigureProblem[]
  own: OwnSpan[]
}

/**
 * Checks an edited document: each figure must be one of the system's, exactly as the system gave it,
 * with nothing beside it that bends its meaning; numbers typed by hand are found. Sentences that are
 * still the generated ones (`generated`) hold only the system's words and are not searched.
 */
export function checkEdited(doc: Doc, allowedFigures: readonly Figure[], generated?: Doc): EditCheck {
  const allowed = new Map(allowedFigures.map(figure => [figure.id, stable(figure)]))
  const untouched = new Set(generated?.blocks.flatMap(block => wordings(block)))
  const problems: FigureProblem[] = []
  const own: OwnSpan[] = []
  for (const [block, content] of doc.blocks.entries()) {
    if (content.kind === 'heading' && !untouched.has(content.text))
      own.push(...findNumbers(content.text).map(span => ({ block, line: 0, inline: null, ...span })))
    for (const [line, raw] of linesOf(content).entries()) {
      const inlines = joinText(raw)
      const at = { block, line }
      const isSystems = untouched.has(wording(inlines))
      problems.push(...figureProblems(inlines, allowed, at, isSystems))
      if (!isSystems) own.push(...ownSpans(inlines, at))
    }
  }
  return { ok: problems.length === 0, problems, own }
}

/** The document with the numbers found by `checkEdited` set apart as the author's own. */
export function markOwn(doc: Doc, spans: readonly OwnSpan[]): Doc {
  return {
    ...doc,
    blocks: doc.blocks.map((block, at) =>
      mapLines(block, (raw, line) =>
        joinText(raw).flatMap((inline, index) => {
          const here = spans.filter(s => s.block === at && s.line === line && s.inline === index)
          return inline.kind === 'text' ? cutOut(inline.text, here) : [inline]
        }),
      ),
    ),
  }
}

/** The sentence with its figures' questions in place of their answers: the same while nobody edits it. */
export const wording = (line: readonly Inline[]): string =>
  line.map(inline => (inline.kind === 'figure' ? `\u0001${inline.figure.id}\u0001` : inline.text)).join('')

const wordings = (block: Block): string[] =>
  block.kind === 'heading' ? [block.text] : linesOf(block).map(wording)

function figureProblems(
  inlines: readonly Inline[],
  allowed: ReadonlyMap<string, string>,
  at: { block: number; line: number },
  isSystems: boolean,
): FigureProblem[] {
  return inlines.flatMap((inline, index): FigureProblem[] => {
    if (inline.kind !== 'figure') return []
    const { figure } = inline
    const problem = (reason: FigureProblem['reason'], text: string) => [
      { ...at, inline: index, reason, text },
    ]
    const known = allowed.get(figure.id)
    if (known === undefined)
      return problem(
        'unknown',
        `“${figure.display}”不是系统给出的数字，没有记录支持。请删去，或改成自己的话。`,
      )
    if (known !== stable(figure))
      return problem(
        'altered',
        `“${figure.display}”和系统里的数字不一致，系统数字不能改写。请刷新数字，或删去后用自己的话写。`,
      )
    const bend = isSystems ? undefined : bending(inlines[index - 1], inlines[index + 1])
    return bend
      ? problem(
          'bent',
          `“${bend}”紧挨着系统数字“${figure.display}”，会改变它的意思。请删去“${bend}”，或把数字改成自己的话。`,
        )
      : []
  })
}

/** What stands so close to a figure that another number is read: 1|562次, 近|562次, 562次|以上. */
function bending(before: Inline | undefined, after: Inline | undefined): string | undefined {
  const left = before && before.kind !== 'figure' ? BENDS_BEFORE.exec(before.text)?.[0] : undefined
  const right = after && after.kind !== 'figure' ? BENDS_AFTER.exec(after.text)?.[0] : undefined
  return left?.trim() || right?.trim() || undefined
}

const BENDS_BEFORE =
  /(?:[\d０-９.．百千万亿][\s,，]?|(?<![附最邻])近|(?<![节预合签制])约|逾|超过?|接近|不足|不到|至少|至多|最多|负|-)\s*$/u
const BENDS_AFTER = /^\s*(?:[\d０-９%％‰万亿]|余|左右|上下|以上|以下|不到)/u

const ownSpans = (inlines: readonly Inline[], at: { block: number; line: number }): OwnSpan[] =>
  inlines.flatMap((inline, index) =>
    inline.kind === 'text' ? findNumbers(inline.text).map(span => ({ ...at, inline: index, ...span })) : [],
  )

function cutOut(text: string, spans: readonly OwnSpan[]): Inline[] {
  const pieces: Inline[] = []
  let done = 0
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    pieces.push({ kind: 'text', text: text.slice(done, from) }, { kind: 'own', text: text.slice(from, to) })
    done = to
  }
  pieces.push({ kind: 'text', text: text.slice(done) })
  return pieces.filter(piece => piece.kind === 'figure' || piece.text !== '')
}

/** The same text for the same content, whatever the order of keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
