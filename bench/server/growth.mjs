// `npm run bench:growth`: the same jobs as one school grows, and a picture of their cost.
//   SIZES=10000,100000,1000000   orders of the school; a million needs some 3 GB of disk and three minutes more
//   SECONDS=4 ROUNDS=3           as in bench:server
import { mkdirSync, writeFileSync } from 'node:fs'
import { openSession } from './fill.mjs'
import { factsOf, jobsFor } from './jobs.mjs'
import { measure, middle } from './measure.mjs'
import { openDistrict, schoolsOf } from './school.mjs'
import { startProduct } from './servers.mjs'
import { drawGrowth } from './svg.mjs'

const SIZES = (process.env.SIZES ?? '10000,100000').split(',').map(Number)
const SECONDS = Number(process.env.SECONDS ?? 4)
const ROUNDS = Number(process.env.ROUNDS ?? 3)
/** More assets than a school has would only make the filling longer. */
const MOST_ASSETS = 100_000

const say = line => process.stderr.write(`${line}\n`)

const series = new Map()
for (const size of SIZES) {
  say(`${size.toLocaleString('en')} orders`)
  const district = await openDistrict(schoolsOf(size, Math.min(size, MOST_ASSETS)), say)
  const product = await startProduct(district.url)
  try {
    const clerk = await openSession(district.client, 'first', 'clerk')
    const keeper = await openSession(district.client, 'first', 'keeper')
    for (const job of jobsFor(await factsOf(district.client), { clerk, keeper })) {
      const rounds = []
      await measure(product, job.product, { connections: 1, seconds: 1 })
      for (let round = 0; round < ROUNDS; round++)
        rounds.push(await measure(product, job.product, { connections: 1, seconds: SECONDS }))
      const { p50 } = middle(rounds)
      say(`  ${job.key}: ${p50.toFixed(2)} ms`)
      if (!series.has(job.key)) series.set(job.key, { title: job.title, points: [] })
      series.get(job.key).points.push({ size, ms: p50 })
    }
  } finally {
    await product.stop()
    await district.stop()
  }
}

mkdirSync(new URL('../results', import.meta.url), { recursive: true })
mkdirSync(new URL('../../docs/images', import.meta.url), { recursive: true })
const result = {
  at: new Date().toISOString(),
  seconds: SECONDS,
  rounds: ROUNDS,
  series: [...series.values()],
}
writeFileSync(new URL('../results/growth.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
writeFileSync(new URL('../../docs/images/growth.svg', import.meta.url), drawGrowth(result.series))

const head = SIZES.map(size => size.toLocaleString('en'))
process.stdout.write(
  [
    `| ms at one connection, by orders of the school | ${head.join(' | ')} |`,
    `|---|${'---:|'.repeat(head.length)}`,
    ...result.series.map(
      ({ title, points }) => `| ${title} | ${points.map(p => p.ms.toFixed(2)).join(' | ')} |`,
    ),
    '',
  ].join('\n'),
)
