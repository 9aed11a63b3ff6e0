import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import { measure } from '../../mechanisms/metric/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { mustBeUsable, recordDelivery, supplier } from './index.ts'
import { FACTOR_KEYS, firmMachine, isCreditCode, lapsed, nameKey, totalScore } from './rules.ts'

const CODE = '91440300708461136T'

async function firm(s: Scenario, name = '江城晨光办公用品有限公司') {
  return await s.as('buyer').call(supplier.create, { name, supplies: '办公用品' })
}

describe('rules', () => {
  it('every state is reachable and named', () => {
    expect(machineFlaws(firmMachine)).toEqual([])
  })

  it('knows a right credit code from one with any sign changed', () => {
    expect(isCreditCode(CODE)).toBe(true)
    const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.constantFrom(...signs), (at, sign) => {
        fc.pre(CODE[at] !== sign)
        expect(isCreditCode(CODE.slice(0, at) + sign + CODE.slice(at + 1))).toBe(false)
      }),
    )
  })

  it('a total lies between the marks, and no weight makes no total', () => {
    const mark = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null })
    const scores = fc.record({ quality: mark, quantity: mark, time: mark, place: mark, price: mark })
    const even = { quality: 20, quantity: 20, time: 20, place: 20, price: 20 }
    fc.assert(
      fc.property(scores, given => {
        const marks = FACTOR_KEYS.flatMap(factor => given[factor] ?? [])
        const total = totalScore(given, even)
        if (marks.length === 0) expect(total).toBeNull()
        else {
          expect(total).toBeGreaterThanOrEqual(Math.min(...marks))
          expect(total).toBeLessThanOrEqual(Math.max(...marks))
        }
      }),
    )
    expect(
      totalScore(
        { quality: 5, quantity: 5, time: 5, place: 5, price: 5 },
        { quality: 0, quantity: 0, time: 0, place: 0, price: 0 },
      ),
    ).toBeNull()
  })

  it('takes brackets and spaces out of names, and finds papers on the day after their last', () => {
    expect(nameKey('江城（办公） 用品')).toBe(nameKey('江城(办公)用品'))
    const papers = [
      { title: '营业执照', validTo: '2026-03-01', required: true },
      { title: '检测报告', validTo: '2026-02-01', required: false },
    ]
    expect(lapsed(papers, '2026-03-01')).toEqual({ locking: [], warning: ['检测报告（2026-02-01 到期）'] })
    expect(lapsed(papers, '2026-03-02').locking).toEqual(['营业执照（2026-03-01 到期）'])
  })
})

describe('the register of suppliers', () => {
  it('takes a firm once, by name and by code', async () => {
    const s = await scenario()
    await firm(s)
    const twin = s.as('clerk').call(supplier.create, { name: '江城晨光办公用品 有限公司' })
    expect((await s.refused(twin, 'supplier.known')).message).toContain('GY-')
    await s.as('buyer').call(supplier.create, { name: '华强器材', creditCode: CODE })
    await s.refused(
      s.as('buyer').call(supplier.create, { name: '华强二店', creditCode: CODE }),
      'supplier.credit_known',
    )
    await s.refused(
      s.as('buyer').call(supplier.create, { name: '错码', creditCode: '914403007084611360' }),
      'kernel.invalid',
    )
  })

  it('refuses who is blocked until the block has run out or a leader lifts it', async () => {
    const s = await scenario()
    const one = await firm(s)
    const usable = (day: string) => s.inSchool(ctx => mustBeUsable(ctx, one.id, day))
    const blocked = await s
      .as('director')
      .call(supplier.block, { id: one.id, version: one.version, reason: '以次充好', until: '2025-12-31' })
    const refusal = await s.refused(usable('2025-12-31'), 'supplier.blacklisted')
    expect(refusal.message).toContain('以次充好')
    expect((await usable('2026-01-01')).name).toContain('晨光')
    await s.refused(
      s.as('buyer').call(supplier.unblock, { id: one.id, version: blocked.version, reason: '已整改' }),
      'kernel.forbidden',
    )
    const free = await s
      .as('principal')
      .call(supplier.unblock, { id: one.id, version: blocked.version, reason: '已整改' })
    await usable('2025-12-31')
    await s.as('buyer').call(supplier.end, { id: one.id, version: free.version, reason: '不再合作' })
    await s.refused(usable('2025-12-31'), 'supplier.ended')
    await s.refused(
      s.as('director').call(supplier.block, { id: one.id, version: 4, reason: '旧事', until: '2025-09-01' }),
      'supplier.until_past',
    )
    const figure = await s.inSchool(ctx =>
      measure(ctx, 'supplier.blocked', { from: '2025-09-01', to: '2026-01-31' }),
    )
    expect(figure.value).toBe(1)
  })

  it('locks by a required paper that has run out, and only warns of others', async () => {
    const s = await scenario()
    const one = await firm(s)
    const paper = await s
      .as('clerk')
      .call(supplier.addLicence, { firmId: one.id, title: '食品经营许可证', validTo: '2025-09-10' })
    await s.as('clerk').call(supplier.addLicence, {
      firmId: one.id,
      title: '检测报告',
      validTo: '2025-09-01',
      required: false,
    })
    const usable = (day: string) => s.inSchool(ctx => mustBeUsable(ctx, one.id, day))
    expect((await usable('2025-09-10')).warnings).toEqual(['检测报告（2025-09-01 到期）'])
    await s.refused(usable('2025-09-11'), 'supplier.licence_expired')
    await s.as('clerk').call(supplier.endLicence, { id: paper.id, reason: '已换新证' })
    await usable('2025-09-11')
    await s.as('clerk').call(supplier.addLicence, {
      firmId: one.id,
      title: '营业执照',
      validTo: '2025-09-25',
    })
    const { licences } = await s.as('buyer').call(supplier.get, { id: one.id })
    expect(licences.filter(licence => licence.soon).map(licence => licence.title)).toEqual(['营业执照'])
    const { rows } = await s.as('buyer').call(supplier.list, { lapsedOnly: true })
    expect(rows.map(row => row.lapsed)).toEqual([['检测报告（2025-09-01 到期）']])
  })

  it('scores deliveries once a document, and ranks by them', async () => {
    const s = await scenario()
    const [good, bad] = [await firm(s), await firm(s, '便宜百货')]
    const deliver = (supplierId: string, quality: number, id = crypto.randomUUID()) =>
      s.inSchool(ctx =>
        recordDelivery(ctx, {
          supplierId,
          document: { kind: 'test.acceptance', id },
          documentNo: 'YS-1',
          deliveredOn: '2025-09-05',
          quality,
          quantity: 5,
          time: null,
          place: null,
          price: 4,
        }),
      )
    const document = crypto.randomUUID()
    await deliver(good.id, 5, document)
    await deliver(good.id, 1, document)
    await deliver(bad.id, 1)
    const card = await s.as('director').call(supplier.scorecard, { from: '2025-09-01', to: '2025-09-30' })
    expect(card.rows.map(row => [row.name, row.deliveries, row.factors.quality])).toEqual([
      ['江城晨光办公用品有限公司', 1, 5],
      ['便宜百货', 1, 1],
    ])
    // What each figure of the card is made of, page by page, and nothing outside the period.
    await deliver(bad.id, 3)
    const behind = (more: object = {}) =>
      s.as('director').call(supplier.deliveries, {
        firmId: bad.id,
        from: '2025-09-01',
        to: '2025-09-30',
        limit: 1,
        ...more,
      })
    const first = await behind()
    const second = await behind({ cursor: first.next })
    expect([first.total, second.next]).toEqual([2, null])
    expect([...first.rows, ...second.rows].map(row => row.quality).sort()).toEqual([1, 3])
    expect((await behind({ from: '2025-09-06' })).total).toBe(0)
    await s.refused(behind({ firmId: crypto.randomUUID() }), 'kernel.not_found')
    const { deliveryRows } = await s.as('storekeeper').call(supplier.get, { id: bad.id })
    const [delivery] = deliveryRows
    if (!delivery) throw new Error('no delivery')
    const none = { quality: null, quantity: null, time: null, place: null, price: null }
    await s.refused(
      s.as('storekeeper').call(supplier.rate, { id: delivery.id, version: 1, ...none }),
      'supplier.nothing_rated',
    )
    await s
      .as('storekeeper')
      .call(supplier.rate, { id: delivery.id, version: 1, ...none, time: 2, note: '迟到三天' })
    await s.refused(
      s.as('storekeeper').call(supplier.rate, { id: delivery.id, version: 1, ...none, time: 5 }),
      'kernel.changed',
    )
  })

  it('imports by name or code, tells what changes, and leaves what is the same', async () => {
    const s = await scenario()
    await firm(s)
    const row = (input: { name: string; phone?: string; creditCode?: string }) =>
      s.as('buyer').call(supplier.importRow, input)
    expect((await row({ name: '华强器材', creditCode: CODE })).outcome).toBe('created')
    const updated = await row({ name: '江城晨光办公用品有限公司', phone: '0510-8888' })
    expect(updated).toMatchObject({
      outcome: 'updated',
      changes: [{ title: '电话', from: '', to: '0510-8888' }],
    })
    expect((await row({ name: '江城晨光办公用品有限公司' })).outcome).toBe('unchanged')
    expect((await row({ name: '华强器材有限公司', creditCode: CODE })).changes).toEqual([
      { title: '名称', from: '华强器材', to: '华强器材有限公司' },
    ])
  })
})
