import { between, type Inline, say } from '../doc.ts'
import { derivedFigure, type Figure } from '../figure.ts'
import {
  addUp,
  nothingRecorded,
  type PartFigure,
  type PatternResult,
  partPhrases,
  sentence,
} from './result.ts'

export interface TotalWithParts {
  key: string
  /** Up to the number: 本学期水道工承接报修单共 */
  opening: string
  /** What there is no record of when the total is nil: 水道工报修 */
  noun: string
  total: Figure
  /** Counted in the total. */
  parts: readonly PartFigure[]
  /** Measured beside the count: 修补侧石38米. */
  aside?: readonly PartFigure[]
  /** Beside the total, in brackets: a comparison. */
  remark?: readonly Inline[]
  /** Parts beyond these go into the remainder. */
  limit?: number
  /** What the remainder is called. */
  otherLabel?: string
}

/**
 * P1, a total and its parts. Parts are printed only if they add up to the total; what is missing
 * is named as a remainder, and parts that exceed their total are not printed at all.
 */
export function totalWithParts(spec: TotalWithParts): PatternResult {
  const { key, total } = spec
  const asides = (spec.aside ?? []).filter(part => part.figure.value !== 0)
  if (total.value === 0 && asides.length === 0) return nothingRecorded(key, total.period, spec.noun)

  const parts = spec.parts.filter(part => part.figure.value !== 0)
  const sum = addUp(parts.map(part => part.figure))
  const excess = sum > total.value
  const printed = excess ? [] : parts.slice(0, spec.limit ?? parts.length)
  const remark = spec.remark?.length ? say`（${spec.remark}）` : []
  const aside = asides.length ? say`；另${between(partPhrases(asides), '，')}` : []
  const inlines = say`${spec.opening}${total}${remark}${breakdown(spec, printed)}${aside}。`
  return {
    blocks: [sentence(key, 'P1', inlines)],
    missing: excess
      ? [
          {
            key,
            text: `${total.title}的分项合计${sum}，大于总数${total.display}，分项没有写出。请核对有没有重复登记。`,
          },
        ]
      : [],
  }
}

function breakdown(spec: TotalWithParts, parts: readonly PartFigure[]): Inline[] {
  const { total } = spec
  const [only] = parts
  if (!only) return []
  const rest = Math.round((total.value - addUp(parts.map(part => part.figure))) * 1000) / 1000
  if (rest > 0) return say`，其中${between([...partPhrases(parts), remainder(spec, parts, rest)], '，')}`
  if (parts.length > 1) return say`，其中${between(partPhrases(parts), '，')}`
  const what = `${only.verb ?? ''}${only.label}`
  return only.figure.unit === total.unit ? say`，均为${what}` : say`，均为${what}${only.figure}`
}

/** Its records are among the total's; which of them, the parts named beside it tell. */
function remainder(spec: TotalWithParts, parts: readonly PartFigure[], value: number): Inline[] {
  const { total, otherLabel = '其他' } = spec
  const figure = derivedFigure('remainder', [total, ...parts.map(part => part.figure)], {
    title: `${total.title}（${otherLabel}）`,
    value,
    unit: total.unit,
    records: total.records,
  })
  return say`${otherLabel}${figure}`
}

/** Several parts told as one: 疏通地漏205次 and 疏通拖把池140次 → 疏通地漏、拖把池345次. */
export function sumPart(
  label: string,
  parts: readonly [PartFigure, ...PartFigure[]],
  { verb = parts[0].verb, unit = parts[0].figure.unit }: { verb?: string | undefined; unit?: string } = {},
): PartFigure {
  const figures = parts.map(part => part.figure) as [Figure, ...Figure[]]
  const title = `${verb ?? ''}${label}`
  const figure = derivedFigure('sum', figures, { title, value: addUp(figures), unit })
  return { label, figure, ...(verb === undefined ? {} : { verb }) }
}
