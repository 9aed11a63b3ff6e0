import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { newId } from '../src/kernel/server/ids.ts'
import { projectRoot } from '../src/kernel/server/project-root.ts'
import { reconciliation } from '../src/mechanisms/reconciliation/index.ts'
import { receiveAccepted, stock } from '../src/modules/stock/index.ts'
import { approvedNeed, receiveAll, STROKES, stockedStore } from '../src/modules/stock/testing.ts'
import { type Scenario, scenario } from '../src/testing/scenario.ts'

const MOVES = 100_000
const ITEMS = 400
const RUNS = Number(process.env.RUNS ?? 200)
const WRITERS = 4

it('issue, receipt, acceptance and transfer at a school with a long past', async () => {
  const s = await scenario()
  const stores = await filled(s)
  console.log(
    `\n${MOVES.toLocaleString('en')} movements of ${ITEMS} items; papers of three lines, ${RUNS} of each, ms at the server`,
  )
  console.log(`${''.padEnd(34)} median      p99   median      p99`)
  console.log(`${''.padEnd(34)} one writer        ${WRITERS} writers`)
  const things = await idsOf(s)
  let turn = 0
  const three = () => [0, 1, 2].map(k => things[(turn++ * 7 + k) % things.length] as string)
  const needs = async (n: number): Promise<string[]> => {
    const made: string[] = []
    for (let i = 0; i < n; i++)
      made.push(
        await approvedNeed(
          s,
          three().map(itemId => ({ itemId, quantity: 2 })),
        ),
      )
    return made
  }
  const keeper = s.as('storekeeper')
  const waiting = await needs(RUNS * 2)
  const papers = await Promise.all(waiting.map(id => keeper.call(stock.need, { id })))
  await both('issue against signature', i => {
    const need = papers[i] as (typeof papers)[number]
    return keeper.call(stock.issue, {
      id: need.id,
      version: need.version,
      lines: need.lines.map(l => ({ lineId: l.id, quantity: l.left })),
      strokes: STROKES,
    })
  })
  await both('receipt', () =>
    keeper.call(stock.receive, {
      storeId: stores.here,
      lines: three().map(itemId => ({ itemId, quantity: 5, priceFen: 900 })),
    }),
  )
  await both('acceptance into stores', i =>
    s.inSchool(ctx =>
      receiveAccepted(ctx, {
        document: { kind: 'procurement.acceptance', id: newId() },
        no: `YS-${i}`,
        storeId: stores.here,
        day: ctx.today,
        lines: three().map(itemId => ({ itemId, quantity: 5, priceFen: 900 })),
      }),
    ),
  )
  const sent: string[] = []
  await both('transfer, sent', async () => {
    const lines = three().map(itemId => ({ itemId, quantity: 1 }))
    const made = await keeper.call(stock.transfer, {
      fromStoreId: stores.here,
      toStoreId: stores.there,
      lines,
    })
    sent.push(made.id)
  })
  await both('transfer, read and received', i => receiveAll(s, 'clerk', sent[i] as string))
  console.log('\nreading, median and p99')
  await read('papers, first page with total and sum', () => keeper.call(stock.documents, {}))
  await read('  issues only', () => keeper.call(stock.documents, { kinds: ['issue'] }))
  await read('  words: 物品12', () => keeper.call(stock.documents, { q: '物品12' }))
  await read('items, first page with totals', () => keeper.call(stock.items, {}))
  await read('card of an item', () => keeper.call(stock.item, { id: things[0] as string }))
  await read('movements of an item', () => keeper.call(stock.moves, { itemId: things[0] as string }))
  await read('purchase suggestions', () => keeper.call(stock.suggestions, {}))
  const run = await s.as('accountant').call(reconciliation.run, { kind: 'stock.ledger' })
  console.log(`papers against book: ${run.rowCount} places, ${run.differenceCount} differences`)
})

/** Two stores, some hundred things in plenty, and a past straight in the tables. */
async function filled(s: Scenario): Promise<{ here: string; there: string }> {
  const shelf = await stockedStore(s)
  const { rows: columns } = await s.app.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = 'stock_item'`,
  )
  const other: Record<string, string> = {
    id: 'gen_random_uuid()',
    code: `'X' || g`,
    name: `'物品' || g`,
    search: `'x' || g || ' 物品' || g`,
    trade_in: 'false',
  }
  const names = columns.map(({ name }) => name)
  await s.app.pool.query(
    `insert into stock_item (${names.join(', ')}) select ${names.map(n => other[n] ?? `i.${n}`).join(', ')}
     from stock_item i, generate_series(1, ${ITEMS}) g where i.id = $1`,
    [shelf.items.mop],
  )
  const ids = await idsOf(s)
  for (let from = 0; from < ids.length; from += 200)
    await s.as('storekeeper').call(stock.receive, {
      storeId: shelf.storeId,
      lines: ids.slice(from, from + 200).map(itemId => ({ itemId, quantity: 100_000, priceFen: 850 })),
    })
  const sql = readFileSync(join(projectRoot(), 'bench/fill-stock.sql'), 'utf8')
    .replaceAll(':school', `'${s.schoolId}'`)
    .replaceAll(':store', `'${shelf.storeId}'`)
    .replaceAll(':moves', String(MOVES))
  await s.app.pool.query(`begin; ${sql} commit`)
  await s.app.pool.query('vacuum analyze')
  return { here: shelf.storeId, there: shelf.otherStoreId }
}

async function idsOf(s: Scenario): Promise<string[]> {
  const { rows } = await s.app.pool.query<{ id: string }>(
    `select id from stock_item where school_id = $1 and code like 'X%' order by code`,
    [s.schoolId],
  )
  return rows.map(r => r.id)
}

async function read(title: string, work: () => Promise<unknown>): Promise<void> {
  const figures = (await timed(1, 0, work, 25)).map(ms => ms.toFixed(1).padStart(8)).join(' ')
  console.log(`${title.padEnd(40)} ${figures}`)
}

/** The same work by one writer after the other, and by several at once. */
async function both(title: string, work: (i: number) => Promise<unknown>): Promise<void> {
  const one = await timed(1, 0, work)
  const many = await timed(WRITERS, RUNS, work)
  const figures = [...one, ...many].map(ms => ms.toFixed(1).padStart(8)).join(' ')
  console.log(`${title.padEnd(32)} ${figures}`)
}

async function timed(
  writers: number,
  from: number,
  work: (i: number) => Promise<unknown>,
  runs = RUNS,
): Promise<number[]> {
  const times: number[] = []
  let next = from
  const writer = async (): Promise<void> => {
    while (next < from + runs) {
      const i = next++
      const began = performance.now()
      await work(i)
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  times.sort((a, b) => a - b)
  return [times[times.length >> 1] as number, times[Math.floor(times.length * 0.99)] as number]
}
