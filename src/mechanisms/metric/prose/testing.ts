import type { MetricValue } from '../contract.ts'
import { type Figure, figureOf, type ReportPeriod } from './figure.ts'
import type { Form } from './hedge.ts'
import type { PartFigure } from './patterns/index.ts'

/** Figures and parts for tests, as metrics would give them. */
export const autumn: ReportPeriod = { from: '2025-09-01', to: '2026-01-31', label: '本学期' }
export const spring: ReportPeriod = { from: '2025-02-01', to: '2025-07-10', label: '上学期' }
export const READ_AT = '2026-01-31T08:00:00.000Z'

export const measured = (
  title: string,
  value: number,
  unit: string,
  more: Partial<MetricValue> = {},
): MetricValue => ({
  metricId: 'test.count',
  params: { of: title },
  value,
  unit,
  records: Math.ceil(Math.abs(value)),
  title,
  asAt: new Date(READ_AT),
  ...more,
})

export const figure = (title: string, value: number, unit: string, form?: Form, period = autumn): Figure =>
  figureOf(measured(title, value, unit), period, form)

export const part = (verb: string, label: string, value: number, unit: string): PartFigure => ({
  verb,
  label,
  figure: figure(verb + label, value, unit),
})
