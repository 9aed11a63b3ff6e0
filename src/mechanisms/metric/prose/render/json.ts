import { type Doc, figuresIn } from '../doc.ts'
import type { Figure } from '../figure.ts'
import { numbered } from './numbering.ts'
import { toPlainText } from './text.ts'

export interface JsonFigure {
  metric: string
  title: string
  params: Figure['params']
  value: number
  unit: string
  display: string
  records: number
  section: string | null
  asAt: string
  /** 'sum', 'remainder', 'difference' or 'change' for what was worked out from other figures. */
  derived: string | null
}

export interface JsonSummary {
  title: string
  org: string
  /** '2025-autumn', where the period is a term. */
  term: string | null
  period: Doc['period']
  asAt: string
  figures: JsonFigure[]
  text: string
}

/** For scripts: each figure with its metric, value and the number of records behind it. */
export function toJson(doc: Doc, { term = null }: { term?: string | null } = {}): JsonSummary {
  const figures = numbered(doc).flatMap(({ block, section }) =>
    figuresIn([block]).map(figure => ({ figure, section: section ?? null })),
  )
  return {
    title: doc.title,
    org: doc.org,
    term,
    period: doc.period,
    asAt: doc.asAt,
    figures: figures.map(({ figure, section }) => ({
      metric: figure.metricId,
      title: figure.title,
      params: figure.params,
      value: figure.value,
      unit: figure.unit,
      display: figure.display,
      records: figure.records,
      section,
      asAt: figure.asAt,
      derived: figure.derived?.how ?? null,
    })),
    text: toPlainText(doc),
  }
}
