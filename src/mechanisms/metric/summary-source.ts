import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import type { Params } from './contract.ts'
import { measure } from './module.ts'
import type { Contribution } from './prose/assemble.ts'
import { type Figure, figureOf, type ReportPeriod } from './prose/figure.ts'
import type { Form } from './prose/hedge.ts'

export interface SummaryRequest {
  period: ReportPeriod
  /** The time before, to compare with; none where the school has no such term. */
  previous: ReportPeriod | undefined
}

/** What a module has to tell in a work summary. */
export interface SummarySource {
  id: string
  contribute(ctx: Ctx, request: SummaryRequest): Promise<Contribution[]>
}

export const summaryPoint = extensionPoint<SummarySource>('metric.summary')

/** A metric's value as a figure of the text. */
export async function figureFor(
  ctx: Ctx,
  metricId: string,
  period: ReportPeriod,
  params: Params = {},
  form?: Form,
): Promise<Figure> {
  const measured = await measure(ctx, metricId, { from: period.from, to: period.to }, params)
  return figureOf(measured, period, form)
}
