import { type Block, type Doc, figuresIn, linesOf, mapLines } from '../doc.ts'
import type { Figure } from '../figure.ts'
import { wording } from './check.ts'

export interface MergedEdits {
  doc: Doc
  /** Figures whose number has changed since it was written into the text. */
  refreshed: { id: string; title: string; from: string; to: string }[]
  /** Figures in the text for which the system no longer has an answer; left as they were. */
  gone: Figure[]
  /** Blocks that the system would now write and the text does not have: offered, not put in. */
  offered: Block[]
}

/**
 * Brings an edited document up to date with a newly generated one. Figures are found by their id and
 * take the new numbers; sentences that nobody edited take the new wording; what people wrote stays.
 * With `base`, the generated document that was edited, untouched and removed blocks are told for sure.
 */
export function mergeEdits(generated: Doc, edited: Doc, base?: Doc): MergedEdits {
  const fresh = byKey(generated.blocks)
  const before = byKey(base?.blocks ?? [])
  const answers = new Map(figuresIn(generated.blocks).map(figure => [figure.id, figure]))
  const used = figuresIn(edited.blocks)

  const blocks = edited.blocks.flatMap((block): Block[] => {
    const now = block.key ? fresh.get(block.key) : undefined
    const was = block.key ? before.get(block.key) : undefined
    const untouched = was !== undefined && blockWording(was) === blockWording(block)
    // Still the system's own sentence: it goes as the system goes, even away.
    if (untouched) return now ? [now] : []
    if (now && blockWording(now) === blockWording(block)) return [now]
    return [refresh(block, answers)]
  })

  const present = new Set(edited.blocks.map(block => block.key))
  const isNew = ({ key }: Block) => key !== undefined && !present.has(key) && !before.has(key)
  const { title, org, signOff } = edited
  return {
    doc: { ...generated, title, org, blocks, ...(signOff ? { signOff } : {}) },
    refreshed: unique(used).flatMap(({ id, title, display }) => {
      const now = answers.get(id)
      return now && now.display !== display ? [{ id, title, from: display, to: now.display }] : []
    }),
    gone: unique(figuresIn(blocks)).filter(({ id }) => !answers.has(id)),
    offered: generated.blocks.filter(isNew),
  }
}

const byKey = (blocks: readonly Block[]): Map<string, Block> =>
  new Map(blocks.flatMap(block => (block.key ? [[block.key, block]] : [])))

const unique = (figures: readonly Figure[]): Figure[] => [...new Map(figures.map(f => [f.id, f])).values()]

const blockWording = (block: Block): string =>
  block.kind === 'heading'
    ? `${block.level}${block.text}`
    : `${block.kind}\u0002${linesOf(block).map(wording).join('\u0002')}`

const refresh = (block: Block, answers: ReadonlyMap<string, Figure>): Block =>
  mapLines(block, line =>
    line.map(inline => {
      const now = inline.kind === 'figure' ? answers.get(inline.figure.id) : undefined
      return now ? { kind: 'figure', figure: now } : inline
    }),
  )
