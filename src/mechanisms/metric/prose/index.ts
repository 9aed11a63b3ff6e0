export { type Assembled, type AssembleSpec, assemble, type Contribution } from './assemble.ts'
export {
  Block,
  between,
  Doc,
  figuresIn,
  Inline,
  inlineText,
  joinText,
  linesOf,
  lineText,
  mapLines,
  type Para,
  Signature,
  say,
} from './doc.ts'
export {
  checkEdited,
  type EditCheck,
  type FigureProblem,
  markOwn,
  type OwnSpan,
  type Place,
} from './editing/check.ts'
export { findNumbers, type NumberSpan } from './editing/find-numbers.ts'
export { type MergedEdits, mergeEdits } from './editing/merge.ts'
export {
  derivedFigure,
  Figure,
  FigureSource,
  figureId,
  figureOf,
  inYuan,
  percent,
  questionsOf,
  ReportPeriod,
} from './figure.ts'
export { displayHolds, EXACT, type Form, type Hedge, nearHedge, truncateHedge, write } from './hedge.ts'
export * from './patterns/index.ts'
export { evidenceNote, type LinkOf, OWN_LEGEND, OWN_MARK } from './render/evidence.ts'
export { type JsonFigure, type JsonSummary, toJson } from './render/json.ts'
export { type MarkdownOptions, toMarkdown } from './render/markdown.ts'
export { type Numbered, numbered } from './render/numbering.ts'
export { toPlainText } from './render/text.ts'
export { DEPARTMENT_SECTIONS, type Obligation, type SectionSpec } from './sections.ts'
