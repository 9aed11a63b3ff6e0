import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { projectRoot } from '../src/kernel/server/project-root.ts'
import { workorder } from '../src/mechanisms/workorder/contract.ts'
import { summary } from '../src/modules/summary/contract.ts'
import { scenario } from '../src/testing/scenario.ts'

const SIZES = [100_000, 200_000]
const RUNS = 15

/** Finished orders of the autumn term 2025 with one line each, straight into the tables: only reading is measured. */
const FILL = readFileSync(join(projectRoot(), 'bench/fill-orders.sql'), 'utf8')

it('work orders of one school', async () => {
  const s = await scenario()
  s.at('2026-01-20T09:00:00+08:00')
  let made = 0
  for (const size of SIZES) {
    await s.app.pool.query(
      FILL.replaceAll(':school', `'${s.schoolId}'`)
        .replaceAll(':from', String(made))
        .replaceAll(':to', String(size)),
    )
    await s.app.pool.query('analyze')
    made = size
    console.log(`\n${size.toLocaleString('en')} orders (median of ${RUNS}, ms at the server)`)
    const office = s.as('director')
    await measure('list, first page of 50, newest first', () => office.call(workorder.list, {}))
    await measure('  with total', () => office.call(workorder.list, { withTotal: true }))
    await measure('  one trade, one term, with total', () =>
      office.call(workorder.list, { trades: ['plumber'], term: '2025-autumn', withTotal: true }),
    )
    await measure('  words in Chinese', () => office.call(workorder.list, { text: '地漏' }))
    await measure('counts by trade and month', () => office.call(workorder.counts, { term: '2025-autumn' }))
    await measure('work summary of the term', () => office.call(summary.get, { term: '2025-autumn' }), 5)
  }
})

async function measure(title: string, work: () => Promise<unknown>, runs = RUNS): Promise<void> {
  await work()
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] as number).toFixed(1)
  console.log(`${title.padEnd(44)} ${at(0.5).padStart(8)}   (${at(0)} to ${at(1)})`)
}
