import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { reconciliation } from '../../mechanisms/reconciliation/index.ts'
import { budget } from '../budget/index.ts'
import { procurement } from '../procurement/index.ts'
import { supplier } from '../supplier/index.ts'
import { acceptanceAgainstInvoice } from './reconciliations.ts'

interface DemoStage {
  now: Date
  as<T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

const DAY_MS = 86_400_000
const PRICES = [61_500, 58_000, 64_000]

/** Four microphones, bought by three offers and accepted by the keeper: they wait to be claimed. */
export async function demoPurchase(stage: DemoStage, first: Date): Promise<void> {
  const { as } = stage
  const ago = (days: number): Date =>
    new Date(Math.max(stage.now.getTime() - days * DAY_MS, first.getTime()) - days * 1000)
  const lineId = await as('accountant', stage.now, async ctx => {
    const { rows } = await ctx.run(budget.lines, { openOnly: true, limit: 100 })
    return rows.find(row => row.category === 'equipment')?.id
  })
  const sellers = await as('buyer', stage.now, async ctx => {
    const { rows } = await ctx.run(supplier.options, { q: '投影仪', limit: 3 })
    return rows.map(row => row.id)
  })
  if (!lineId || sellers.length < PRICES.length) return
  const request = await as('teacher', ago(12), ctx =>
    ctx.run(procurement.ask, {
      kind: 'equipment',
      category: 'teaching',
      reason: '阶梯教室原话筒串频，公开课听不清',
      lineId,
      lines: [
        {
          name: '无线话筒',
          measure: '套',
          quantity: 4,
          priceFen: 60_000,
          target: 'none',
          idleReason: '没有闲置的',
        },
      ],
    }),
  )
  for (const login of ['director', 'accountant', 'vice', 'principal'])
    await as(login, ago(11), async ctx => {
      const { rows } = await ctx.run(approval.inbox, { limit: 100 })
      const row = rows.find(one => one.no === request.no)
      if (row) await ctx.run(approval.approve, { id: row.id, note: '同意' })
    })
  const { batchId, sheet } = await as('buyer', ago(10), ctx => offers(ctx, request.id, sellers))
  await as('director', ago(9), ctx => ctx.run(procurement.choose, { ...sheet, note: '同意取最低价' }))
  const order = await as('buyer', ago(8), async ctx => {
    const { version } = await ctx.run(procurement.getBatch, { id: batchId })
    return ctx.run(procurement.placeOrder, { batchId, version, dueOn: dayIn(ctx.zone, ago(4)) })
  })
  await as('keeper', ago(3), async ctx => {
    const { version, lines } = await ctx.run(procurement.getOrder, { id: order.id })
    await ctx.run(procurement.receive, {
      orderId: order.id,
      version,
      lines: lines.map(line => ({ orderLineId: line.id, delivered: 4, accepted: 4 })),
      installed: '四套逐一试音，无串频',
    })
  })
}

async function offers(ctx: Ctx, requestId: string, sellers: readonly string[]) {
  const { rows } = await ctx.run(procurement.waiting, {})
  const lineIds = rows.filter(row => row.requestId === requestId).map(row => row.lineId)
  const batch = await ctx.run(procurement.merge, { lineIds })
  let sheet: { id: string; version: number } = await ctx.run(procurement.openSheet, {
    id: batch.id,
    version: batch.version,
  })
  const { lines } = await ctx.run(procurement.getBatch, { id: batch.id })
  const quotes: string[] = []
  for (const [i, priceFen] of PRICES.entries()) {
    const { id, version } = sheet
    const quoted = await ctx.run(procurement.quote, {
      id,
      version,
      supplierId: sellers[i] as string,
      checked: true,
      warrantyMonths: 12,
      lines: lines.map(line => ({ batchLineId: line.id, priceFen })),
    })
    quotes.push(quoted.quoteId)
    sheet = quoted
  }
  const { id, version } = await ctx.run(procurement.propose, {
    id: sheet.id,
    version: sheet.version,
    quoteId: quotes[PRICES.indexOf(Math.min(...PRICES))] as string,
    conclusion: '三家资质齐全，取最低价',
  })
  return { batchId: batch.id, sheet: { id, version } }
}

/** What was paid differs from its invoice: the buyer says why, and another has still to agree. */
export async function demoDifference({ now, as }: DemoStage, reason: string): Promise<void> {
  const { id } = await as('accountant', now, ctx =>
    ctx.run(reconciliation.run, { kind: acceptanceAgainstInvoice.id }),
  )
  await as('buyer', now, async ctx => {
    const { rows } = await ctx.run(reconciliation.get, { id })
    for (const row of rows.filter(one => one.state === 'open'))
      await ctx.run(reconciliation.explain, { id: row.id, version: row.version, cause: 'rule', note: reason })
  })
}
