import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/server/ids.ts'
import { post } from '../../mechanisms/ledger/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { stock } from './contract.ts'
import { stockOf } from './index.ts'
import { shift, shiftsOf, writePaper } from './paper.ts'
import { poolKey } from './pool.ts'
import { approveAs, mustAgree, receiveAll, type Shelf, STROKES, stockedStore } from './testing.ts'

type Doc = Awaited<ReturnType<typeof read>>
const read = (s: Scenario, id: string) => s.as('clerk').call(stock.document, { id })
const send = (s: Scenario, shelf: Shelf, quantity = 4) =>
  s.as('storekeeper').call(stock.transfer, {
    fromStoreId: shelf.storeId,
    toStoreId: shelf.otherStoreId,
    note: '补五金库',
    lines: [{ itemId: shelf.items.tap, quantity }],
  })
const receive = (
  s: Scenario,
  paper: Doc,
  quantity: number,
  reason = '',
  role: 'clerk' | 'storekeeper' = 'clerk',
) =>
  s.as(role).call(stock.receiveTransfer, {
    id: paper.id,
    version: paper.version,
    lines: paper.rows.map(r => ({ lineId: r.id, quantity })),
    reason,
    strokes: STROKES,
  })

/** Taps in the first store, in the second, and on their way, with what they are worth. */
async function where(s: Scenario, shelf: Shelf): Promise<[number, number][]> {
  const inStore = (id: string) =>
    s.inSchool(async ctx => (await stockOf(ctx, [shelf.items.tap], id)).get(shelf.items.tap))
  const stores = [await inStore(shelf.storeId), await inStore(shelf.otherStoreId)]
  const card = await s.as('clerk').call(stock.item, { id: shelf.items.tap })
  const away = card.inTransit.reduce((sum, t) => sum + t.quantity, 0)
  const { rows } = await s.app.pool.query<{ fen: string }>(
    `select coalesce(sum(held_fen), 0) as fen from ledger_account where kind = 'in_transit' and school_id = $1`,
    [s.schoolId],
  )
  return [
    ...stores.map((o): [number, number] => [o?.onhand ?? 0, o?.amountFen ?? 0]),
    [away, Number(rows[0]?.fen)],
  ]
}

describe('a transfer between stores', () => {
  it('is in transit until the other side has counted it and signed', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const sent = await send(s, shelf)
    expect(await where(s, shelf)).toEqual([
      [6, 15_000],
      [0, 0],
      [4, 10_000],
    ])
    await mustAgree(s)
    const paper = await read(s, sent.id)
    expect([paper.state, paper.actions.receive, paper.signatures.map(m => m.duty)]).toEqual([
      'transit',
      { allowed: true },
      ['调出人'],
    ])
    await s.refused(receive(s, paper, 4, '', 'storekeeper'), 'stock.own_transfer')
    await s.refused(receive(s, paper, 5), 'stock.over_sent')
    await s.refused(receive(s, paper, 0), 'stock.nothing_came')
    const got = await receive(s, paper, 4)
    expect([got.no, got.short]).toEqual([`${sent.no}-收`, false])
    expect(await where(s, shelf)).toEqual([
      [6, 15_000],
      [4, 10_000],
      [0, 0],
    ])
    const arrival = await read(s, got.id)
    expect(arrival.signatures.map(m => [m.duty, m.name, m.strokes !== null])).toEqual([
      ['接收人', '总务干事甲', true],
    ])
    expect((await read(s, sent.id)).trail.map(t => t.no)).toEqual([got.no])
    await s.refused(receive(s, await read(s, sent.id), 4), 'kernel.state')
    await s.refused(
      s.as('clerk').call(stock.recallTransfer, { id: sent.id, version: 2, reason: '错' }),
      'kernel.state',
    )
    await s.refused(
      s.as('clerk').call(stock.reverse, { id: sent.id, version: 2, reason: '错' }),
      'stock.not_reversible',
    )
    await mustAgree(s)
  })

  it('is recalled before receipt: everything lies again where it came from', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const sent = await send(s, shelf)
    await s.refused(
      s
        .as('director')
        .call(stock.saveStore, { id: shelf.otherStoreId, version: 1, name: '五金库', closed: true }),
      'stock.store_transit',
    )
    await s.as('storekeeper').call(stock.recallTransfer, { id: sent.id, version: 1, reason: '发错仓库' })
    expect((await read(s, sent.id)).state).toBe('withdrawn')
    expect(await where(s, shelf)).toEqual([
      [10, 25_000],
      [0, 0],
      [0, 0],
    ])
    await s.refused(receive(s, await read(s, sent.id), 4), 'kernel.state')
    await mustAgree(s)
  })

  it('arrives short: what is missing is on a paper until it is found, given back or written off', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const sent = await send(s, shelf, 6)
    await s.refused(receive(s, await read(s, sent.id), 2), 'stock.say_why_short')
    const got = await receive(s, await read(s, sent.id), 2, '箱子破了')
    expect(got.short).toBe(true)
    expect((await where(s, shelf))[2]).toEqual([4, 10_000])
    const missing = (await read(s, sent.id)).trail.find(t => t.kind === 'difference')
    const settle = async (outcome: 'found' | 'kept' | 'lost', quantity: number) => {
      const paper = await read(s, missing?.id as string)
      return s.as('clerk').call(stock.settleDifference, {
        id: paper.id,
        version: paper.version,
        outcome,
        lines: [{ lineId: paper.rows[0]?.id as string, quantity }],
        reason: '查清了',
      })
    }
    await s.refused(settle('found', 5), 'stock.over_missing')
    await settle('found', 1)
    await settle('kept', 1)
    await s.refused(
      s.as('clerk').call(stock.reverse, { id: got.id, version: 1, reason: '数错' }),
      'stock.not_reversible',
    )
    const lost = await settle('lost', 2)
    expect((await read(s, missing?.id as string)).state).toBe('open')
    await mustAgree(s)
    await approveAs(s, 'director', lost.id)
    expect((await read(s, missing?.id as string)).state).toBe('posted')
    expect(await where(s, shelf)).toEqual([
      [5, 12_500],
      [3, 7500],
      [0, 0],
    ])
    await mustAgree(s)
  })

  it('a loss that is not approved leaves the difference open', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const sent = await send(s, shelf)
    await receive(s, await read(s, sent.id), 3, '少一只')
    const missing = (await read(s, sent.id)).trail.find(t => t.kind === 'difference')
    const paper = await read(s, missing?.id as string)
    const lost = await s.as('clerk').call(stock.settleDifference, {
      ...{ id: paper.id, version: paper.version, outcome: 'lost', reason: '找不到' },
      lines: [{ lineId: paper.rows[0]?.id as string, quantity: 1 }],
    })
    await s.as('clerk').call(stock.withdrawDocument, { id: lost.id, version: 1, reason: '再找找' })
    const again = await read(s, paper.id)
    expect([again.state, again.rows[0]?.returned]).toEqual(['open', 0])
    await mustAgree(s)
  })

  it('a receipt counted wrong is taken back, and the goods are in transit again', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const sent = await send(s, shelf)
    const got = await receive(s, await read(s, sent.id), 3, '少一只')
    await s.as('clerk').call(stock.reverse, { id: got.id, version: 1, reason: '数错了' })
    const again = await read(s, sent.id)
    expect([again.state, again.trail.map(t => [t.kind, t.state])]).toEqual([
      'transit',
      [
        ['arrival', 'reversed'],
        ['difference', 'withdrawn'],
        ['arrival', 'posted'],
      ],
    ])
    const anew = await receive(s, again, 4)
    expect(anew.no).toBe(`${sent.no}-收2`)
    expect(await where(s, shelf)).toEqual([
      [6, 15_000],
      [4, 10_000],
      [0, 0],
    ])
    await mustAgree(s)
  })

  it('one person who keeps both stores does both, and the paper says so; another keeper does not', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const office = s.as('director')
    await office.call(stock.saveStore, {
      ...{ id: shelf.otherStoreId, version: 1, name: '五金库', keeperId: s.person('storekeeper') },
    })
    const sent = await send(s, shelf)
    const got = await receiveAll(s, 'storekeeper', sent.id)
    const arrival = await read(s, got.id)
    expect(arrival.reason).toContain('同一保管员')
    expect(arrival.signatures[0]?.statement).toContain('由本人一并保管')
    const second = await send(s, shelf, 1)
    const other = s.user({ personId: s.person('asset_keeper'), name: '库管乙', roles: ['storekeeper'] })
    const paper = await read(s, second.id)
    await s.refused(
      other.call(stock.receiveTransfer, {
        ...{ id: paper.id, version: paper.version },
        lines: [{ lineId: paper.rows[0]?.id as string, quantity: 1 }],
      }),
      'stock.not_your_store',
    )
    await s.refused(
      s.as('clerk').call(stock.receiveTransfer, {
        ...{ id: newId(), version: 1, lines: [{ lineId: newId(), quantity: 1 }] },
      }),
      'kernel.not_found',
    )
  })

  it('from before there was a way between stays received, and is reversed as it was made', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    const id = newId()
    await s.inSchool(async ctx => {
      const paper = { id, no: 'DB-2025-000099', kind: 'transfer', day: ctx.today, note: '旧单' } as const
      const stores = { storeId: shelf.storeId, toStoreId: shelf.otherStoreId }
      const line = {
        itemId: shelf.items.tap,
        itemName: '水龙头',
        batchId: null,
        quantity: 4,
        amountFen: 10_000,
      }
      const shifts = shiftsOf({ ...paper, ...stores }, [line])
      await shift(ctx, shifts)
      const { entryId } = await post(ctx, {
        ...{ book: 'stock', day: ctx.today, document: { kind: 'stock.document', id }, documentNo: paper.no },
        note: '调拨',
        lines: shifts.map(to => ({
          account: { kind: 'onhand', key: poolKey(to), commodity: to.itemId },
          amountFen: to.amountFen,
          quantity: String(to.quantity),
        })),
      })
      await writePaper(ctx, { ...paper, ...stores }, [line], shifts, { entry_id: entryId })
    })
    expect((await where(s, shelf))[1]).toEqual([4, 10_000])
    expect((await read(s, id)).state).toBe('posted')
    await s.as('clerk').call(stock.reverse, { id, version: 1, reason: '调错了' })
    expect(await where(s, shelf)).toEqual([
      [10, 25_000],
      [0, 0],
      [0, 0],
    ])
    await mustAgree(s)
  })

  it('is received once, however many receive at the same moment, and never both received and recalled', async () => {
    const s = await scenario()
    const shelf = await stockedStore(s)
    for (const rival of ['receive', 'recall'] as const) {
      const paper = await read(s, (await send(s, shelf)).id)
      const results = await Promise.allSettled([
        receive(s, paper, 4),
        rival === 'receive'
          ? s.as('director').call(stock.receiveTransfer, {
              ...{ id: paper.id, version: paper.version },
              lines: paper.rows.map(r => ({ lineId: r.id, quantity: 4 })),
            })
          : s.as('storekeeper').call(stock.recallTransfer, {
              ...{ id: paper.id, version: paper.version, reason: '不发了' },
            }),
      ])
      expect(results.map(r => r.status).sort()).toEqual(['fulfilled', 'rejected'])
      await mustAgree(s)
    }
    const [first, second, away] = await where(s, shelf)
    expect((first?.[0] ?? 0) + (second?.[0] ?? 0)).toBe(10)
    expect(away).toEqual([0, 0])
  })
})
