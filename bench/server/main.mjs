// `npm run bench:server`: the product against a bare node:http + pg server on the same database.
//   SECONDS=5 ROUNDS=3     length and number of rounds of each job on each server
//   ORDERS, ASSETS         rows of the first school (100,000 each)
//   SIZE=district          afterwards the same once more among 299 other schools, 10 million rows in all
//   JOBS=list,by-id        only these
//   PROFILE=folder         the product runs under --cpu-prof; figures are then not to be compared
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { openSession } from './fill.mjs'
import { factsOf, jobsFor } from './jobs.mjs'
import { measure, middle } from './measure.mjs'
import { asMarkdown } from './report.mjs'
import { openDistrict, schoolsOf } from './school.mjs'
import { startBare, startProduct } from './servers.mjs'

const SECONDS = Number(process.env.SECONDS ?? 4)
const ROUNDS = Number(process.env.ROUNDS ?? 3)
const ORDERS = Number(process.env.ORDERS ?? 100_000)
const ASSETS = Number(process.env.ASSETS ?? ORDERS)
const CONNECTIONS = (process.env.CONNECTIONS ?? '1,16').split(',').map(Number)
const ONLY = process.env.JOBS?.split(',')
const WARM_UP = 1

const say = line => process.stderr.write(`${line}\n`)

const sizes = [{ key: 'school', title: 'one school', schools: schoolsOf(ORDERS, ASSETS) }]
if (process.env.SIZE === 'district')
  sizes.push({
    key: 'district',
    title: 'the same school in a district of 300',
    schools: schoolsOf(ORDERS, ASSETS, 299),
  })

const result = {
  at: new Date().toISOString(),
  machine: {
    cores: cpus().length,
    model: cpus()[0]?.model,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  settings: { seconds: SECONDS, rounds: ROUNDS, orders: ORDERS, assets: ASSETS },
  sizes: [],
}
for (const size of sizes) {
  say(`${size.title}: ${size.schools.length} schools`)
  result.sizes.push({ key: size.key, title: size.title, ...(await runSize(size.schools)) })
}
mkdirSync(new URL('./results', new URL('..', import.meta.url)), { recursive: true })
const file = new URL(`../results/server-${process.env.SIZE ?? 'school'}.json`, import.meta.url)
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(asMarkdown(result))

async function runSize(schools) {
  const district = await openDistrict(schools, say)
  const profile = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : []
  const product = await startProduct(district.url, { node: profile })
  const bare = await startBare(district.url)
  try {
    const facts = await factsOf(district.client)
    const session = await openSession(district.client, 'first', 'clerk')
    const keeper = await openSession(district.client, 'first', 'keeper')
    const jobs = jobsFor(facts, { clerk: session, keeper }).filter(job => !ONLY || ONLY.includes(job.key))
    const figures = []
    for (const job of jobs) figures.push(...(await runJob(job, { product, bare })))
    return { rows: district.rows, postgres: district.version, jobs: figures }
  } finally {
    await product.stop()
    await bare.stop()
    await district.stop()
  }
}

/** Rounds of both servers take turns, so that whatever else the machine does falls on both. */
async function runJob(job, servers) {
  const figures = []
  for (const connections of CONNECTIONS) {
    const rounds = { product: [], bare: [] }
    const sides = job.bare ? ['product', 'bare'] : ['product']
    for (const side of sides) await measure(servers[side], job[side], { connections, seconds: WARM_UP })
    for (let round = 0; round < ROUNDS; round++)
      for (const side of sides)
        rounds[side].push(await measure(servers[side], job[side], { connections, seconds: SECONDS }))
    const product = middle(rounds.product)
    const bare = job.bare ? middle(rounds.bare) : null
    figures.push({ key: job.key, title: job.title, connections, product, bare })
    const ratio = bare
      ? ` bare ${bare.perSecond.toFixed(0)}/s, ratio ${(product.perSecond / bare.perSecond).toFixed(2)}`
      : ''
    say(
      `  ${job.key} x${connections}: ${product.perSecond.toFixed(0)}/s p50 ${product.p50.toFixed(1)} p99 ${product.p99.toFixed(1)} cpu ${product.cpuMs.toFixed(2)} rss ${product.rssMb.toFixed(0)};${ratio}`,
    )
  }
  return figures
}
