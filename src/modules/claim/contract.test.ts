import { describe, expect, it } from 'vitest'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import { reconciliation } from '../../mechanisms/reconciliation/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { heldOn, lineFacts } from '../budget/index.ts'
import { contractFacts, contracts } from '../contract/index.ts'
import { contractDesk, type Desk, signed } from '../contract/testing.ts'
import { claim } from './contract.ts'

const FIRM = '江城绿园园林养护有限公司'
const SCHOOL = '江城市第一职业学校'
const HALF = 19_000_00

interface Made {
  s: Scenario
  desk: Desk
  contractId: string
}

async function running(): Promise<Made> {
  const s = await scenario()
  const desk = await contractDesk(s)
  const { id } = await signed(s, desk)
  return { s, desk, contractId: id }
}

let seq = 0
const invoiceOf = (s: Scenario, amountFen: number, sellerName = FIRM) =>
  s.as('clerk').call(claim.addInvoice, {
    number: `2432200000001${String(++seq).padStart(7, '0')}`,
    issuedOn: '2025-09-03',
    sellerName,
    buyerName: SCHOOL,
    amountFen,
  })

async function drafted({ s, contractId }: Made, amountFen: number, witness?: string) {
  const invoice = await invoiceOf(s, amountFen)
  return s.as('clerk').call(claim.draft, {
    source: 'contract',
    contractId,
    title: '绿化养护费',
    amountFen,
    ...(witness ? { witnessId: witness } : {}),
    invoiceIds: [invoice.id],
  })
}

const v = ({ id, version }: { id: string; version: number }) => ({ id, version })

async function approved(made: Made, amountFen: number) {
  const { s } = made
  const d = await drafted(made, amountFen, s.person('groundskeeper'))
  const h = await s.as('clerk').call(claim.submit, v(d))
  const a = await s.as('groundskeeper').call(claim.accept, v(h))
  await s.as('auditor').call(claim.audit, v(a))
  for (let i = 0; i < 4; i++) {
    const chain = await s.inSchool(ctx => chainOf(ctx, { kind: 'claim.claim', id: d.id }))
    if (chain?.state !== 'pending') break
    const seat = chain.steps.flatMap(step => step.seats).find(x => x.calledAt && !x.decidedAt)
    const role = (['vice_principal', 'principal', 'director'] as const).find(
      r => s.person(r) === seat?.personId,
    )
    await s.as(role ?? 'principal').call(approval.approve, { id: chain.id, note: '同意' })
  }
  return s.as('cashier').call(claim.get, { id: d.id })
}

const state = ({ s, desk, contractId }: Made) =>
  s.inSchool(async ctx => {
    const line = (await lineFacts(ctx, [desk.lineId])).get(desk.lineId)
    const paper = (await contractFacts(ctx, [contractId])).get(contractId)
    return {
      line: [line?.committedFen, line?.spentFen, line?.leftFen],
      paid: paper?.paidFen,
      held: await heldOn(ctx, { kind: 'contract.agreement', id: contractId }, desk.lineId),
    }
  })

describe('a claim on a contract', () => {
  it('takes over what the contract held, is paid by its plan, and the contract learns of it', async () => {
    const made = await running()
    const { s } = made
    expect(await state(made)).toEqual({ line: [2 * HALF, 0, 22_000_00], paid: 0, held: 2 * HALF })
    const first = await approved(made, HALF)
    expect(first.state).toBe('approved')
    expect(await state(made)).toEqual({ line: [2 * HALF, 0, 22_000_00], paid: 0, held: HALF })
    const p = await s.as('cashier').call(claim.pay, { ...v(first), slipNo: '回单-1' })
    expect(await state(made)).toMatchObject({ paid: HALF, held: HALF })
    await s.as('accountant').call(claim.book, { ...v(p), voucherNo: '记-1' })
    expect(await state(made)).toEqual({ line: [HALF, HALF, 22_000_00], paid: HALF, held: HALF })
    const run = await s.as('accountant').call(reconciliation.run, { kind: 'contract.commitment' })
    expect([run.rowCount, run.differenceCount]).toEqual([1, 0])
    const { chain } = await s.as('principal').call(claim.get, { id: first.id })
    expect(chain.filter(node => !node.present)).toEqual([])
    expect(chain.map(node => node.kind)).toEqual([
      '合同',
      '合同审批',
      '发票',
      '三人签字',
      '报销审批',
      '付款',
      '记账',
      '分录',
    ])
    expect(chain[0]?.sentence).toContain('上半年 ¥19,000.00（2026-03-31，已付）')
    const second = await approved(made, HALF)
    await s.as('cashier').call(claim.pay, { ...v(second), slipNo: '回单-2' })
    expect(await state(made)).toMatchObject({ paid: 2 * HALF, held: 0 })
    s.at('2025-10-08T09:00:00+08:00')
    const asAt = await s
      .as('accountant')
      .call(reconciliation.run, { kind: 'contract.commitment', asAt: '2025-09-03' })
    expect(asAt.differenceCount).toBe(0)
  })

  it('never asks for more than is left beside what other claims ask', async () => {
    const made = await running()
    const { s } = made
    await s.refused(drafted(made, 2 * HALF + 1, s.person('groundskeeper')), 'contract.over_paid')
    const one = await drafted(made, HALF, s.person('groundskeeper'))
    const other = await drafted(made, HALF + 1, s.person('groundskeeper'))
    await s.as('clerk').call(claim.submit, v(one))
    const error = await s.refused(s.as('clerk').call(claim.submit, v(other)), 'claim.over_contract')
    expect(error.message).toContain('还剩 ¥19,000.00')
    expect(await state(made)).toEqual({ line: [2 * HALF, 0, 22_000_00], paid: 0, held: HALF })
    const two = [
      await drafted(made, HALF, s.person('groundskeeper')),
      await drafted(made, HALF, s.person('groundskeeper')),
    ]
    const both = await Promise.allSettled(two.map(d => s.as('clerk').call(claim.submit, v(d))))
    expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    expect(await state(made)).toMatchObject({ line: [2 * HALF, 0, 22_000_00], held: 0 })
  })

  it('needs a witness, the invoice of its own firm, and three persons', async () => {
    const made = await running()
    const { s } = made
    const bare = await drafted(made, HALF)
    await s.refused(s.as('clerk').call(claim.submit, v(bare)), 'claim.needs_witness')
    await s.refused(drafted(made, HALF, s.person('clerk')), 'claim.witness_self')
    const strange = await invoiceOf(s, HALF, '江城青山园艺有限公司')
    const d = await s.as('clerk').call(claim.draft, {
      source: 'contract',
      contractId: made.contractId,
      title: '绿化养护费',
      amountFen: HALF,
      witnessId: s.person('groundskeeper'),
      invoiceIds: [strange.id],
    })
    await s.refused(s.as('clerk').call(claim.submit, v(d)), 'claim.other_seller')
    const seen = await s.refused(
      s.as('accountant').call(claim.addInvoice, {
        number: `2432200000001${String(seq).padStart(7, '0')}`,
        issuedOn: '2025-09-03',
        sellerName: FIRM,
        buyerName: SCHOOL,
        amountFen: HALF,
      }),
      'claim.invoice_seen',
    )
    expect(seen.message).toContain(d.no)
    const good = await drafted(made, HALF, s.person('groundskeeper'))
    const h = await s.as('clerk').call(claim.submit, v(good))
    await s.refused(s.as('director').call(claim.accept, v(h)), 'claim.not_witness')
    const a = await s.as('groundskeeper').call(claim.accept, v(h))
    const error = await s.refused(s.as('cashier').call(claim.pay, v(a)), 'claim.three_signatures')
    expect(error.message).toContain('还差审核人签字')
  })

  it('gives the contract its money back when it comes back, and a payment that came back too', async () => {
    const made = await running()
    const { s } = made
    const d = await drafted(made, HALF, s.person('groundskeeper'))
    const h = await s.as('clerk').call(claim.submit, v(d))
    expect(await state(made)).toMatchObject({ held: HALF })
    await s.as('clerk').call(claim.withdraw, { ...v(h), note: '发票开错' })
    expect(await state(made)).toEqual({ line: [2 * HALF, 0, 22_000_00], paid: 0, held: 2 * HALF })
    const ready = await approved(made, HALF)
    const p = await s.as('cashier').call(claim.pay, v(ready))
    const back = await s.as('cashier').call(claim.reversePayment, { ...v(p), reason: '账号错退汇' })
    expect(back.state).toBe('approved')
    expect(await state(made)).toMatchObject({ paid: 0 })
    await s.as('cashier').call(claim.pay, v(back))
    expect(await state(made)).toMatchObject({ paid: HALF })
  })

  it('is refused where the contract does not run', async () => {
    const made = await running()
    const { s, contractId } = made
    const seen = await s.as('director').call(contracts.get, { id: contractId })
    await s
      .as('director')
      .call(contracts.terminate, { id: contractId, version: seen.version, reason: '对方停业' })
    await s.refused(drafted(made, HALF, s.person('groundskeeper')), 'contract.not_running')
  })
})

describe('a claim on the contract of an import batch', () => {
  it('shows the currency, the rate of the day and the exemption, and what is not accepted yet', async () => {
    const made = await running()
    const { s, desk, contractId } = made
    const batch = await s.as('buyer').call(contracts.createImport, {
      title: '喷灌设备',
      supplierId: desk.green,
      agreementId: contractId,
      currency: 'EUR',
      foreignAmount: 4800,
      rate: 7.9,
      rateOn: '2025-09-02',
      rateSource: '中国人民银行中间价',
      items: 2,
      dutiableFen: 2 * HALF,
      dutyRate: 8,
      negotiatedOn: '2025-09-01',
    })
    const ready = await approved(made, HALF)
    const of = (kind: string) => ready.chain.find(node => node.kind === kind)
    expect(of('进口批次')).toMatchObject({ no: batch.no, present: true })
    expect(of('进口批次')?.sentence).toContain('EUR')
    expect(of('进口批次')?.sentence).toContain('2025-09-02 汇率 7.9')
    expect(of('进口批次')?.sentence).toContain('没有办免税')
    expect(of('进口验收')).toMatchObject({ present: false })
    let { version } = batch
    for (const [step, exemptionNo] of [
      ['contract', ''],
      ['exempt', 'Z22001A00001'],
      ['ship', ''],
      ['clear', ''],
      ['accept', ''],
    ] as const)
      version = (
        await s
          .as('buyer')
          .call(contracts.moveImport, { id: batch.id, version, step, day: '2025-09-03', exemptionNo })
      ).version
    const now = await s.as('cashier').call(claim.get, { id: ready.id })
    expect(now.chain.find(node => node.kind === '进口验收')).toMatchObject({ present: true })
    expect(now.chain.find(node => node.kind === '进口批次')?.sentence).toContain('免税证明 Z22001A00001')
    await s.as('cashier').call(claim.pay, v(now))
    expect(await state(made)).toMatchObject({ paid: HALF })
  })
})
