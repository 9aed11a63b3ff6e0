// `npm run bench:faults`: people work, and one thing after another breaks. ROUNDS (200), SEED, WRITERS (6), KINDS
// (some of those in rounds.mjs), PORT (3220) change it. Ends with 1 where anything was lost, doubled or half-done.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { ROOT } from '../../tools/install.mjs'
import { beginChecks, faultsAfterRound, verify } from './checks.mjs'
import { Client } from './client.mjs'
import { Database, Process } from './product.mjs'
import { KINDS, missing, rounds } from './rounds.mjs'
import { makeVolume } from './volume.mjs'
import { importing, LOGINS, openShop, person } from './work.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 200)
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
const WRITERS = Number(process.env.WRITERS ?? 6)
const PORT = Number(process.env.PORT ?? 3220)
const BEFORE_MS = [200, 1200]
const AFTER_MS = 500
/** Of those whose connection broke, how many never ask again. */
const ABANDON = 0.3
/** Of the rounds, how many have somebody bring a register in. */
const IMPORTS = 0.4

const say = text => process.stdout.write(`${text}\n`)
const random = mulberry(SEED)
const began = performance.now()
const tools = mkdtempSync(join(tmpdir(), 'zongwu-faults-tools-'))
const volume = makeVolume()
const without = missing(volume)
const kinds = (process.env.KINDS?.split(',') ?? Object.keys(KINDS)).filter(kind => !without.has(kind))
say(`seed ${SEED}, ${ROUNDS} rounds, ${WRITERS} writers, data on ${volume.full ? 'a tmpfs' : 'the disk'}`)
for (const [kind, why] of without) say(`left out: ${KINDS[kind]}: ${why}`)

const world = {
  figures: { acknowledged: 0, abandonedThere: 0, abandonedAbsent: 0 },
  imports: [],
  volume,
  random,
}
const tally = Object.fromEntries(kinds.map(kind => [kind, 0]))
let faults = ['not finished']
try {
  await begin()
  faults = []
  for (let n = 1; n <= ROUNDS && faults.length === 0; n++) {
    const kind = kindOf(n)
    const from = performance.now()
    faults = await round(kind)
    tally[kind]++
    if (faults.length > 0) say(`round ${n}, ${kind}:\n  ${faults.join('\n  ')}`)
    else if (n % 10 === 0 || process.env.VERBOSE)
      say(
        `round ${n} (${kind}) ${seconds(from)} s; ${world.figures.acknowledged} acknowledged, ${seconds(began)} s in all`,
      )
  }
  if (faults.length === 0) faults = await finish()
} catch (error) {
  faults = [error.stack]
  say(error.stack)
} finally {
  await end()
}
tell()
process.exit(faults.length === 0 ? 0 : 1)

async function begin() {
  const bundle = join(ROOT, 'dist', 'bench-faults')
  execFileSync(process.execPath, [join(ROOT, 'tools/build-server.mjs'), bundle], { stdio: 'inherit' })
  const main = join(bundle, 'main.mjs')
  const { dueAt, verifyChain } = await productFacts()
  const data = volume.folder
  const process_ = (name, port) =>
    new Process({ name, main, port, data, root: ROOT, log: join(tools, `${name}.log`) })
  const a = process_('first', PORT)
  const b = process_('second', PORT + 1)
  Object.assign(world, { a, b, data, main, root: ROOT, dueAt, verifyChain })
  a.start()
  await a.ready()
  b.start()
  await b.ready()
  const client = new Client([a.address, b.address])
  for (const login of [...LOGINS, 'accountant']) await client.signIn(login)
  Object.assign(world, { client, db: new Database(data) })
  world.shop = await openShop(client)
  await beginChecks(world)
  const first = { mark: '最初资产' }
  world.imports.push(first)
  await importing({ client, stop: false }, first)
}

/** Compiled, because the product is written in TypeScript. */
async function productFacts() {
  const file = join(ROOT, 'dist', 'bench-faults-facts', 'facts.mjs')
  await build({
    input: join(ROOT, 'bench/faults/product-facts.ts'),
    platform: 'node',
    external: id => !/^([./\\]|[A-Za-z]:[/\\])/.test(id),
    logLevel: 'warn',
    output: { file, format: 'esm', codeSplitting: false },
  })
  return import(pathToFileURL(file).href)
}

async function round(kind) {
  const crew = { shop: world.shop, client: world.client, stop: false, faithful: true }
  Object.defineProperty(crew, 'faithful', { get: () => random() >= ABANDON })
  const people = Array.from({ length: WRITERS }, () => person(crew, random))
  if (random() < IMPORTS) {
    const job = { mark: `日常${randomUUID().slice(0, 8)}` }
    world.imports.push(job)
    people.push(importing(crew, job))
  }
  const work = Promise.all(people)
  // It is waited for below, when all is up again.
  work.catch(() => undefined)
  await sleep(BEFORE_MS[0] + random() * (BEFORE_MS[1] - BEFORE_MS[0]))
  const result = (await rounds[kind]({ ...world, crew })) ?? {}
  await Promise.all([world.a.ready(), world.b.ready()])
  await sleep(AFTER_MS)
  crew.stop = true
  await Promise.all([work, result.work])
  return [...(result.faults ?? []), ...(await faultsAfterRound(world))]
}

/** Registers that were interrupted come in at last, each once. */
async function finish() {
  const crew = { client: world.client, stop: false }
  for (const job of world.imports) if (!job.done) await importing(crew, job)
  return [...(await faultsAfterRound(world)), ...(await verify(world))]
}

async function end() {
  await world.db?.close()
  await Promise.all([world.a?.stop(), world.b?.stop()])
  if (faults.length > 0) {
    for (const name of ['first', 'second'])
      say(`${name}: ${readFileSync(join(tools, `${name}.log`), 'utf8').slice(-3000)}`)
  }
  volume.remove()
  rmSync(tools, { recursive: true, force: true })
}

function tell() {
  const { figures, client } = world
  say('\nrounds  fault')
  for (const kind of kinds) say(`${String(tally[kind]).padStart(6)}  ${KINDS[kind]}`)
  const starts = world.a.exits + world.b.exits
  say(`\nseed ${SEED}: ${Object.values(tally).reduce((x, y) => x + y, 0)} rounds in ${seconds(began)} s`)
  say(
    `${figures.acknowledged} acknowledged commands, each there exactly once, with the answer that was given`,
  )
  say(
    `${client.cut} broken connections; of ${figures.abandonedThere + figures.abandonedAbsent} commands given up, ${figures.abandonedThere} were done whole and ${figures.abandonedAbsent} not at all`,
  )
  say(
    `${figures.audit} audit entries in the chain, ${figures.entries} entries in the books, ${figures.files} stored files read back`,
  )
  say(
    `${figures.handled} events handled once each, ${figures.occurred} occurrences of schedules done once each, ${figures.imports} imports of 25 rows whole`,
  )
  say(
    `${starts} ends of app processes; refused: ${[...client.refused].map(([code, n]) => `${code} ${n}`).join(', ') || 'nothing'}`,
  )
  say(faults.length === 0 ? 'nothing lost, doubled, half-done or out of balance' : `${faults.length} faults`)
}

/** Each kind as often as the others, in random order. */
function kindOf(n) {
  const place = (n - 1) % kinds.length
  if (place === 0) {
    kindOf.order = [...kinds]
    for (let i = kinds.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[kindOf.order[i], kindOf.order[j]] = [kindOf.order[j], kindOf.order[i]]
    }
  }
  return kindOf.order[place]
}

function seconds(from) {
  return Math.round((performance.now() - from) / 100) / 10
}

function mulberry(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
