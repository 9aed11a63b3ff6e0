import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../kernel/pure/operation.ts'
import { machineFlaws } from '../../kernel/pure/state.ts'
import { backgroundDone } from '../../kernel/server/run.ts'
import { measure, metric } from '../../mechanisms/metric/index.ts'
import { type Caller, type Scenario, scenario } from '../../testing/scenario.ts'
import { budget } from '../budget/index.ts'
import { damage } from './contract.ts'
import { followOrder } from './from-order.ts'
import { caseMachine, maskName, splitEvenly } from './rules.ts'

const TERM = { from: '2025-09-01', to: '2026-01-31' }

async function noticed(s: Scenario, sharers: string[] = ['李四']) {
  const office = s.as('clerk')
  await s
    .as('director')
    .call(damage.setPrice, { item: '玻璃', measure: '块', priceFen: 2800, validFrom: '2025-09-01' })
  const opened = await office.call(damage.open, {
    item: '玻璃',
    occurredOn: '2025-09-03',
    quantity: 2,
    liableKind: 'unknown',
  })
  const assessed = await office.call(damage.assess, {
    id: opened.id,
    version: opened.version,
    intent: 'careless',
    liableKind: sharers.length > 1 ? 'room' : 'person',
    liableName: sharers[0] as string,
    sharers,
  })
  return office.call(damage.notify, { id: opened.id, version: assessed.version })
}

describe('the list as a spreadsheet', () => {
  it('has what is seen: the filter, the chosen columns, the sums, and no name that is not shown', async () => {
    const s = await scenario()
    const due = await noticed(s)
    await s.as('cashier').call(damage.pay, { id: due.id, version: due.version, amountFen: 2600 })
    await s.as('clerk').call(damage.open, { item: '黑板', occurredOn: '2025-09-04', liableKind: 'unknown' })
    const lines = async (who: Caller, input: InputOf<typeof damage.exportList>) => {
      const book = new ExcelJS.Workbook()
      const file = (await who.call(damage.exportList, input)) as unknown as { body: ExcelJS.Buffer }
      await book.xlsx.load(file.body)
      const found: string[] = []
      book.worksheets[0]?.eachRow(row => found.push((row.values as unknown[]).filter(Boolean).join('|')))
      return found
    }
    const seen = await lines(s.as('director'), {
      states: ['noticed'],
      columns: ['item', 'liable', 'amount', 'paid'],
      words: '已通知，待缴',
    })
    expect(seen[1]).toContain('已通知，待缴')
    expect(seen.slice(2)).toEqual([
      '损坏物品|责任|应赔（元）|已收（元）',
      '玻璃 2块|李四（个人）|56|26',
      '合计 1 行|56|26',
    ])
    const all = await lines(s.as('auditor'), {})
    expect(all.filter(line => /玻璃|黑板/.test(line))).toHaveLength(2)
    expect(all.join()).not.toContain('李四')
    await s.refused(s.as('teacher').call(damage.exportList, {}), 'kernel.forbidden')
  })
})

describe('a case of damage', () => {
  it('goes from the price table to a receipt on the income line', async () => {
    const s = await scenario()
    const due = await noticed(s)
    const detail = await s.as('cashier').call(damage.get, { id: due.id })
    expect(detail.amountFen).toBe(5600)
    expect(detail.basis).toContain('¥28.00/块')
    const cashier = s.as('cashier')
    const part = await cashier.call(damage.pay, { id: due.id, version: due.version, amountFen: 2600 })
    expect(part.state).toBe('noticed')
    const over = await s.refused(
      cashier.call(damage.pay, { id: due.id, version: part.version, amountFen: 3001 }),
      'damage.over_paid',
    )
    expect(over.message).toContain('¥30.00')
    await s.refused(
      cashier.call(damage.pay, {
        id: due.id,
        version: part.version,
        amountFen: 3000,
        receiptNo: part.receiptNo,
      }),
      'damage.receipt_used',
    )
    const full = await cashier.call(damage.pay, {
      id: due.id,
      version: part.version,
      amountFen: 3000,
      receiptNo: 'NO.1',
    })
    expect(full.state).toBe('paid')
    const value = await s.inSchool(ctx => measure(ctx, 'damage.paid', TERM))
    expect([value.value, value.records]).toEqual([56, 2])
  })

  it('is reversed by a second receipt, never edited', async () => {
    const s = await scenario()
    const due = await noticed(s)
    const paid = await s
      .as('cashier')
      .call(damage.pay, { id: due.id, version: due.version, amountFen: 5600, receiptNo: 'NO.2' })
    const detail = await s.as('cashier').call(damage.get, { id: due.id })
    const receiptId = detail.receipts[0]?.id as string
    const undone = await s
      .as('cashier')
      .call(damage.reversePayment, { id: due.id, version: paid.version, receiptId, reason: '收错班级' })
    expect(undone.state).toBe('noticed')
    await s.refused(
      s
        .as('cashier')
        .call(damage.reversePayment, { id: due.id, version: undone.version, receiptId, reason: '再来一次' }),
      'damage.already_reversed',
    )
    const rows = await s.as('director').call(metric.rows, { metricId: 'damage.paid', period: TERM })
    expect(rows.rows.map(r => r.amount).sort()).toEqual([-56, 56])
    expect(rows.metric.value).toBe(0)
  })

  it('stands on the income line, where it goes up whole, and is then not reversed', async () => {
    const s = await scenario()
    const due = await noticed(s)
    const cashier = s.as('cashier')
    const paid = await cashier.call(damage.pay, {
      id: due.id,
      version: due.version,
      amountFen: 5600,
      receiptNo: 'NO.3',
    })
    const { rows, waitingFen } = await cashier.call(budget.incomes, { waiting: true })
    expect([waitingFen, rows[0]?.kind, rows[0]?.document.no]).toEqual([5600, 'compensation', 'NO.3'])
    const up = await cashier.call(budget.remit, { incomeIds: rows.map(r => r.id), slipNo: 'J-1' })
    const receiptId = (await cashier.call(damage.get, { id: due.id })).receipts[0]?.id as string
    const undo = { id: due.id, version: paid.version, receiptId, reason: '收错' }
    await s.refused(cashier.call(damage.reversePayment, undo), 'budget.income_remitted')
    await cashier.call(budget.reverseRemittance, { id: up.id, version: up.version, reason: '缴款书填错' })
    await cashier.call(damage.reversePayment, undo)
    expect((await cashier.call(budget.incomes, { waiting: true })).waitingFen).toBe(0)
  })

  it('can be objected to by link, without an account, only while it is due', async () => {
    const s = await scenario()
    const due = await noticed(s)
    const url = (await s.as('clerk').call(damage.get, { id: due.id })).noticeUrl
    expect(url).toContain('?s=demo1')
    const token = new URL(url).pathname.split('/').at(-1) as string
    const notice = await s.anonymous().call(damage.notice, { token })
    expect(notice.liableName).toBe('李*')
    await s.anonymous().call(damage.object, { token, reason: '不是我打碎的' })
    await s.refused(s.anonymous().call(damage.object, { token, reason: '再说一遍' }), 'kernel.state')
    await s.refused(
      s.as('cashier').call(damage.pay, { id: due.id, version: due.version + 1, amountFen: 5600 }),
      'kernel.state',
    )
    const upheld = await s
      .as('director')
      .call(damage.uphold, { id: due.id, version: due.version + 1, reason: '监控可见' })
    expect(upheld.state).toBe('noticed')
  })

  it('is waived by a leader who did not ask for it himself', async () => {
    const s = await scenario()
    const due = await noticed(s)
    await s.refused(
      s
        .as('director')
        .call(damage.decideWaiver, { id: due.id, version: due.version, approve: true, reason: '困难' }),
      'kernel.forbidden',
    )
    const both = s.user({ personId: s.person('principal'), name: '校长甲', roles: ['director', 'principal'] })
    const asked = await both.call(damage.askWaiver, { id: due.id, version: due.version, reason: '家庭困难' })
    await s.refused(
      both.call(damage.decideWaiver, { id: due.id, version: asked.version, approve: true, reason: '同意' }),
      'damage.own_waiver',
    )
    const waived = await s
      .as('vice_principal')
      .call(damage.decideWaiver, { id: due.id, version: asked.version, approve: true, reason: '同意' })
    expect(waived.state).toBe('waived')
  })

  it('is split by the published rule so that the shares add up', async () => {
    const s = await scenario()
    const due = await noticed(s, ['甲', '乙', '丙'])
    const detail = await s.as('clerk').call(damage.get, { id: due.id })
    expect(detail.shares.map(x => x.amountFen)).toEqual([1867, 1867, 1866])
  })

  it('opens once for an order of human cause, and goes when the cause is corrected', async () => {
    const s = await scenario()
    await s
      .as('director')
      .call(damage.setPrice, { item: '玻璃', measure: '块', priceFen: 2800, validFrom: '2025-09-01' })
    const order = {
      orderId: '0197c0de-0000-7000-8000-00000000aaaa',
      no: 'BX-2025-000001',
      kind: 'repair',
      source: 'report' as const,
      cause: 'human' as const,
      day: '2025-09-05',
      doneAt: null,
      placeId: null,
      placeText: '高职B楼 305',
      reporterPersonId: null,
      items: [
        { code: null, name: '配玻璃', quantity: 2, measure: '块' },
        { code: null, name: '修讲台', quantity: 1, measure: '只' },
      ],
    }
    await s.inSchool(ctx => followOrder(ctx, { ...order, source: 'import' }))
    expect((await s.as('clerk').call(damage.list, {})).total).toBe(0)
    await s.inSchool(ctx => followOrder(ctx, order))
    await s.inSchool(ctx => followOrder(ctx, order))
    const list = await s.as('clerk').call(damage.list, {})
    expect(list.rows.map(r => [r.item, r.amountFen]).sort()).toEqual([
      ['修讲台', 0],
      ['玻璃', 5600],
    ])
    const desk = list.rows.find(r => r.item === '修讲台')?.id as string
    await s.refused(
      s.as('clerk').call(damage.assess, {
        id: desk,
        version: 1,
        intent: 'careless',
        liableKind: 'person',
        liableName: '王五',
      }),
      'damage.no_price',
    )
    await s.refused(s.as('clerk').call(damage.notify, { id: desk, version: 1 }), 'damage.needs_amount')
    await s.inSchool(ctx => followOrder(ctx, { ...order, cause: 'natural' }))
    const after = await s.as('clerk').call(damage.list, { states: ['cancelled'] })
    expect(after.total).toBe(2)
  })

  it('shows no pupil by name to whoever has no business with it', async () => {
    const s = await scenario()
    await noticed(s)
    const seen = await s.as('auditor').call(damage.list, {})
    expect(seen.rows[0]?.liableName).toBe('李*')
    await s.refused(s.as('teacher').call(damage.list, {}), 'kernel.forbidden')
  })

  it('writes down who read a pupil’s name', async () => {
    const s = await scenario()
    const { id } = await noticed(s)
    await s.as('auditor').call(damage.get, { id })
    await s.as('cashier').call(damage.get, { id })
    await s.as('director').call(damage.exportList, { columns: ['liable'] })
    await backgroundDone(s.app)
    const { rows } = await s.app.pool.query(
      `select operation, subject_id, note, detail->'columns' as columns from kernel_audit where note like '%学生姓名' order by id`,
    )
    const entry = { operation: 'damage.get', subject_id: id, note: '看到学生姓名', columns: null }
    expect(rows).toEqual([
      entry,
      { operation: 'damage.exportList', subject_id: null, note: '导出学生姓名', columns: ['liable'] },
    ])
  })
})

describe('an imported row', () => {
  it('enters once, with its receipt', async () => {
    const s = await scenario()
    const row = {
      occurredOn: '2025-09-15',
      unitText: '高职25机电4班',
      liableKind: 'room',
      item: '橱门',
      amountFen: 6000,
      receiptNo: 'NO.20250002',
    } as const
    const first = await s.as('director').call(damage.recordPaid, row)
    const again = await s.refused(s.as('director').call(damage.recordPaid, row), 'damage.duplicate')
    expect(again.message).toContain(first.no)
    const detail = await s.as('director').call(damage.get, { id: first.id })
    expect([detail.state, detail.paidFen, detail.shares[0]?.paidFen]).toEqual(['paid', 6000, 6000])
  })
})

describe('prices', () => {
  it('keep their history; a case shows the price of its day', async () => {
    const s = await scenario()
    const set = (priceFen: number, validFrom: string) =>
      s.as('director').call(damage.setPrice, { item: '门锁', measure: '把', priceFen, validFrom })
    await set(3500, '2025-09-01')
    await set(4000, '2025-10-01')
    await s.refused(set(3000, '2025-09-15'), 'damage.price_past')
    const on = async (day: string) =>
      (await s.as('teacher').call(damage.prices, { on: day })).rows[0]?.priceFen
    expect(await on('2025-09-30')).toBe(3500)
    expect(await on('2025-10-01')).toBe(4000)
  })
})

describe('the rules', () => {
  it('have no dead end and no unreachable state', () => expect(machineFlaws(caseMachine)).toEqual([]))

  it('split any amount exactly and as evenly as fen allow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 60 }),
        (amount, payers) => {
          const shares = splitEvenly(amount, payers)
          expect(shares.reduce((a, b) => a + b, 0)).toBe(amount)
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('mask names', () => expect(['张小明', '李', ''].map(maskName)).toEqual(['张**', '李', '']))
})
