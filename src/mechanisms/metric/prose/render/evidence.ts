import { fromInstant, SHANGHAI } from '../../../../kernel/pure/calendar/zone.ts'
import type { Doc, Inline } from '../doc.ts'
import type { Figure } from '../figure.ts'
import { dayInWords } from './numbering.ts'

/** Where the records behind a figure are found; nothing where they cannot be opened. */
export type LinkOf = (figure: Figure) => string | undefined

/** Beside numbers for which the author alone answers. */
export const OWN_MARK = '※'
export const OWN_LEGEND = `${OWN_MARK} 撰写人自述，不是系统记录。`

export const hasOwn = (doc: Doc): boolean =>
  doc.blocks.some(block => {
    if (block.kind === 'heading') return false
    const lines = block.kind === 'para' ? [block.inlines] : block.items
    return lines.some(line => line.some(inline => inline.kind === 'own'))
  })

/** 依据：水道工报修次数562次（562条记录）；更换水龙头47只（45条记录）。截至2026年1月31日。 */
export function evidenceNote(line: readonly Inline[], zone = SHANGHAI): string | undefined {
  const figures = new Map<string, Figure>()
  for (const inline of line) if (inline.kind === 'figure') figures.set(inline.figure.id, inline.figure)
  if (figures.size === 0) return undefined
  const told = [...figures.values()].map(
    ({ title, display, records }) => `${title}${display}（${records}条记录）`,
  )
  const days = [...new Set([...figures.values()].map(({ asAt }) => asAtDay(asAt, zone)))].sort()
  const asAt = days.map(dayInWords).join('、')
  return `依据：${told.join('；')}。截至${asAt}。`
}

export const asAtDay = (asAt: string, zone: string): string => fromInstant(new Date(asAt), zone).day
