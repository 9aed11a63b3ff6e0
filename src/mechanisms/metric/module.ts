import type { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineModule, extensionPoint, type Handlers } from '../../kernel/server/module.ts'
import {
  ADDITIVITY,
  type Additivity,
  contract,
  type MetricValue,
  type Params,
  type Period,
} from './contract.ts'
import type { EvidencePage, EvidenceRequest } from './evidence.ts'

/** A named number: its value and the rows that make it, from the same records. */
export interface MetricSpec<P extends z.ZodType = z.ZodType> {
  id: string
  title: string
  unit: string
  additivity: Additivity
  /** One sentence: exactly what is counted, and what is not. */
  meaning: string
  params: P
  /** Names of the dimensions for the catalogue. */
  dimensions?: readonly string[]
  /** The title with its parameters: 水道工报修次数 */
  describe?(params: z.output<P>): string
  value(
    ctx: Ctx,
    period: Period,
    params: z.output<P>,
  ): Promise<{ value: number; records: number; unit?: string }>
  /** Ordered and paged, see `evidencePage`; over all pages, `amount` adds up to the value where the metric is a sum. */
  rows(ctx: Ctx, period: Period, params: z.output<P>, page: EvidenceRequest): Promise<EvidencePage>
  /** Parameters on which every-module tests run it, beside none. */
  samples?: readonly z.input<P>[]
}

export const metricPoint = extensionPoint<MetricSpec>('metric.spec')

/** Keeps the type of the parameters while it is written, and drops it for the registry. */
export function defineMetric<P extends z.ZodType>(spec: MetricSpec<P>): MetricSpec {
  return spec as unknown as MetricSpec
}

/** A metric's value, with everything a figure in a text must carry. */
export async function measure(
  ctx: Ctx,
  metricId: string,
  period: Period,
  params: Params = {},
): Promise<MetricValue> {
  const spec = findMetric(ctx, metricId)
  const parsed = parseParams(spec, params)
  const { value, records, unit } = await spec.value(ctx, period, parsed)
  return {
    metricId,
    params,
    value,
    records,
    unit: unit ?? spec.unit,
    title: spec.describe?.(parsed) ?? spec.title,
    asAt: ctx.now,
  }
}

function findMetric(ctx: Ctx, id: string): MetricSpec {
  const spec = ctx.all(metricPoint).find(m => m.id === id)
  if (!spec) throw contract.fail('unknown', { id })
  return spec
}

function parseParams(spec: MetricSpec, params: Params): unknown {
  const result = spec.params.safeParse(params)
  if (result.success) return result.data
  throw contract.fail('bad_params', { title: spec.title, detail: result.error.issues[0]?.message ?? '' })
}

const handlers: Handlers<typeof contract> = {
  async list(ctx) {
    return {
      rows: ctx.all(metricPoint).map(m => ({
        id: m.id,
        title: m.title,
        unit: m.unit,
        additivity: ADDITIVITY[m.additivity],
        meaning: m.meaning,
        dimensions: [...(m.dimensions ?? [])],
      })),
    }
  },
  value: (ctx, input) => measure(ctx, input.metricId, input.period, input.params),
  async rows(ctx, input) {
    const spec = findMetric(ctx, input.metricId)
    const parsed = parseParams(spec, input.params)
    const page = await spec.rows(ctx, input.period, parsed, { cursor: input.cursor, limit: input.limit })
    return { ...page, metric: await measure(ctx, input.metricId, input.period, input.params) }
  },
}

export const metricModule = defineModule({ contract, dependsOn: [], handlers })
