import { describe, expect, it } from 'vitest'
import type { RoleCode } from '../kernel/pure/roles.ts'
import { approval, chainOf } from '../mechanisms/approval/index.ts'
import { measure } from '../mechanisms/metric/index.ts'
import { asset } from '../modules/asset/index.ts'
import { lineFacts } from '../modules/budget/index.ts'
import { openBudget } from '../modules/budget/testing.ts'
import { claim } from '../modules/claim/index.ts'
import { procurement } from '../modules/procurement/index.ts'
import { stock } from '../modules/stock/index.ts'
import { STROKES, stockedStore } from '../modules/stock/testing.ts'
import { summary } from '../modules/summary/index.ts'
import { supplier } from '../modules/supplier/index.ts'
import { type Scenario, scenario } from './scenario.ts'

const SELLERS = ['江城新视野教育装备有限公司', '江城启明电子科技有限公司', '江城华康电教设备经营部'] as const
const TERM = { from: '2025-09-01', to: '2026-01-31' }
const v = ({ id, version }: { id: string; version: number }) => ({ id, version })

/** Whoever sits on it says yes, in order; answers the roles that were asked. */
async function approve(s: Scenario, kind: string, id: string): Promise<RoleCode[]> {
  const asked: RoleCode[] = []
  for (let step = 0; step < 8; step++) {
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind, id }))
    if (chain?.state !== 'pending') return asked
    const seat = chain.steps.flatMap(one => one.seats).find(one => one.calledAt && !one.decidedAt)
    const role = LEADERS.find(one => s.person(one) === seat?.personId)
    if (!role) throw new Error(`nobody known sits on ${kind}: ${seat?.name}`)
    asked.push(role)
    await s.as(role).call(approval.approve, { id: chain.id, note: '同意' })
  }
  throw new Error(`the approval of ${kind} does not end`)
}
const LEADERS = ['storekeeper', 'director', 'vice_principal', 'principal', 'accountant', 'clerk'] as const

async function school() {
  const s = await scenario()
  const [lineId] = (await openBudget(s, [
    { amountFen: 1_000_000, category: 'equipment', title: '设备购置' },
  ])) as [string]
  const shelf = await stockedStore(s)
  const sellers = []
  for (const name of SELLERS) sellers.push((await s.as('buyer').call(supplier.create, { name })).id)
  return { s, lineId, shelf, sellers }
}
type School = Awaited<ReturnType<typeof school>>

const projector = {
  name: '投影仪',
  spec: '4000 流明',
  measure: '台',
  quantity: 1,
  priceFen: 400_000,
  target: 'asset' as const,
}

async function asked({ s, lineId }: School, more: object = {}) {
  return await s.as('class_teacher').call(procurement.ask, {
    kind: 'equipment',
    category: 'teaching',
    title: '教室投影仪',
    reason: '原机灯泡老化，无法正常上课',
    lineId,
    lines: [{ ...projector, ...more }],
    source: 'need',
  })
}

/** Three offers, the lowest chosen by somebody who is not the buyer; the order goes out. */
async function ordered(all: School, requestId: string) {
  const { s, sellers } = all
  const buyer = s.as('buyer')
  const { rows } = await buyer.call(procurement.waiting, {})
  const line = rows.find(row => row.requestId === requestId)
  if (!line) throw new Error('the request does not wait to be bought')
  const batch = await buyer.call(procurement.merge, { lineIds: [line.lineId], title: '投影仪' })
  const sheet = await buyer.call(procurement.openSheet, v(batch))
  const { lines } = await buyer.call(procurement.getSheet, { id: sheet.id })
  let now = sheet
  const quotes: string[] = []
  for (const [i, supplierId] of sellers.entries()) {
    const quoted = await buyer.call(procurement.quote, {
      ...v(now),
      supplierId,
      checked: true,
      lines: [
        {
          batchLineId: lines[0]?.id as string,
          brand: '爱普生',
          priceFen: [372_000, 360_000, 385_000][i] as number,
        },
      ],
    })
    quotes.push(quoted.quoteId)
    now = quoted
  }
  const proposed = await buyer.call(procurement.propose, {
    ...v(now),
    quoteId: quotes[1] as string,
    conclusion: '三家资质齐全，第二家最低',
  })
  await s.refused(buyer.call(procurement.choose, v(proposed)), 'kernel.forbidden')
  const chosen = await s.as('director').call(procurement.choose, v(proposed))
  await s.refused(
    buyer.call(procurement.quote, {
      ...v(chosen),
      supplierId: sellers[0] as string,
      lines: [{ batchLineId: lines[0]?.id as string, priceFen: 1 }],
    }),
    'procurement.frozen',
  )
  const { version } = await buyer.call(procurement.getBatch, { id: batch.id })
  return await buyer.call(procurement.placeOrder, { batchId: batch.id, version, dueOn: '2025-09-20' })
}

describe('from the request to the three signatures', () => {
  it('three brooms come from stores against a signature', async () => {
    const { s, shelf } = await school()
    const teacher = s.as('class_teacher')
    const { rows } = await teacher.call(procurement.readNeed, { text: '扫把3把、投影仪1台' })
    expect(rows.map(row => [row.name, row.quantity, row.way])).toEqual([
      ['扫把', 3, 'store'],
      ['投影仪', 1, 'buy'],
    ])
    const need = await teacher.call(stock.request, {
      purpose: '班级卫生',
      lines: [{ itemId: shelf.items.broom, quantity: 3, note: '旧扫把已散' }],
    })
    expect(await approve(s, 'stock.need', need.id)).not.toContain('class_teacher')
    const waiting = await s.as('storekeeper').call(stock.need, { id: need.id })
    const issued = await s.as('storekeeper').call(stock.issue, {
      id: need.id,
      version: waiting.version,
      lines: [{ lineId: waiting.lines[0]?.id as string, quantity: 3, oldIn: true }],
      receiverName: '班主任甲',
      strokes: STROKES,
    })
    expect(issued.no).toMatch(/^LL|^CK|-/)
    const { value, records } = await s.inSchool(ctx => measure(ctx, 'stock.issued', TERM))
    expect([value, records]).toEqual([3, 1])
  })

  it('a projector goes the whole way, every step by its own person', async () => {
    const all = await school()
    const { s, lineId } = all
    const money = () =>
      s.inSchool(async ctx => {
        const facts = (await lineFacts(ctx, [lineId])).get(lineId)
        return [facts?.committedFen, facts?.spentFen, facts?.leftFen]
      })

    const request = await asked(all)
    expect(await money()).toEqual([400_000, 0, 600_000])
    const mine = await s.inSchool(ctx => chainOf(ctx, { kind: 'procurement.request', id: request.id }))
    expect(mine?.steps.flatMap(step => step.seats.map(seat => seat.personId))).not.toContain(
      s.person('class_teacher'),
    )
    const deciders = await approve(s, 'procurement.request', request.id)
    expect(deciders).toContain('vice_principal')

    const order = await ordered(all, request.id)
    const detail = await s.as('buyer').call(procurement.getOrder, { id: order.id })
    const arrival = {
      orderId: order.id,
      version: detail.version,
      lines: [{ orderLineId: detail.lines[0]?.id as string, delivered: 1, accepted: 1, serials: 'EP-0001' }],
    }
    await s.refused(s.as('buyer').call(procurement.receive, arrival), 'procurement.buyer_accepts')
    const accepted = await s
      .as('asset_keeper')
      .call(procurement.receive, { ...arrival, memberIds: [s.person('class_teacher')], strokes: STROKES })
    const paper = await s.as('class_teacher').call(procurement.getAcceptance, { id: accepted.id })
    if (paper.state !== 'accepted')
      await s.as('class_teacher').call(procurement.signAcceptance, { ...v(paper), strokes: STROKES })

    const cards = await s.as('asset_keeper').call(asset.list, { search: '投影仪' })
    expect(cards.rows.map(row => [row.name, row.valueFen])).toEqual([['投影仪', 360_000]])

    const invoice = await s.as('buyer').call(claim.addInvoice, {
      number: '25322000000012345678',
      issuedOn: '2025-09-03',
      sellerName: SELLERS[1],
      buyerName: '江城市第一职业学校',
      amountFen: 360_000,
    })
    const draft = await s.as('buyer').call(claim.draft, {
      source: 'order',
      orderId: order.id,
      title: '教室投影仪',
      amountFen: 360_000,
      invoiceIds: [invoice.id],
    })
    const handled = await s.as('buyer').call(claim.submit, { ...v(draft), strokes: STROKES })
    await s.refused(s.as('buyer').call(claim.accept, v(handled)), 'claim.handler_accepts')
    const witnessed = await s.as('asset_keeper').call(claim.accept, { ...v(handled), strokes: STROKES })
    await s.as('auditor').call(claim.audit, { ...v(witnessed), strokes: STROKES })
    await approve(s, 'claim.claim', draft.id)
    const approved = await s.as('cashier').call(claim.get, { id: draft.id })
    const paid = await s.as('cashier').call(claim.pay, { ...v(approved), slipNo: '回单001' })
    await s.as('accountant').call(claim.book, { ...v(paid), voucherNo: '记-12' })
    expect(await money()).toEqual([0, 360_000, 640_000])

    await s.refused(
      s.as('buyer').call(claim.addInvoice, {
        number: '25322000000012345678',
        issuedOn: '2025-09-03',
        sellerName: SELLERS[1],
        buyerName: '江城市第一职业学校',
        amountFen: 100,
      }),
      'claim.invoice_seen',
    )
    const whole = await s.as('auditor').call(claim.get, { id: draft.id })
    expect(whole.chain.every(node => node.present)).toBe(true)
    const path = await s.as('class_teacher').call(procurement.get, { id: request.id })
    expect(path.path.filter(step => step.state === 'done').map(step => step.step)).toEqual(
      expect.arrayContaining(['asked', 'approved', 'quoted', 'ordered', 'accepted', 'handed', 'paid']),
    )
    await s.drain()
    const report = await s.as('director').call(summary.get, { term: '2025-autumn' })
    const text = JSON.stringify(report)
    for (const said of ['三人签定', '新增固定资产', '五项评价', '货比三家']) expect(text).toContain(said)
  })

  it('offers what lies idle before anything is bought', async () => {
    const all = await school()
    const { s } = all
    const { ids } = await s.as('asset_keeper').call(asset.register, {
      name: '投影仪',
      classCode: 'A02020200',
      classEdition: '2022',
      priceFen: 350_000,
      acquiredOn: '2024-03-01',
    })
    await s.as('asset_keeper').call(asset.offerIdle, { assetIds: ids, reason: '教室合并，多出一台' })
    await s.refused(asked(all), 'procurement.idle_first')
    const request = await asked(all, { idleReason: '闲置的那台流明太低，教室朝南看不清' })
    expect(request.state).toBe('pending')
  })
})
