import { z } from 'zod'
import { Day, Instant } from '../../../kernel/pure/fields.ts'
import { Figure, ReportPeriod } from './figure.ts'

const Words = z.string().max(10_000)

/** Running text, a live figure, or words for which the author alone answers. */
export const Inline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: Words }),
  z.strictObject({ kind: z.literal('figure'), figure: Figure }),
  z.strictObject({ kind: z.literal('own'), text: Words }),
])
export type Inline = z.output<typeof Inline>

/** Where a block belongs and what made it; `key` finds it again in the next version. */
const origin = {
  key: z.string().max(120).optional(),
  section: z.string().max(40).optional(),
}

const Inlines = z.array(Inline).max(500)

export const Block = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string().max(200),
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('para'),
    inlines: Inlines,
    /** The sentence pattern, e.g. P1. */
    pattern: z.string().max(20).optional(),
    /** What an effect or a praise rests on. */
    source: z.string().max(500).optional(),
    ...origin,
  }),
  z.strictObject({
    kind: z.literal('list'),
    items: z.array(Inlines).max(300),
    pattern: z.string().max(20).optional(),
    ...origin,
  }),
])
export type Block = z.output<typeof Block>
export type Para = Extract<Block, { kind: 'para' }>

export const Signature = z.strictObject({
  role: z.string().max(40),
  name: z.string().max(60),
  on: Day,
})

/** A work summary: stored, edited and rendered in this shape. Numbering is the renderers' work. */
export const Doc = z.strictObject({
  title: z.string().max(200),
  org: z.string().max(100),
  period: ReportPeriod,
  /** Up to when the records were read. */
  asAt: Instant,
  blocks: z.array(Block).max(2000),
  /** 落款; without a day until it is signed. */
  signOff: z
    .strictObject({
      org: z.string().max(100),
      on: Day.nullable(),
      signatures: z.array(Signature).max(20),
    })
    .optional(),
})
export type Doc = z.output<typeof Doc>

type Said = string | Figure | Inline | readonly Inline[]

/** A sentence with its figures: say`共${total}，其中${parts}。` */
export function say(strings: TemplateStringsArray, ...parts: Said[]): Inline[] {
  const inlines: Inline[] = []
  for (const [index, text] of strings.entries()) {
    inlines.push({ kind: 'text', text })
    const part = parts[index]
    if (part === undefined) continue
    if (typeof part === 'string') inlines.push({ kind: 'text', text: part })
    else if (Array.isArray(part)) inlines.push(...part)
    else inlines.push('kind' in part ? part : { kind: 'figure', figure: part as Figure })
  }
  return joinText(inlines)
}

/** Neighbouring texts as one, empty ones gone. */
export function joinText(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const inline of inlines) {
    const last = joined.at(-1)
    if (inline.kind === 'figure') joined.push(inline)
    else if (last?.kind === inline.kind)
      joined[joined.length - 1] = { ...last, text: last.text + inline.text }
    else if (inline.text) joined.push(inline)
  }
  return joined
}

/** Several pieces with a separator between them. */
export function between(pieces: readonly (readonly Inline[])[], separator: string): Inline[] {
  return joinText(
    pieces.flatMap((piece, index) =>
      index ? [{ kind: 'text', text: separator } as const, ...piece] : piece,
    ),
  )
}

/** The block's runs of text: one for a paragraph, one for each item of a list, none for a heading. */
export function linesOf(block: Block): readonly (readonly Inline[])[] {
  if (block.kind === 'heading') return []
  return block.kind === 'para' ? [block.inlines] : block.items
}

/** The block with each of its runs changed. */
export function mapLines<B extends Block>(
  block: B,
  change: (line: readonly Inline[], index: number) => Inline[],
): B {
  if (block.kind === 'para') return { ...block, inlines: change(block.inlines, 0) }
  return block.kind === 'list' ? { ...block, items: block.items.map(change) } : block
}

export const figuresIn = (blocks: readonly Block[]): Figure[] =>
  blocks.flatMap(block =>
    linesOf(block).flatMap(line => line.flatMap(inline => (inline.kind === 'figure' ? [inline.figure] : []))),
  )

export const inlineText = (inline: Inline): string =>
  inline.kind === 'figure' ? inline.figure.display : inline.text

export const lineText = (line: readonly Inline[]): string => line.map(inlineText).join('')
