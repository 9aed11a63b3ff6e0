import type { Ctx } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { budget } from '../budget/index.ts'
import { contracts } from '../contract/index.ts'
import { supplier } from '../supplier/index.ts'
import { procurement } from './contract.ts'

interface DemoStage {
  now: Date
  as<T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}
type Version = { id: string; version: number }

const DAY_MS = 86_400_000
const APPROVERS = ['director', 'accountant', 'vice', 'principal'] as const

/**
 * Purchases of the weeks before: a projector compared, ordered and accepted; four computers ordered under the
 * contract for them, half of which came; a printer whose offers wait to be
 * chosen; blackboards that wait to be bought; a request that waits for approval; one purchase past the channel.
 */
export async function demoProcurement(stage: DemoStage): Promise<void> {
  const ago = (days: number, hour = 0): Date =>
    new Date(stage.now.getTime() - days * DAY_MS + hour * 3_600_000)
  const lineId = await equipmentLine(stage)
  if (!lineId) return
  const projector = await approved(stage, 'classteacher', ago(34), {
    name: '短焦投影仪',
    measure: '台',
    priceFen: 480_000,
    lineId,
    reason: '高职24会计1班原投影仪灯泡老化，字看不清',
  })
  const printer = await approved(stage, 'clerk', ago(18), {
    name: '激光打印机',
    measure: '台',
    priceFen: 260_000,
    lineId,
    reason: '总务处打印机卡纸频繁，维修价高',
  })
  await approved(stage, 'teacher', ago(9), {
    name: '移动白板',
    measure: '块',
    priceFen: 120_000,
    lineId,
    reason: '教研活动用',
  })
  const sellers = await sellersOf(stage)
  await boughtAndAccepted(stage, projector, sellers, ago)
  await underContract(stage, lineId, ago)
  await compared(stage, printer, sellers, ago(12), [245_000, 252_000, 239_000])
  await stage.as('teacher', ago(1), ctx => ask(ctx, { ...PENDING, lineId }))
  await stage.as('clerk', ago(26), ctx =>
    ctx.run(procurement.noteOffChannel, {
      boughtOn: ago(28).toISOString().slice(0, 10),
      personName: '丁国庆',
      what: '食堂临时购买不锈钢盆 6 只',
      category: 'canteen',
      supplierName: '城中菜场日杂店',
      amountFen: 21_600,
      reason: '周末断供，来不及走统一采购',
    }),
  )
}

const PENDING = { name: '扩音机', measure: '套', priceFen: 180_000, reason: '操场集会用的扩音机声音失真' }

interface Wish {
  name: string
  measure: string
  priceFen: number
  reason: string
  lineId: string
  quantity?: number
}

const ask = (ctx: Ctx, { name, measure, priceFen, reason, lineId, quantity = 1 }: Wish) =>
  ctx.run(procurement.ask, {
    kind: 'equipment',
    category: 'teaching',
    reason,
    lineId,
    lines: [{ name, measure, quantity, priceFen, target: 'asset', idleReason: '闲置的规格不合用' }],
  })

/** Asked for, and approved by whoever it waits for; answers the request's id. */
async function approved(stage: DemoStage, login: string, at: Date, wish: Wish): Promise<string> {
  const { id, no } = await stage.as(login, at, ctx => ask(ctx, wish))
  for (const approver of APPROVERS)
    await stage.as(approver, new Date(at.getTime() + 3 * 3_600_000), async ctx => {
      for (;;) {
        const { rows } = await ctx.run(approval.inbox, { limit: 100 })
        const row = rows.find(one => one.no === no)
        if (!row) return
        await ctx.run(approval.approve, { id: row.id, note: '同意' })
      }
    })
  return id
}

/** A batch of its own with three offers, the lowest proposed; answers the batch and the sheet. */
async function compared(
  stage: DemoStage,
  requestId: string,
  sellers: readonly string[],
  at: Date,
  prices: readonly number[],
): Promise<{ batchId: string; sheet: Version }> {
  return await stage.as('buyer', at, async ctx => {
    const { rows } = await ctx.run(procurement.waiting, {})
    const lineIds = rows.filter(row => row.requestId === requestId).map(row => row.lineId)
    const batch = await ctx.run(procurement.merge, { lineIds })
    let sheet: Version = await ctx.run(procurement.openSheet, { id: batch.id, version: batch.version })
    const { lines } = await ctx.run(procurement.getBatch, { id: batch.id })
    const quotes: string[] = []
    for (const [i, priceFen] of prices.entries()) {
      const quoted = await ctx.run(procurement.quote, {
        id: sheet.id,
        version: sheet.version,
        supplierId: sellers[i] as string,
        checked: true,
        warrantyMonths: 24,
        lines: lines.map(line => ({ batchLineId: line.id, priceFen })),
      })
      quotes.push(quoted.quoteId)
      sheet = quoted
    }
    const lowest = prices.indexOf(Math.min(...prices))
    const proposed = await ctx.run(procurement.propose, {
      id: sheet.id,
      version: sheet.version,
      quoteId: quotes[lowest] as string,
      conclusion: '三家资质齐全，取最低价',
    })
    return { batchId: batch.id, sheet: proposed }
  })
}

async function boughtAndAccepted(
  stage: DemoStage,
  requestId: string,
  sellers: readonly string[],
  ago: (days: number) => Date,
): Promise<void> {
  const { batchId, sheet } = await compared(stage, requestId, sellers, ago(30), [465_000, 452_000, 478_000])
  await stage.as('director', ago(29), ctx =>
    ctx.run(procurement.choose, { id: sheet.id, version: sheet.version, note: '同意取最低价' }),
  )
  const order = await stage.as('buyer', ago(28), async ctx => {
    const { version } = await ctx.run(procurement.getBatch, { id: batchId })
    return await ctx.run(procurement.placeOrder, {
      batchId,
      version,
      dueOn: ago(20).toISOString().slice(0, 10),
    })
  })
  await stage.as('keeper', ago(21), async ctx => {
    const { version, lines } = await ctx.run(procurement.getOrder, { id: order.id })
    await ctx.run(procurement.receive, {
      orderId: order.id,
      version,
      lines: lines.map(line => ({
        orderLineId: line.id,
        delivered: 1,
        accepted: 1,
        serials: 'XMS-20260388',
      })),
      installed: '已吊装调试，画面清晰',
    })
  })
}

/** Four computers at the contract's price: two stand in the office, two are still to come. */
async function underContract(stage: DemoStage, lineId: string, ago: (days: number) => Date): Promise<void> {
  const dealId = await stage.as('buyer', ago(13), async ctx => {
    const { rows } = await ctx.run(contracts.options, { q: '教师办公电脑定点供货' })
    return rows[0]?.id
  })
  if (!dealId) return
  const requestId = await approved(stage, 'clerk', ago(13), {
    name: '台式计算机',
    measure: '台',
    priceFen: 420_000,
    quantity: 4,
    lineId,
    reason: '总务处四台办公电脑超过使用年限，系统已停止更新',
  })
  const orderId = await stage.as('buyer', ago(10), async ctx => {
    const { rows } = await ctx.run(procurement.waiting, {})
    const lineIds = rows.filter(row => row.requestId === requestId).map(row => row.lineId)
    const batch = await ctx.run(procurement.merge, { lineIds })
    const order = await ctx.run(procurement.placeOrder, {
      batchId: batch.id,
      version: batch.version,
      contractId: dealId,
      dueOn: ago(-6).toISOString().slice(0, 10),
      placeText: '总务处办公室',
    })
    return order.id
  })
  await stage.as('keeper', ago(3), async ctx => {
    const { version, lines } = await ctx.run(procurement.getOrder, { id: orderId })
    await ctx.run(procurement.receive, {
      orderId,
      version,
      lines: lines.map(line => ({ orderLineId: line.id, delivered: 2, accepted: 2 })),
      installed: '已装好系统，联网正常',
      papers: '说明书、保修卡',
    })
  })
}

/** Three firms that sell projectors and the like. */
const sellersOf = (stage: DemoStage): Promise<string[]> =>
  stage.as('buyer', stage.now, async ctx => {
    const { rows } = await ctx.run(supplier.options, { q: '投影仪', limit: 3 })
    return rows.map(row => row.id)
  })

/** The line from which teaching equipment is paid; none where the demo has no plan under way. */
const equipmentLine = (stage: DemoStage): Promise<string | undefined> =>
  stage.as('accountant', stage.now, async ctx => {
    const { rows } = await ctx.run(budget.lines, { openOnly: true, limit: 100 })
    return rows.find(row => row.category === 'equipment')?.id
  })
