import { z } from 'zod'
import { Day, Instant, line } from '../../../kernel/pure/fields.ts'
import { type MetricValue, Params } from '../contract.ts'
import { EXACT, type Form, HEDGES, plain, write } from './hedge.ts'

/** The time that figures speak of, and how the text calls it: 本学期. */
export const ReportPeriod = z.strictObject({ from: Day, to: Day, label: line(30) })
export type ReportPeriod = z.output<typeof ReportPeriod>

/** What a worked-out figure was worked out from. */
export const FigureSource = z.strictObject({
  metricId: z.string().max(120),
  params: Params,
  period: ReportPeriod,
  value: z.number(),
})

export type FigureSource = z.output<typeof FigureSource>

/** A number in a text, with all it takes to open the records behind it. */
export const Figure = z.strictObject({
  /** The same for the same question; the answer may change. */
  id: z.string().min(1).max(2000),
  metricId: z.string().max(120),
  /** What it counts: 水道工报修次数 */
  title: z.string().max(200),
  params: Params,
  value: z.number(),
  unit: z.string().max(20),
  records: z.int().min(0),
  asAt: Instant,
  period: ReportPeriod,
  hedge: z.enum(HEDGES),
  /** As it stands in the text, with hedge and unit. */
  display: z.string().max(60),
  /** For figures worked out from others. */
  derived: z
    .strictObject({
      how: z.enum(['sum', 'remainder', 'difference', 'change']),
      from: z.array(FigureSource).max(200),
    })
    .optional(),
})
export type Figure = z.output<typeof Figure>
export type Derivation = NonNullable<Figure['derived']>['how']

/** A metric's value as a figure. Kept to the decimals that the text shows, so that both say the same. */
export function figureOf(measured: MetricValue, period: ReportPeriod, form: Form = EXACT): Figure {
  const value = keep(measured.value, form.kind === 'exact' ? form.decimals : undefined)
  return {
    id: figureId(measured.metricId, measured.params, period, form),
    metricId: measured.metricId,
    title: measured.title,
    params: measured.params,
    value,
    unit: measured.unit,
    records: measured.records,
    asAt: measured.asAt.toISOString(),
    period,
    ...write(value, measured.unit, form),
  }
}

/** The same question gets the same id: metric, parameters, period, way of writing. */
export function figureId(
  metricId: string,
  params: Figure['params'],
  period: ReportPeriod,
  form: Form = EXACT,
): string {
  const query = Object.keys(params)
    .sort()
    .map(key => `${key}=${String(params[key])}`)
    .join('&')
  const { kind, ...how } = form
  const style = [kind, ...Object.values(how)].join('')
  return `${metricId}?${query}@${period.from}..${period.to}${style === 'exact' ? '' : `~${style}`}`
}

/** A figure worked out from others: its records are theirs. */
export function derivedFigure(
  how: Derivation,
  from: readonly [Figure, ...Figure[]],
  spec: { title: string; value: number; unit: string; records?: number; form?: Form },
): Figure {
  const [first] = from
  const form = spec.form ?? EXACT
  const value = keep(spec.value, form.kind === 'exact' ? form.decimals : undefined)
  return {
    ...first,
    id: `${how}:${spec.title}(${first.id},${fingerprint(from.map(f => f.id).join())})`,
    // Not the metric itself, which has another value.
    metricId: `${first.metricId}:${how}`,
    title: spec.title,
    value,
    unit: spec.unit,
    records: spec.records ?? from.reduce((sum, f) => sum + f.records, 0),
    asAt: from.map(f => f.asAt).sort()[0] as string,
    ...write(value, spec.unit, form),
    derived: {
      how,
      from: from.flatMap(questionsOf),
    },
  }
}

/** The questions whose records stand behind a figure: its own, or those it was worked out from. */
export function questionsOf(figure: Figure): FigureSource[] {
  const { metricId, params, period, value } = figure
  return figure.derived ? figure.derived.from : [{ metricId, params, period, value }]
}

/**
 * A share in percent with one decimal. Never rounded up to 100 nor down to 0, which would claim
 * that all or none were so.
 */
export function percent(part: number, whole: number): number {
  if (whole <= 0) throw new RangeError('a share of nothing')
  const share = Math.round((part / whole) * 1000) / 10
  if (share >= 100 && part < whole) return 99.9
  return share <= 0 && part > 0 ? 0.1 : share
}

/** Metrics of money count fen; texts speak of yuan. */
export function inYuan(measured: MetricValue): MetricValue {
  return measured.unit === '分' ? { ...measured, value: measured.value / 100, unit: '元' } : measured
}

const keep = (value: number, decimals = 3): number =>
  Number(plain(Math.round(value * 10 ** decimals) / 10 ** decimals))

/** FNV-1a: short, the same everywhere, and enough to tell the figures of one paper apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}
