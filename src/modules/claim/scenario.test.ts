import { Client } from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { refKey } from '../../kernel/pure/ref.ts'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import { ledger } from '../../mechanisms/ledger/index.ts'
import { parameter } from '../../mechanisms/parameter/index.ts'
import { reconciliation } from '../../mechanisms/reconciliation/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { registerAccepted } from '../asset/index.ts'
import { heldOn, lineFacts } from '../budget/index.ts'
import { openBudget } from '../budget/testing.ts'
import { people } from '../people/index.ts'
import { claim } from './contract.ts'
import { movePerson } from './merging.ts'
import { type Bought, bought } from './testing.ts'

const SELLER = '江城新视野教育装备有限公司'
const SCHOOL = '江城市第一职业学校'

const paper = (number = '24322000000012345678', amountFen = 3600_00, sellerName = SELLER) => ({
  number,
  issuedOn: '2025-09-02',
  sellerName,
  buyerName: SCHOOL,
  amountFen,
})

interface Made {
  s: Scenario
  lineId: string
  order: Bought
}

async function prepared(options: Parameters<typeof bought>[2] = {}, lineFen = 5000_00): Promise<Made> {
  const s = await scenario()
  const [lineId] = (await openBudget(s, [
    { amountFen: lineFen, category: 'equipment', title: '设备购置' },
  ])) as [string]
  return { s, lineId, order: await bought(s, lineId, options) }
}

async function drafted({ s, order }: Made, amountFen = 3600_00, number?: string) {
  const buyer = s.as('buyer')
  const invoice = await buyer.call(claim.addInvoice, paper(number, Math.max(amountFen, 100)))
  const made = await buyer.call(claim.draft, {
    source: 'order',
    orderId: order.orderId,
    title: '会议室投影仪',
    unitText: '总务处',
    amountFen,
    invoiceIds: [invoice.id],
  })
  return { ...made, invoiceId: invoice.id }
}

async function signedByThree(made: Made, amountFen?: number, number?: string) {
  const { s } = made
  const d = await drafted(made, amountFen, number)
  const h = await s.as('buyer').call(claim.submit, d2(d))
  const a = await s.as('storekeeper').call(claim.accept, d2(h))
  return s.as('auditor').call(claim.audit, d2(a))
}

const d2 = ({ id, version }: { id: string; version: number }) => ({ id, version })

/** Whoever sits on the approval says yes until it is through. */
async function approve(s: Scenario, claimId: string): Promise<void> {
  for (let i = 0; i < 4; i++) {
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'claim.claim', id: claimId }))
    if (chain?.state !== 'pending') return
    const seat = chain.steps.flatMap(step => step.seats).find(x => x.calledAt && !x.decidedAt)
    const role = (['vice_principal', 'principal', 'director'] as const).find(
      r => s.person(r) === seat?.personId,
    )
    await s.as(role ?? 'principal').call(approval.approve, { id: chain.id, note: '同意' })
  }
}

const facts = (made: Made) =>
  made.s.inSchool(async ctx => {
    const f = (await lineFacts(ctx, [made.lineId])).get(made.lineId)
    return f && [f.committedFen, f.spentFen, f.leftFen]
  })

async function paid(made: Made) {
  const signed = await signedByThree(made)
  await approve(made.s, signed.id)
  const now = await made.s.as('cashier').call(claim.get, { id: signed.id })
  return made.s.as('cashier').call(claim.pay, { ...d2(now), method: 'transfer', slipNo: '回单001' })
}

describe('a claim for what was bought', () => {
  it('passes three persons, the approval, the cashier and the accountant', async () => {
    const made = await prepared()
    const { s } = made
    expect(await facts(made)).toEqual([3600_00, 0, 1400_00])
    const signed = await signedByThree(made)
    expect(signed.state).toBe('approving')
    // The claim holds now what the request held before.
    expect(await facts(made)).toEqual([3600_00, 0, 1400_00])
    const held = (kind: string, id: string) => s.inSchool(ctx => heldOn(ctx, { kind, id }, made.lineId))
    expect(await held('procurement.request', made.order.requestId)).toBe(0)
    expect(await held('claim.claim', signed.id)).toBe(3600_00)
    await approve(s, signed.id)
    const approved = await s.as('cashier').call(claim.get, { id: signed.id })
    expect([approved.state, approved.amountWords]).toEqual(['approved', '叁仟陆佰元整'])
    expect(new Set(approved.signatures.map(m => m.personId)).size).toBe(3)
    const p = await s.as('cashier').call(claim.pay, { ...d2(approved), slipNo: '回单001' })
    expect(p.no).toMatch(/^FK-2025-/)
    await s.as('accountant').call(claim.book, { ...d2(p), voucherNo: '记-12' })
    expect(await facts(made)).toEqual([0, 3600_00, 1400_00])
    const seen = await s.as('principal').call(claim.get, { id: signed.id })
    // The request of the fixture was written as a row: it never went through an approval, and the chain says so.
    expect(seen.chain.filter(node => !node.present).map(node => node.kind)).toEqual(['申请审批'])
    expect(seen.chain.map(node => node.kind)).toEqual([
      '采购申请',
      '申请审批',
      '询价比价',
      '采购单',
      '验收',
      '交付使用',
      '发票',
      '三人签字',
      '报销审批',
      '付款',
      '记账',
      '分录',
    ])
    const quotes = seen.chain.find(node => node.kind === '询价比价')
    expect(quotes?.sentence).toBe(
      `3 家报价：${SELLER} ¥3,600.00、便捷百货 ¥3,700.00、江城教学仪器厂 ¥3,800.00；选定${SELLER}`,
    )
    expect(seen.chain.find(node => node.kind === '三人签字')?.sentence).toBe(
      '经手人 采购员甲、验收人 保管员甲、审核人 审核人甲',
    )
    expect(seen.chain.find(node => node.kind === '分录')?.href).toMatch(/^\/ledger\/entries\//)
    await s
      .as('accountant')
      .call(reconciliation.run, { kind: 'claim.acceptance' })
      .then(run => {
        expect([run.rowCount, run.differenceCount]).toEqual([1, 0])
      })
    await s
      .as('accountant')
      .call(reconciliation.run, { kind: 'contract.commitment' })
      .then(run => {
        expect([run.rowCount, run.differenceCount]).toEqual([1, 0])
      })
    s.at('2025-10-08T09:00:00+08:00')
    const closed = await s.as('accountant').call(ledger.close, { book: 'budget', month: '2025-09' })
    expect(closed.state).toBe('closed')
  })

  it('does not stand in the way of a month that ended before it was claimed', async () => {
    const made = await prepared()
    const { s } = made
    s.at('2025-10-08T09:00:00+08:00')
    const signed = await signedByThree(made)
    const run = await s
      .as('accountant')
      .call(reconciliation.run, { kind: 'contract.commitment', asAt: '2025-09-30' })
    expect([run.rowCount, run.differenceCount]).toEqual([1, 0])
    await approve(s, signed.id)
    const now = await s.as('cashier').call(claim.get, { id: signed.id })
    const p = await s.as('cashier').call(claim.pay, { ...d2(now), day: '2025-10-08' })
    await s.as('accountant').call(claim.book, { ...d2(p), voucherNo: '记-1' })
    const closed = await s.as('accountant').call(ledger.close, { book: 'budget', month: '2025-09' })
    expect(closed.state).toBe('closed')
  })

  it('is not paid with two signatures, nor before it is approved', async () => {
    const made = await prepared()
    const { s } = made
    const d = await drafted(made)
    const h = await s.as('buyer').call(claim.submit, d2(d))
    const a = await s.as('storekeeper').call(claim.accept, d2(h))
    const error = await s.refused(s.as('cashier').call(claim.pay, d2(a)), 'claim.three_signatures')
    expect(error.message).toContain('审核人')
    const signed = await s.as('auditor').call(claim.audit, d2(a))
    await s.refused(s.as('cashier').call(claim.pay, d2(signed)), 'claim.held_up')
  })

  it('is not accepted by the buyer, the handler or who never saw the goods', async () => {
    const made = await prepared()
    const { s } = made
    const clerk = s.as('clerk')
    const invoice = await clerk.call(claim.addInvoice, paper())
    const d = await clerk.call(claim.draft, {
      source: 'order',
      orderId: made.order.orderId,
      title: '投影仪',
      amountFen: 3600_00,
      invoiceIds: [invoice.id],
    })
    await s.refused(s.as('buyer').call(claim.submit, d2(d)), 'claim.not_handler')
    const h = await clerk.call(claim.submit, d2(d))
    await s.refused(s.as('buyer').call(claim.accept, d2(h)), 'claim.buyer_accepts')
    await s.refused(clerk.call(claim.accept, d2(h)), 'claim.handler_accepts')
    await s.refused(s.as('groundskeeper').call(claim.accept, d2(h)), 'claim.not_acceptor')
    const a = await s.as('asset_keeper').call(claim.accept, d2(h))
    const many = s.user({
      personId: s.person('asset_keeper'),
      name: '资产管理员甲',
      roles: ['auditor', 'asset_keeper', 'cashier'],
    })
    await s.refused(many.call(claim.audit, d2(a)), 'claim.auditor_signed')
    const bothHands = s.user({ personId: s.person('buyer'), name: '采购员甲', roles: ['auditor', 'buyer'] })
    await s.refused(bothHands.call(claim.audit, d2(a)), 'claim.auditor_signed')
    await s.as('auditor').call(claim.audit, d2(a))
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'claim.claim', id: d.id }))
    const sitting = chain?.steps.flatMap(step => step.seats.map(seat => seat.personId))
    expect(sitting).not.toContain(s.person('auditor'))
  })

  it('takes an invoice once, whoever brings it, and only with the school as its buyer', async () => {
    const made = await prepared()
    const { s } = made
    const d = await drafted(made)
    const seen = await s.refused(s.as('clerk').call(claim.addInvoice, paper()), 'claim.invoice_seen')
    expect(seen.fields).toEqual({ number: '已经登记过' })
    expect(seen.message).toContain(d.no)
    await s.refused(
      s.as('clerk').call(claim.draft, {
        source: 'order',
        orderId: made.order.orderId,
        title: '再报一次',
        amountFen: 1,
        invoiceIds: [d.invoiceId],
      }),
      'claim.invoice_used',
    )
    const add = (over: object) =>
      s.as('clerk').call(claim.addInvoice, { ...paper('24322000000099999999'), ...over })
    const strange = await s.refused(add({ buyerName: '江城市第二职业学校' }), 'claim.wrong_buyer')
    expect(Object.keys(strange.fields ?? {})).toEqual(['buyerName'])
    await s.refused(add({ number: '12345' }), 'claim.invoice_number')
    await s.refused(add({ number: '12345678' }), 'claim.invoice_code')
    await s.refused(add({ code: '1100224130' }), 'claim.invoice_code_extra')
    await s.refused(add({ issuedOn: '2025-12-01' }), 'claim.future_invoice')
    await s.refused(add({ lines: [{ name: '投影仪', amountFen: 1 }] }), 'claim.lines_sum')
    await s.as('principal').call(parameter.set, {
      key: 'claim.invoice_buyer',
      value: { name: '', taxNo: '12320200466286650C' },
      source: '学校开票信息',
      validFrom: '2025-09-03',
    } as never)
    await s.refused(add({ buyerTaxNo: '91320200000000000X' }), 'claim.wrong_tax_no')
    const listed = await s.as('accountant').call(claim.exportInvoices, {})
    expect(listed).toMatchObject({ fileName: '发票台账-2025-09-03.xlsx' })
    await s.refused(s.as('teacher').call(claim.exportInvoices, {}), 'kernel.forbidden')
    const racers = await Promise.allSettled([1, 2, 3].map(() => add({ buyerTaxNo: '12320200466286650C' })))
    expect(racers.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  })

  it('is refused without approved request, acceptance, or with goods that differ; and never above what was accepted', async () => {
    const made = await prepared({ approved: false })
    const ask = (m: Made, amountFen = 3600_00) =>
      m.s.as('buyer').call(claim.draft, {
        source: 'order',
        orderId: m.order.orderId,
        title: '投影仪',
        amountFen,
      })
    await made.s.refused(ask(made), 'claim.no_request')
    const missing = await prepared({ accepted: false })
    await missing.s.refused(ask(missing), 'claim.not_accepted')
    const differing = await prepared({ mismatch: true })
    await differing.s.refused(ask(differing), 'claim.mismatch')
    const good = await prepared()
    const { s } = good
    const none = await ask(good)
    await s.refused(s.as('buyer').call(claim.submit, d2(none)), 'claim.needs_invoice')
    const over = await drafted(good, 3600_01)
    const error = await s.refused(s.as('buyer').call(claim.submit, d2(over)), 'claim.over_accepted')
    expect(error.message).toContain('¥3,600.00')
    const other = await s
      .as('buyer')
      .call(claim.addInvoice, paper('24322000000055555555', 3600_00, '便捷百货'))
    const edited = await s.as('buyer').call(claim.edit, {
      ...d2(none),
      source: 'order',
      title: '投影仪',
      amountFen: 3600_00,
      invoiceIds: [other.id],
    })
    await s.refused(s.as('buyer').call(claim.submit, d2(edited)), 'claim.other_seller')
  })

  it('is claimed once, however many claim for one order at once', async () => {
    const made = await prepared({}, 20_000_00)
    const { s } = made
    const three = []
    for (const n of [1, 2, 3]) three.push(await drafted(made, 3600_00, `2432200000007777777${n}`))
    const answers = await Promise.allSettled(three.map(d => s.as('buyer').call(claim.submit, d2(d))))
    expect(answers.filter(a => a.status === 'fulfilled')).toHaveLength(1)
    expect(await facts(made)).toEqual([3600_00, 0, 16_400_00])
  })

  it('is refused where the line is short, with what is left', async () => {
    const made = await prepared({ heldFen: 1000_00 }, 3000_00)
    const d = await drafted(made)
    const error = await made.s.refused(made.s.as('buyer').call(claim.submit, d2(d)), 'budget.short')
    expect(error.message).toContain('还差 ¥600.00')
    expect(await facts(made)).toEqual([1000_00, 0, 2000_00])
  })

  it('comes back with what is missing named, gives its money back, and goes again', async () => {
    const made = await prepared()
    const { s } = made
    const d = await drafted(made)
    const h = await s.as('buyer').call(claim.submit, d2(d))
    const a = await s.as('storekeeper').call(claim.accept, d2(h))
    const back = await s
      .as('auditor')
      .call(claim.sendBack, { ...d2(a), missing: 'invoice', note: '发票缺清单' })
    const seen = await s.as('buyer').call(claim.get, { id: d.id })
    expect([seen.state, seen.missing, seen.missingNote, seen.signatures.length]).toEqual([
      'returned',
      'invoice',
      '发票缺清单',
      0,
    ])
    const request = { kind: 'procurement.request', id: made.order.requestId }
    expect(await s.inSchool(ctx => heldOn(ctx, request, made.lineId))).toBe(3600_00)
    const blocked = await s.as('accountant').call(claim.list, { states: ['returned'], missing: ['invoice'] })
    expect(blocked.total).toBe(1)
    const again = await s.as('buyer').call(claim.submit, d2(back))
    expect(again.state).toBe('handled')
    const mine = await s.as('storekeeper').call(claim.list, {})
    expect(mine.rows.map(r => r.id)).toEqual([d.id])
    expect((await s.as('cook').call(claim.list, {})).total).toBe(0)
    await s.refused(s.as('cook').call(claim.get, { id: d.id }), 'kernel.not_found')
  })

  it('is refused for good, or sent back, by who approves', async () => {
    const made = await prepared()
    const { s } = made
    const signed = await signedByThree(made)
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'claim.claim', id: signed.id }))
    await s.as('vice_principal').call(approval.refuse, { id: chain?.id as string, note: '超出标准' })
    const seen = await s.as('buyer').call(claim.get, { id: signed.id })
    expect([seen.state, seen.invoiceRows.length]).toEqual(['refused', 0])
    expect(await facts(made)).toEqual([3600_00, 0, 1400_00])
  })
})

describe('money that leaves', () => {
  it('leaves once, however many hands pay', async () => {
    const made = await prepared()
    const { s } = made
    const signed = await signedByThree(made)
    await approve(s, signed.id)
    const now = await s.as('cashier').call(claim.get, { id: signed.id })
    const answers = await Promise.allSettled([1, 2, 3].map(() => s.as('cashier').call(claim.pay, d2(now))))
    expect(answers.filter(a => a.status === 'fulfilled')).toHaveLength(1)
    const payments = await s.inSchool(ctx => ctx.db.selectFrom('claim_payment').select('no').execute())
    expect(payments).toHaveLength(1)
  })

  it('is booked by another hand, in an open month, and taken back by document', async () => {
    const made = await prepared()
    const { s } = made
    const p = await paid(made)
    const both = s.user({ personId: s.person('cashier'), name: '出纳甲', roles: ['accountant', 'cashier'] })
    await s.refused(both.call(claim.book, { ...d2(p), voucherNo: '记-1' }), 'claim.cashier_books')
    const approver = s.user({ personId: s.person('vice_principal'), name: '副校长', roles: ['accountant'] })
    await s.refused(approver.call(claim.book, { ...d2(p), voucherNo: '记-1' }), 'claim.handler_books')
    s.at('2025-10-08T09:00:00+08:00')
    await s.as('accountant').call(ledger.close, { book: 'budget', month: '2025-09' })
    await s.refused(s.as('accountant').call(claim.book, { ...d2(p), voucherNo: '记-1' }), 'ledger.closed')
    const b = await s.as('accountant').call(claim.book, { ...d2(p), voucherNo: '记-1', day: '2025-10-08' })
    expect(await facts(made)).toEqual([0, 3600_00, 1400_00])
    const u = await s.as('accountant').call(claim.unbook, { ...d2(b), reason: '科目记错' })
    expect(await facts(made)).toEqual([3600_00, 0, 1400_00])
    const r = await s.as('cashier').call(claim.reversePayment, { ...d2(u), reason: '账号错退汇' })
    expect(r.state).toBe('approved')
    const again = await s.as('cashier').call(claim.pay, { ...d2(r), slipNo: '回单001' })
    const seen = await s.as('accountant').call(claim.get, { id: p.id })
    expect(seen.payments.map(x => x.amountFen)).toEqual([3600_00, -3600_00, 3600_00])
    await s.as('accountant').call(claim.book, { ...d2(again), voucherNo: '记-2' })
    expect(await facts(made)).toEqual([0, 3600_00, 1400_00])
  })
})

describe('bad moments', () => {
  it('a consent after the handler took it back is told who did, and nothing is half done', async () => {
    const made = await prepared()
    const { s } = made
    const signed = await signedByThree(made)
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'claim.claim', id: signed.id }))
    await s.as('buyer').call(claim.withdraw, { ...d2(signed), note: '发票开错了' })
    const late = await s.refused(
      s.as('vice_principal').call(approval.approve, { id: chain?.id as string }),
      'approval.withdrawn',
    )
    expect(late.message).toContain('采购员甲已在')
    const seen = await s.as('buyer').call(claim.get, { id: signed.id })
    expect([seen.state, seen.signatures.length, seen.shares.length]).toEqual(['returned', 0, 0])
    await s.refused(s.as('cashier').call(claim.pay, { id: seen.id, version: seen.version }), 'kernel.state')
  })

  it('two cashiers at once pay once, and the other is told that it changed', async () => {
    const made = await prepared()
    const { s } = made
    const signed = await signedByThree(made)
    await approve(s, signed.id)
    const now = await s.as('cashier').call(claim.get, { id: signed.id })
    const second = s.user({ personId: s.person('clerk'), name: '出纳乙', roles: ['cashier'] })
    const answers = await Promise.allSettled([
      s.as('cashier').call(claim.pay, { ...d2(now), slipNo: 'A1' }),
      second.call(claim.pay, { ...d2(now), slipNo: 'A2' }),
    ])
    const refused = answers.find(a => a.status === 'rejected') as PromiseRejectedResult
    expect(answers.filter(a => a.status === 'fulfilled')).toHaveLength(1)
    expect(String(refused.reason)).toContain('已付款，待记账')
    const seen = await s.as('cashier').call(claim.get, { id: signed.id })
    expect([seen.payments.length, seen.state]).toEqual([1, 'paid'])
  })

  it('nothing is paid or booked back into a closed month', async () => {
    const made = await prepared()
    const { s } = made
    const signed = await signedByThree(made)
    await approve(s, signed.id)
    s.at('2025-10-08T09:00:00+08:00')
    await s.as('accountant').call(ledger.close, { book: 'budget', month: '2025-09' })
    const now = await s.as('cashier').call(claim.get, { id: signed.id })
    const error = await s.refused(
      s.as('cashier').call(claim.pay, { ...d2(now), day: '2025-09-30' }),
      'ledger.closed',
    )
    expect(error.message).toContain('请把日期改为今天（2025-10-08）再办')
    const p = await s.as('cashier').call(claim.pay, d2(now))
    await s.refused(
      s.as('accountant').call(claim.book, { ...d2(p), voucherNo: '记-1', day: '2025-10-07' }),
      'claim.booked_before',
    )
    expect(await facts(made)).toEqual([3600_00, 0, 1400_00])
  })
})

describe('what needs no request', () => {
  it('is on the list of the school, has a witness, and is approved by the principal', async () => {
    const s = await scenario()
    const [lineId] = (await openBudget(s, [{ amountFen: 5000_00, category: 'travel', title: '差旅费' }])) as [
      string,
    ]
    const teacher = s.as('teacher')
    const invoice = await teacher.call(claim.addInvoice, paper('24322000000011111111', 560_00, '国铁'))
    const ask = {
      source: 'exception' as const,
      title: '赴省城参加培训车费',
      amountFen: 560_00,
      lineId,
      payee: '教师甲',
      invoiceIds: [invoice.id],
    }
    await s.refused(teacher.call(claim.draft, { ...ask, exception: 'labour' }), 'claim.not_listed')
    await s.refused(
      teacher.call(claim.draft, { ...ask, exception: 'travel', witnessId: s.person('teacher') }),
      'claim.witness_self',
    )
    const d = await teacher.call(claim.draft, { ...ask, exception: 'travel', witnessId: s.person('clerk') })
    const h = await teacher.call(claim.submit, d2(d))
    await s.refused(s.as('director').call(claim.accept, d2(h)), 'claim.not_witness')
    const a = await s.as('clerk').call(claim.accept, d2(h))
    await s.as('auditor').call(claim.audit, d2(a))
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'claim.claim', id: d.id }))
    expect(chain?.steps.map(step => step.title)).toContain('校长审批')
    await approve(s, d.id)
    expect((await teacher.call(claim.get, { id: d.id })).state).toBe('approved')
  })
})

describe('two rows that are one person', () => {
  it('take claims and signatures along; who signed for two on one claim stays two', async () => {
    const s = await scenario()
    const [lineId] = (await openBudget(s, [{ amountFen: 5000_00, category: 'travel', title: '差旅费' }])) as [
      string,
    ]
    const keep = await s.as('director').call(people.create, { name: '罗文', kind: 'staff' })
    const drop = await s.as('director').call(people.create, { name: '罗 文文', kind: 'staff' })
    const twin = s.user({ personId: drop.id, name: '罗文文', roles: ['teacher'] })
    const invoice = await twin.call(claim.addInvoice, paper('24322000000011111111', 560_00, '国铁'))
    const ask = {
      source: 'exception' as const,
      exception: 'travel' as const,
      title: '培训车费',
      amountFen: 560_00,
      lineId,
      payee: '罗文',
      witnessId: s.person('clerk'),
    }
    const d = await twin.call(claim.draft, { ...ask, invoiceIds: [invoice.id] })
    await s.as('director').call(people.merge, { keepId: keep.id, dropId: drop.id })
    const real = s.user({ personId: keep.id, name: '罗文', roles: ['teacher'] })
    expect((await real.call(claim.list, {})).rows.map(row => row.id)).toEqual([d.id])
    expect((await real.call(claim.invoices, {})).total).toBe(1)
    const h = await real.call(claim.submit, d2(d))
    await s.as('clerk').call(claim.accept, d2(h))
    const error = await s.refused(
      s.inSchool(ctx => movePerson(ctx, { droppedId: keep.id, keptId: s.person('clerk') })),
      'claim.merge_signed',
    )
    expect(error.message).toContain(d.no)
  })
})

describe('the chain of papers', () => {
  it('names the card and the receipt that goods should have, and shows them when they are there', async () => {
    const made = await prepared({ target: 'asset' })
    const { s } = made
    const d = await drafted(made)
    const chain = async () => (await s.as('buyer').call(claim.get, { id: d.id })).chain
    const lacking = await chain()
    expect(lacking.find(node => node.kind === '资产卡片')).toMatchObject({ present: false })
    expect(lacking.find(node => node.kind === '三人签字')).toMatchObject({
      present: false,
      sentence: '还差经手人、验收人、审核人签字',
    })
    const document = { kind: 'procurement.acceptance', id: made.order.acceptanceId }
    const { nos } = await s.inSchool(ctx =>
      registerAccepted(ctx, {
        document,
        no: 'YS-2025-0001',
        day: '2025-09-03',
        lines: [{ name: '投影仪', category: 'office', quantity: 1, priceFen: 3600_00 }],
      }),
    )
    expect((await chain()).find(node => node.kind === '资产卡片')).toMatchObject({
      present: true,
      no: nos[0],
      amountFen: 3600_00,
    })
    const stored = await prepared({ target: 'store' })
    const e = await drafted(stored)
    const seen = await stored.s.as('buyer').call(claim.get, { id: e.id })
    expect(seen.chain.find(node => node.kind === '入库')).toMatchObject({ present: false })
  })
})

describe('the auditor', () => {
  it('draws a sample that can be drawn again, and every look is written down', async () => {
    const made = await prepared()
    const { s } = made
    const p = await paid(made)
    const auditor = s.as('auditor')
    const ask = { title: '区审计局抽检', from: '2025-09-01', to: '2025-09-30', size: 5, seed: '2025' }
    await s.refused(auditor.call(claim.drawSample, { ...ask, aboveFen: 9_999_00 }), 'claim.nothing_to_sample')
    const drawn = await auditor.call(claim.drawSample, ask)
    const before = await auditor.call(claim.sample, { id: drawn.id })
    expect([before.population, before.items.length]).toEqual([1, 1])
    expect(before.items[0]?.lacks).toEqual(['申请审批', '记账'])
    const officer = s.as('district_officer')
    const seen = await officer.call(claim.look, { itemId: before.items[0]?.itemId as string })
    expect(seen.id).toBe(p.id)
    expect(seen.actions).toEqual({})
    const after = await auditor.call(claim.sample, { id: drawn.id })
    expect(after.items[0]?.looks.map(l => l.who)).toEqual(['区教育局干部甲'])
    const audit = await s.inSchool(ctx =>
      ctx.db
        .selectFrom('kernel_audit')
        .select(['actor_name', 'subject_id', 'subject_kind'])
        .where('operation', '=', 'claim.look')
        .execute(),
    )
    expect(
      audit.map(row => refKey({ kind: row.subject_kind as string, id: row.subject_id as string })),
    ).toEqual([`claim.claim:${p.id}`])
  })

  it('reads the chains of all it drew together, and so do the reconciliations', async () => {
    const made = await prepared({ fen: 1000_00 }, 9000_00)
    const { s } = made
    const orders = [made.order, await bought(s, made.lineId, { fen: 1000_00 })]
    orders.push(await bought(s, made.lineId, { fen: 1000_00, target: 'store' }))
    const kind = 'claim.acceptance'
    const compared: { answer: { rowCount: number }; count: number }[] = []
    for (const [i, order] of orders.entries()) {
      const signed = await signedByThree({ ...made, order }, 1000_00, `2432200000001234567${i}`)
      await approve(s, signed.id)
      const { id, version } = await s.as('cashier').call(claim.get, { id: signed.id })
      const p = await s.as('cashier').call(claim.pay, { id, version, slipNo: `回单 ${i}` })
      await s.as('accountant').call(claim.book, { ...d2(p), voucherNo: `记-${i}` })
      compared.push(await statements(() => s.as('accountant').call(reconciliation.run, { kind })))
    }
    const auditor = s.as('auditor')
    const draw = (size: number) =>
      auditor.call(claim.drawSample, { title: '抽检', from: '2025-09-01', to: '2025-09-30', size, seed: 'a' })
    const [one, all] = [await draw(1), await draw(3)]
    const few = await statements(() => auditor.call(claim.sample, { id: one.id }))
    const many = await statements(() => auditor.call(claim.sample, { id: all.id }))
    expect([few.answer.items.length, many.answer.items.length]).toEqual([1, 3])
    expect(many.count).toBe(few.count)
    // Each chain is that of its own claim: only the goods meant for the store lack a receipt.
    for (const item of many.answer.items) {
      const { chain } = await auditor.call(claim.look, { itemId: item.itemId })
      expect(item.lacks).toEqual(chain.filter(node => !node.present).map(node => node.kind))
      expect(chain.find(node => node.kind === '采购单')?.no).toBe(item.sourceNo)
    }
    expect(many.answer.items.filter(item => item.lacks.includes('入库'))).toHaveLength(1)
    expect(compared.map(run => run.answer.rowCount)).toEqual([1, 2, 3])
    expect(compared[2]?.count).toBe(compared[1]?.count)
  })
})

/** How many statements the database was asked. */
async function statements<T>(work: () => Promise<T>): Promise<{ answer: T; count: number }> {
  const spy = vi.spyOn(Client.prototype, 'query')
  try {
    const answer = await work()
    return { answer, count: spy.mock.calls.length }
  } finally {
    spy.mockRestore()
  }
}
