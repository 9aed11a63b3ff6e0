import { randomUUID } from 'node:crypto'
import { AppError } from '../kernel/pure/errors.ts'
import type { InputOf, Operation, OutputOf } from '../kernel/pure/operation.ts'
import type { RoleCode } from '../kernel/pure/roles.ts'
import { approval, chainOf } from '../mechanisms/approval/index.ts'
import { ledger } from '../mechanisms/ledger/index.ts'
import { stock } from '../modules/stock/contract.ts'
import type { Scenario } from './scenario.ts'

/** An answer that a writer got: whatever happens to the process, its effect must be found afterwards. */
export interface Ack {
  key: string
  operation: string
  id?: string | undefined
  no?: string | undefined
}

/** Sends a command until it is answered; a second sending of the same key must have no second effect. */
export type Send = <Op extends Operation>(
  role: RoleCode,
  operation: Op,
  input: InputOf<Op>,
  key: string,
) => Promise<{ answer: OutputOf<Op> } | { refused: string }>

export interface Storm {
  acks: Ack[]
  /** Refusals by code: the last item gone, a month closed, a paper reversed twice. */
  refused: Map<string, number>
  stop: boolean
}

interface Shop {
  stores: [string, string]
  items: string[]
  scenario: Scenario
  send: Send
  storm: Storm
  /** Months that may be closed, the oldest first. */
  months: readonly string[]
  today: string
}

const ITEMS = 40

/** Two stores with forty things, each there from the start. */
export async function openShop(s: Scenario): Promise<Pick<Shop, 'stores' | 'items'>> {
  const office = s.as('director')
  const { id: first } = await office.call(stock.saveStore, { name: '总务仓库' })
  const { id: second } = await office.call(stock.saveStore, { name: '五金库' })
  const items: string[] = []
  for (let i = 1; i <= ITEMS; i++)
    items.push(
      (
        await office.call(stock.addItem, {
          name: `物品${i}`,
          measure: '件',
          class: 'material',
          lendable: true,
        })
      ).id,
    )
  const lines = items.map(itemId => ({ itemId, quantity: 3, priceFen: 1000 }))
  for (const storeId of [first, second])
    await s.as('storekeeper').call(stock.receive, { storeId, opening: true, lines })
  return { stores: [first, second], items }
}

/** One writer, who does one thing after another until the storm is over. */
export async function writer(shop: Shop, seed: number): Promise<void> {
  const random = mulberry(seed)
  const mine: Papers = { papers: [], sent: [], loans: [] }
  while (!shop.storm.stop) {
    const dice = random()
    if (dice < 0.36) await receive(shop, random, mine)
    else if (dice < 0.5) await transfer(shop, random, mine)
    else if (dice < 0.58) await arrive(shop, random, mine)
    else if (dice < 0.68) await reverse(shop, mine)
    else if (dice < 0.88) await issue(shop, random)
    else if (dice < 0.95) await lend(shop, random, mine)
    else await giveBack(shop, mine)
  }
}

/** Closes one month after the other, and reopens one now and then, while the others write. */
export async function closer(shop: Shop, everyMs: number): Promise<void> {
  let next = 0
  for (let turn = 1; !shop.storm.stop && next < shop.months.length; turn++) {
    await new Promise(resolve => setTimeout(resolve, everyMs))
    const month = shop.months[next] as string
    if (await send(shop, 'accountant', ledger.close, { book: 'stock', month })) next++
    if (turn % 4 === 0 && next > 0) {
      const last = shop.months[next - 1] as string
      if (await send(shop, 'principal', ledger.reopen, { book: 'stock', month: last, reason: '补记' })) next--
    }
  }
}

interface Papers {
  papers: { id: string; version: number }[]
  /** On their way between the stores. */
  sent: { id: string; version: number }[]
  loans: { id: string }[]
}
type Random = () => number

async function receive(shop: Shop, random: Random, mine: Papers): Promise<void> {
  const made = await send(shop, 'storekeeper', stock.receive, {
    storeId: pick(shop.stores, random),
    day: dayFor(shop, random),
    lines: some(shop.items, random, 3).map(itemId => ({
      itemId,
      quantity: 1 + Math.floor(random() * 4),
      priceFen: 500 + Math.floor(random() * 1000),
    })),
  })
  if (made) mine.papers.push({ id: made.id, version: made.version })
}

async function transfer(shop: Shop, random: Random, mine: Papers): Promise<void> {
  const [a, b] = random() < 0.5 ? shop.stores : ([shop.stores[1], shop.stores[0]] as [string, string])
  const made = await send(shop, 'clerk', stock.transfer, {
    fromStoreId: a,
    toStoreId: b,
    lines: some(shop.items, random, 2).map(itemId => ({ itemId, quantity: 1 })),
  })
  if (made) mine.sent.push({ id: made.id, version: made.version })
}

/** What was sent is received, now and then with a line missing, or called back. */
async function arrive(shop: Shop, random: Random, mine: Papers): Promise<void> {
  const paper = mine.sent.shift()
  if (!paper) return
  if (random() < 0.2) {
    await send(shop, 'clerk', stock.recallTransfer, { ...paper, reason: '不用了' })
    return
  }
  const { rows } = await patient(() => shop.scenario.as('storekeeper').call(stock.document, { id: paper.id }))
  const short = random() < 0.3
  const made = await send(shop, 'storekeeper', stock.receiveTransfer, {
    ...paper,
    lines: rows.map((row, i) => ({ lineId: row.id, quantity: short && i > 0 ? 0 : row.quantity })),
    reason: short ? '少一样' : '',
  })
  if (made) mine.papers.push({ id: made.id, version: made.version })
}

async function reverse(shop: Shop, mine: Papers): Promise<void> {
  const paper = mine.papers.shift()
  if (paper) await send(shop, 'director', stock.reverse, { ...paper, reason: '录错了' })
}

/** The whole way: asked for, approved by somebody else, handed out. */
async function issue(shop: Shop, random: Random): Promise<void> {
  const { scenario: s } = shop
  const asked = await send(shop, 'class_teacher', stock.request, {
    storeId: pick(shop.stores, random),
    purpose: '班级用',
    lines: some(shop.items, random, 2).map(itemId => ({ itemId, quantity: 1 })),
  })
  if (!asked) return
  const chain = await patient(() => s.inSchool(ctx => chainOf(ctx, { kind: 'stock.need', id: asked.id })))
  if (!chain) throw new Error('the request waits for nobody')
  if (!(await send(shop, 'storekeeper', approval.approve, { id: chain.id }))) return
  const need = await patient(() => s.as('storekeeper').call(stock.need, { id: asked.id }))
  await send(shop, 'storekeeper', stock.issue, {
    id: asked.id,
    version: need.version,
    lines: need.lines.map(l => ({ lineId: l.id, quantity: l.left })),
    receiverName: '班主任甲',
    strokes: 'M100 200L200 160L300 180L400 240L500 220L600 180L700 200',
  })
}

async function lend(shop: Shop, random: Random, mine: Papers): Promise<void> {
  const made = await send(shop, 'storekeeper', stock.lend, {
    storeId: pick(shop.stores, random),
    borrowerId: shop.scenario.person('teacher'),
    dueOn: shop.today,
    lines: [{ itemId: pick(shop.items, random), quantity: 1 }],
    strokes: 'M100 200L200 160L300 180L400 240L500 220L600 180L700 200',
  })
  if (made) mine.loans.push({ id: made.id })
}

async function giveBack(shop: Shop, mine: Papers): Promise<void> {
  const loan = mine.loans.shift()
  if (!loan) return
  const seen = await patient(() => shop.scenario.as('storekeeper').call(stock.loan, { id: loan.id }))
  await send(shop, 'storekeeper', stock.giveBack, {
    id: loan.id,
    version: seen.version,
    lines: seen.lines.map(l => ({ lineId: l.id, quantity: l.left })),
  })
}

async function send<Op extends Operation>(
  shop: Shop,
  role: RoleCode,
  operation: Op,
  input: InputOf<Op>,
): Promise<OutputOf<Op> | undefined> {
  const key = randomUUID()
  const result = await shop.send(role, operation, input, key)
  if ('refused' in result) {
    shop.storm.refused.set(result.refused, (shop.storm.refused.get(result.refused) ?? 0) + 1)
    return undefined
  }
  const { id, no } = result.answer as { id?: string; no?: string }
  shop.storm.acks.push({ key, operation: operation.id, id, no })
  return result.answer
}

/** Reading again while connections are being cut. */
async function patient<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'kernel.busy') throw error
    }
  }
}

/** Mostly today; sometimes a day of a month that may be closed by now or closing this moment. */
function dayFor(shop: Shop, random: Random): string {
  if (random() < 0.7 || shop.months.length === 0) return shop.today
  return `${pick(shop.months, random)}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`
}

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T

const some = (list: readonly string[], random: Random, most: number): string[] => [
  ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(list, random))),
]

function mulberry(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
