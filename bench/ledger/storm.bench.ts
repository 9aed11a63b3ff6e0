import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { stock } from '../../src/modules/stock/contract.ts'
import { type Scenario, scenario } from '../../src/testing/scenario.ts'
import { type Ack, closer, openShop, type Storm, writer } from '../../src/testing/storm.ts'
import { faultsAfter } from '../../src/testing/storm-checks.ts'
import { startApp } from './app-process.ts'
import { httpSend, signEverybodyIn } from './client.ts'

const WANTED = Number(process.env.STORM_OPS ?? 100_000)
const WRITERS = Number(process.env.STORM_WRITERS ?? 16)
/** The app is killed once in about so many answers. */
const ANSWERS_PER_KILL = Number(process.env.STORM_KILL_EVERY ?? 4000)

it('the books under a storm', async () => {
  const s = await scenario()
  s.at(new Date(Date.now()).toISOString())
  const shop = await openShop(s)
  await single(s, shop)
  s.at(new Date(Date.now()).toISOString())
  const sessions = await signEverybodyIn(s)
  const { host, user, database } = s.app.pool.options
  const app = startApp(`postgres://${user}@/${database}?host=${encodeURIComponent(host as string)}`)
  const folder = mkdtempSync(join(tmpdir(), 'zongwu-journal-'))
  const journal = join(folder, 'answers.jsonl')
  const times = new Map<string, number[]>()
  const storm: Storm = { acks: [], refused: new Map(), stop: false }
  const send = httpSend(app, sessions, journal, (ms, operation) => {
    const list = times.get(operation) ?? []
    list.push(ms)
    times.set(operation, list)
  })
  const today = await s.inSchool(async ctx => ctx.today)
  const all = { ...shop, scenario: s, send, storm, months: monthsBefore(today, 12), today }
  await app.address()
  const began = performance.now()
  const work = Promise.all([
    ...Array.from({ length: WRITERS }, (_, i) => writer(all, i + 1)),
    closer(all, (WANTED / 200) * 40),
  ])
  let killAt = ANSWERS_PER_KILL * (0.5 + Math.random())
  let told = 0
  while (storm.acks.length < WANTED) {
    await new Promise(resolve => setTimeout(resolve, 50))
    if (storm.acks.length >= killAt) {
      app.kill()
      killAt = storm.acks.length + ANSWERS_PER_KILL * (0.5 + Math.random())
    }
    if (storm.acks.length - told >= WANTED / 10) {
      told = storm.acks.length
      console.log(`${told.toLocaleString('en')} answers, ${app.kills} kills, ${seconds(began)} s`)
    }
  }
  const kills = app.kills
  storm.stop = true
  await work
  await app.stop()
  const took = seconds(began)
  const acks = readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => {
      const { key, operation, answer } = JSON.parse(line) as {
        key: string
        operation: string
        answer: { id?: string; no?: string }
      }
      return { key, operation, id: answer.id, no: answer.no } satisfies Ack
    })
  rmSync(folder, { recursive: true, force: true })
  expect(acks.length).toBe(storm.acks.length)
  console.log(`\n${acks.length.toLocaleString('en')} answered commands of ${WRITERS} writers in ${took} s,`)
  console.log(`${Math.round(acks.length / took)} a second, the app killed and restarted ${kills} times`)
  console.log(`refused: ${[...storm.refused].map(([code, n]) => `${code} ${n}`).join(', ') || 'nothing'}`)
  console.log('ms under the storm, over HTTP           median      95 %   answers')
  for (const [operation, list] of [...times].sort()) figure(operation, list)
  const faults = await faultsAfter(s, acks)
  console.log(faults.length === 0 ? 'nothing lost, doubled, negative or unbalanced' : faults.join('\n'))
  expect(faults).toEqual([])
})

/** One writer alone, through the operation, in this process. */
async function single(
  s: Scenario,
  { stores, items }: { stores: [string, string]; items: string[] },
): Promise<void> {
  const measure = async (title: string, work: (i: number) => Promise<unknown>): Promise<void> => {
    for (let i = 0; i < 20; i++) await work(i)
    const list: number[] = []
    for (let i = 0; i < 300; i++) {
      const from = performance.now()
      await work(i)
      list.push(performance.now() - from)
    }
    figure(title, list)
  }
  console.log('ms at the server, one writer            median      95 %   runs')
  await measure('receipt of one line', i =>
    s.as('storekeeper').call(stock.receive, {
      storeId: stores[0],
      lines: [{ itemId: items[i % items.length] as string, quantity: 2, priceFen: 900 }],
    }),
  )
  await measure('transfer of one line', i =>
    s.as('storekeeper').call(stock.transfer, {
      fromStoreId: stores[0],
      toStoreId: stores[1],
      lines: [{ itemId: items[i % items.length] as string, quantity: 1 }],
    }),
  )
}

function figure(title: string, list: number[]): void {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number).toFixed(1).padStart(9)
  console.log(`${title.padEnd(36)} ${at(0.5)} ${at(0.95)}  ${String(list.length).padStart(8)}`)
}

const seconds = (from: number): number => Math.round((performance.now() - from) / 1000)

/** The last months before this one, the oldest first. */
function monthsBefore(today: string, count: number): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - count + i, 1)).toISOString().slice(0, 7),
  )
}
