import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../kernel/server/project-root.ts'
import { buildRegistry } from '../kernel/server/registry.ts'
import { metric, metricPoint } from '../mechanisms/metric/index.ts'
import { runImport } from '../mechanisms/register/cli.ts'
import { modules } from '../modules/index.ts'
import { type Scenario, scenario } from './scenario.ts'

const period = { from: '2025-09-01', to: '2026-01-31' }
const specs = buildRegistry(modules).all(metricPoint)

let s: Scenario

beforeAll(async () => {
  s = await scenario()
  s.at('2026-02-10T09:00:00+08:00')
  const { code } = await runImport(s.app, {
    kind: 'repair',
    file: join(projectRoot(), 'samples/报修登记-2025秋.xlsx'),
    commit: true,
    mode: 'good-rows',
    map: {},
    options: {},
    schoolId: s.schoolId,
    actor: { kind: 'system', name: '命令行导入' },
  })
  expect(code).toBe(0)
}, 120_000)

describe.each(specs.map(spec => [spec.id, spec] as const))('%s', (metricId, spec) => {
  it('has exactly the records that it counts, and they add up to it', async () => {
    for (const params of [{}, ...(spec.samples ?? [])] as Record<string, string>[]) {
      const reader = s.as('director')
      const value = await reader.call(metric.value, { metricId, period, params })
      const ids: string[] = []
      let sum = 0
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof read>> = await read(metricId, params, cursor)
        for (const row of page.rows) {
          ids.push(row.id)
          sum += row.amount
        }
        cursor = page.next
      } while (cursor)
      expect(new Set(ids).size, 'a record shown twice').toBe(ids.length)
      expect(ids.length).toBe(value.records)
      if (spec.additivity === 'sum') expect(Math.round(sum * 1000) / 1000).toBe(value.value)
      expect(value.title).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})

const read = (metricId: string, params: Record<string, string>, cursor: string | null) =>
  s.as('director').call(metric.rows, { metricId, period, params, limit: 150, ...(cursor ? { cursor } : {}) })

it('finds the sample behind the metrics', async () => {
  const value = await s.as('director').call(metric.value, { metricId: 'repair.items', period })
  expect(value.value).toBe(562 + 417 + 697)
})
