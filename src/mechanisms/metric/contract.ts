import { z } from 'zod'
import { Day, Id, line, pageInput, pageOf } from '../../kernel/pure/fields.ts'
import { defineContract, query } from '../../kernel/pure/operation.ts'

/** How a metric of parts becomes one of the whole (schools into a district, months into a term). */
export const ADDITIVITY = {
  sum: '可相加',
  distinct: '按不同的人（物）计，不可相加',
  ratio: '分子分母分别相加',
  minimum: '取最小',
  none: '不可合并',
} as const
export type Additivity = keyof typeof ADDITIVITY

export const Period = z.strictObject({ from: Day, to: Day })
export type Period = z.output<typeof Period>

/** Dimensions of a metric: {trade:'plumber', group:'…'}; each metric checks its own. */
export const Params = z.record(z.string().max(40), z.union([line(100), z.number(), z.boolean()]))
export type Params = z.output<typeof Params>

export const MetricValue = z.object({
  metricId: z.string(),
  params: Params,
  value: z.number(),
  unit: z.string(),
  /** How many records stand behind the value. */
  records: z.int(),
  /** What it counts, in words: 水道工报修次数 */
  title: z.string(),
  asAt: z.date(),
})
export type MetricValue = z.output<typeof MetricValue>

export const EvidenceRow = z.object({
  id: Id,
  kind: z.string(),
  no: z.string(),
  on: z.string(),
  title: z.string(),
  detail: z.string(),
  /** What this record adds to the value. */
  amount: z.number(),
  unit: z.string(),
  link: z.string(),
})
export type EvidenceRow = z.output<typeof EvidenceRow>

export const METRIC_READERS = [
  'principal',
  'vice_principal',
  'director',
  'clerk',
  'accountant',
  'auditor',
  'asset_keeper',
  'district_officer',
] as const

const which = { metricId: z.string().max(80), period: Period, params: Params.default({}) }

export const contract = defineContract({
  id: 'metric',
  title: '指标',
  operations: {
    list: query({
      title: '查看指标目录',
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            unit: z.string(),
            additivity: z.string(),
            meaning: z.string(),
            dimensions: z.array(z.string()),
          }),
        ),
      }),
      access: METRIC_READERS,
    }),
    value: query({
      title: '查看指标数值',
      input: z.strictObject(which),
      output: MetricValue,
      access: METRIC_READERS,
    }),
    rows: query({
      title: '查看数字背后的记录',
      input: z.strictObject({ ...which, ...pageInput }),
      output: pageOf(EvidenceRow).extend({ metric: MetricValue }),
      access: METRIC_READERS,
    }),
  },
  errors: {
    unknown: { status: 404, text: '没有“{id}”这个指标。它可能已改名，请从总结或指标目录重新打开。' },
    bad_params: { status: 400, text: '指标“{title}”的条件不对：{detail}。请从总结里的数字重新打开。' },
  },
})

export const metric = contract.operations
