import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/server/ids.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { stock } from './contract.ts'
import { afterChanges, costsOf, type Row } from './pool.ts'
import { fromMilli, milli, plus } from './rules.ts'
import { approveAs, approvedNeed, issueAll, mustAgree, receiveAll, stockedStore } from './testing.ts'

const thousandths = fc.integer({ min: 1, max: 900_000 }).map(fromMilli)

describe('the value of what is held', () => {
  it('leaves in parts as it would leave at once, rounded once', () => {
    fc.assert(
      fc.property(fc.nat(90_000_000), fc.array(thousandths, { minLength: 1, maxLength: 9 }), (fen, parts) => {
        const pool = { quantity: parts.reduce(plus, 0), amountFen: fen }
        const costs = costsOf(pool, parts)
        expect(costs.reduce((sum, c) => sum + c, 0)).toBe(fen)
        for (const c of costs) expect(c).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is shared by the batches at one average, whatever is put up and taken down', () => {
    const place = fc.constantFrom<[string, string | null]>(['a', null], ['a', 'x'], ['a', 'y'], ['b', null])
    const change = fc.record({
      place,
      quantity: fc.integer({ min: -9000, max: 9000 }),
      fen: fc.integer({ min: -9000, max: 9000 }),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), changes => {
        let rows: Row[] = (
          [
            ['a', null],
            ['a', 'x'],
            ['a', 'y'],
            ['b', null],
          ] as const
        ).map(([storeId, batchId], i) => ({
          id: String(i),
          storeId,
          itemId: 'i',
          batchId,
          quantity: 0,
          amountFen: 0,
        }))
        for (const { place: at, quantity, fen } of changes) {
          const [storeId, batchId] = at
          const before = rows.filter(r => r.storeId === storeId)
          const one = {
            storeId,
            batchId,
            itemId: 'i',
            itemName: '扫把',
            quantity: fromMilli(quantity),
            amountFen: fen,
          }
          const after = afterChanges(rows, [one])
          if ('impossible' in after) continue
          rows = rows.map(r => after.rows.find(a => a.id === r.id) ?? r)
          const now = rows.filter(r => r.storeId === storeId)
          const sum = (of: readonly Row[], what: (r: Row) => number) => of.reduce((n, r) => n + what(r), 0)
          const [all, value] = [sum(now, r => milli(r.quantity)), sum(now, r => r.amountFen)]
          expect(all).toBe(sum(before, r => milli(r.quantity)) + quantity)
          expect(value).toBe(sum(before, r => r.amountFen) + fen)
          for (const r of now) {
            expect(r.quantity).toBeGreaterThanOrEqual(0)
            expect(r.amountFen).toBeGreaterThanOrEqual(0)
            if (all > 0)
              expect(Math.abs(r.amountFen - (value * milli(r.quantity)) / all)).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })
})

/** The textbook's card of one item in one store: a quantity and a value, in exact numbers. */
class Card {
  milli = 0n
  fen = 0n
  put(quantity: number, fen: number): void {
    this.milli += BigInt(milli(quantity))
    this.fen += BigInt(fen)
  }
  /** At the average, to the fen; the last one takes the rest. */
  take(quantity: number): number {
    const part = BigInt(milli(quantity))
    const fen = part === this.milli ? this.fen : (this.fen * part + this.milli / 2n) / this.milli
    this.milli -= part
    this.fen -= fen
    return Number(fen)
  }
}

type Step = {
  what: 'receive' | 'issue' | 'return' | 'correct' | 'loss' | 'transfer'
  n: number
  price: number
  batch: number
}

describe('after any sequence of papers', () => {
  it('each store holds what the textbook says, and papers, shelves and book agree to the fen', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const step = fc.record({
      what: fc.constantFrom<Step['what']>(
        'receive',
        'receive',
        'issue',
        'issue',
        'return',
        'correct',
        'loss',
        'transfer',
      ),
      n: fc.integer({ min: 1, max: 12 }),
      // Twelve of the dearest stay below what the storekeeper approves alone.
      price: fc.integer({ min: 1, max: 2499 }),
      batch: fc.integer({ min: 0, max: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), steps => follow(s, shelf, steps)),
      { numRuns: 8, endOnFailure: true },
    )
    await mustAgree(s)
  }, 120_000)
})

async function follow(
  s: Scenario,
  shelf: { storeId: string; otherStoreId: string },
  steps: readonly Step[],
): Promise<void> {
  const keeper = s.as('storekeeper')
  const { id: itemId } = await s
    .as('director')
    .call(stock.addItem, { name: `物品${newId()}`, measure: '个', class: 'consumable' })
  const cards = { here: new Card(), there: new Card() }
  const issued: { id: string; lineId: string; quantity: number; fen: number }[] = []
  const least = (wanted: number): number => Math.min(wanted, Number(cards.here.milli) / 1000)
  for (const { what, n, price, batch } of steps) {
    if (what === 'receive') {
      await keeper.call(stock.receive, {
        storeId: shelf.storeId,
        lines: [
          {
            itemId,
            quantity: n,
            priceFen: price,
            ...(batch ? { batchNo: `B${batch}`, expiresOn: `2027-0${batch}-01` } : {}),
          },
        ],
      })
      cards.here.put(n, n * price)
      continue
    }
    if (what === 'return') {
      const paper = issued.pop()
      if (!paper) continue
      await keeper.call(stock.giveIn, {
        ...{ id: paper.id, version: 1, reason: '多领' },
        lines: [{ lineId: paper.lineId, quantity: paper.quantity }],
      })
      cards.here.put(paper.quantity, paper.fen)
      continue
    }
    const quantity = least(n)
    if (quantity === 0) continue
    if (what === 'issue') {
      const made = await issueAll(s, await approvedNeed(s, [{ itemId, quantity }]), {})
      const paper = await keeper.call(stock.document, { id: made.id })
      expect(paper.amountFen).toBe(cards.here.take(quantity))
      const [line] = paper.rows
      if (line) issued.push({ id: made.id, lineId: line.id, quantity: line.quantity, fen: line.amountFen })
    } else if (what === 'transfer') {
      const sent = await keeper.call(stock.transfer, {
        ...{ fromStoreId: shelf.storeId, toStoreId: shelf.otherStoreId, lines: [{ itemId, quantity }] },
      })
      cards.there.put(quantity, cards.here.take(quantity))
      await receiveAll(s, 'clerk', sent.id)
    } else {
      const { holdings } = await keeper.call(stock.item, { id: itemId })
      const at = holdings.find(h => h.storeId === shelf.storeId)
      if (!at) continue
      const part = Math.min(quantity, at.quantity)
      const line = { itemId, batchId: at.batchId }
      const common = { storeId: shelf.storeId, reason: '清点' }
      const made =
        what === 'loss'
          ? await keeper.call(stock.writeOff, { ...common, lines: [{ ...line, quantity: part }] })
          : await keeper.call(stock.correct, { ...common, lines: [{ ...line, quantity: -part }] })
      await approveAs(s, 'director', made.id)
      cards.here.take(part)
    }
  }
  const { holdings } = await keeper.call(stock.item, { id: itemId })
  for (const [card, storeId] of [
    [cards.here, shelf.storeId],
    [cards.there, shelf.otherStoreId],
  ] as const) {
    const own = holdings.filter(h => h.storeId === storeId)
    expect([
      own.reduce((n, h) => n + milli(h.quantity), 0),
      own.reduce((n, h) => n + h.amountFen, 0),
    ]).toEqual([Number(card.milli), Number(card.fen)])
  }
}

it('books that valued each batch for itself become one account by item and store', async () => {
  const s = await scenario()
  const shelf = await stockedStore(s)
  const batch = newId()
  const key = `${shelf.storeId}:${shelf.items.chalk}`
  const sums = async () =>
    (
      await s.app.pool.query<{ key: string; fen: number; lines: string }>(
        `select a.key, a.held_fen as fen, a.held_quantity::float as quantity, sum(l.amount_fen)::int as lines
         from ledger_account a join ledger_line l on l.school_id = a.school_id and l.account_id = a.id
         where a.kind = 'onhand' and a.key like $1 group by a.school_id, a.id order by a.key`,
        [`${key}%`],
      )
    ).rows
  const before = await sums()
  expect(before).toHaveLength(1)
  // As the first version kept it: one account for goods without batch, one for each batch.
  await s.app.pool.query(
    `with half as (insert into ledger_account (school_id, id, book, kind, key, commodity, title, floor, held_fen,
         held_quantity, opened_at)
       select school_id, $2::uuid, book, kind, key || ':' || $2, commodity, title, true, 1000, 5, opened_at + interval '1 hour'
       from ledger_account where kind = 'onhand' and key = $1 returning school_id),
     moved as (update ledger_line set account_id = $2::uuid where amount_fen = 1000 and quantity = 5
       and account_id = (select id from ledger_account where kind = 'onhand' and key = $1))
     update ledger_account set key = key || ':-', held_fen = held_fen - 1000, held_quantity = held_quantity - 5
     where kind = 'onhand' and key = $1`,
    [key, batch],
  )
  expect((await sums()).length).toBeGreaterThan(1)
  const sql = readFileSync(new URL('./migrations/0003_average.sql', import.meta.url), 'utf8')
  await s.app.pool.query(`begin; ${sql}; commit`)
  expect(await sums()).toEqual(before)
  await mustAgree(s)
  const { holdings } = await s.as('storekeeper').call(stock.item, { id: shelf.items.chalk })
  expect(holdings.map(h => [h.quantity, h.amountFen])).toEqual([
    [5, 1333],
    [10, 2667],
  ])
  const made = await issueAll(s, await approvedNeed(s, [{ itemId: shelf.items.chalk, quantity: 15 }]), {})
  await s.as('storekeeper').call(stock.reverse, { id: made.id, version: 1, reason: '发错' })
  await mustAgree(s)
})
