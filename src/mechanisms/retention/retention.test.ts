import { describe, expect, it } from 'vitest'
import { damage } from '../../modules/damage/contract.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { retention } from './contract.ts'

/** A case of 2025 with two pupils, paid, and one that is still open. */
async function settled(): Promise<Scenario> {
  const s = await scenario()
  const office = s.as('clerk')
  await s
    .as('director')
    .call(damage.setPrice, { item: '玻璃', measure: '块', priceFen: 2800, validFrom: '2025-09-01' })
  for (const sharers of [['张小明', '李小红'], ['王小刚']]) {
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
      liableKind: 'person',
      liableName: sharers[0] as string,
      sharers,
    })
    const due = await office.call(damage.notify, { id: opened.id, version: assessed.version })
    if (sharers.length > 1)
      await s.as('cashier').call(damage.pay, { id: opened.id, version: due.version, amountFen: 5600 })
  }
  return s
}

const text = async (s: Scenario): Promise<string> => {
  const parts = await Promise.all(
    ['damage_case', 'damage_share', 'damage_receipt', 'damage_event', 'retention_list', 'retention_item'].map(
      table => s.app.pool.query<{ text: string }>(`select string_agg(t::text, ' ') as text from ${table} t`),
    ),
  )
  return parts.map(part => part.rows[0]?.text ?? '').join(' ')
}

const KIND = 'damage.persons'
const REASON = '保存期满，按规定删除'

describe('the end of records', () => {
  it('is not before their time, and never silent where the period is unsure', async () => {
    const s = await settled()
    const director = s.as('director')
    s.at('2028-09-02T08:00:00+08:00')
    await s.refused(
      director.call(retention.propose, { kind: KIND, reason: REASON, checked: true }),
      'retention.nothing',
    )
    s.at('2028-09-10T08:00:00+08:00')
    const { kinds, periods } = await director.call(retention.report, {})
    expect(kinds.find(kind => kind.id === KIND)).toMatchObject({
      past: 1,
      oldest: '2025-09-03',
      before: '2025-09-10',
      certainty: 'unsure',
      actions: { propose: { allowed: true } },
    })
    expect(periods.filter(period => period.certainty === 'unsure').length).toBeGreaterThan(5)
    await s.refused(director.call(retention.propose, { kind: KIND, reason: REASON }), 'retention.unsure')
    await s.refused(s.as('clerk').call(retention.propose, { kind: KIND, reason: REASON }), 'kernel.forbidden')
    expect(await text(s)).toContain('张小明')
  })

  it('takes two persons, frees pupils of their names, leaves the figures, and a list that stays', async () => {
    const s = await settled()
    s.at('2028-09-10T08:00:00+08:00')
    const before = await s.as('director').call(damage.list, {})
    const list = await s.as('director').call(retention.propose, { kind: KIND, reason: REASON, checked: true })
    await s.refused(
      s.as('admin').call(retention.propose, { kind: KIND, reason: REASON, checked: true }),
      'retention.waiting',
    )
    const input = { id: list.id, version: list.version }
    await s.refused(s.as('director').call(retention.destroy, input), 'retention.same_person')
    await s.refused(
      s.as('director').call(retention.destroy, { ...input, alone: '一个人也行吧' }),
      'retention.same_person',
    )
    await s.as('vice_principal').call(retention.destroy, input)
    await s.refused(s.as('admin').call(retention.destroy, { ...input, version: 2 }), 'kernel.state')
    const left = await text(s)
    for (const name of ['张小明', '李小红']) expect(left).not.toContain(name)
    expect(left).toContain('王小刚')
    const after = await s.as('director').call(damage.list, {})
    const figures = (page: typeof after) =>
      page.rows.map(row => [row.no, row.amountFen, row.paidFen, row.state])
    expect(figures(after)).toEqual(figures(before))
    const { rows } = await s.as('auditor').call(retention.lists, {})
    expect(rows).toMatchObject([
      {
        no: list.no,
        state: 'destroyed',
        destroyedCount: 1,
        proposedBy: '总务主任甲',
        decidedBy: '分管副校长甲',
      },
    ])
    const items = await s.as('auditor').call(retention.items, { id: list.id })
    expect(items.rows).toMatchObject([{ seq: 1, on: '2025-09-03' }])
    const remove = s.inSchool(ctx => ctx.db.deleteFrom('retention_item').execute())
    await expect(remove).rejects.toThrow(/permission denied/)
    await s.refused(
      s.as('director').call(retention.propose, { kind: KIND, reason: REASON, checked: true }),
      'retention.nothing',
    )
  })

  it('may be the work of the administrator alone, whose reason stands on the list', async () => {
    const s = await settled()
    s.at('2028-09-10T08:00:00+08:00')
    const admin = s.as('admin')
    const list = await admin.call(retention.propose, { kind: KIND, reason: REASON, checked: true })
    await s.refused(
      admin.call(retention.destroy, { id: list.id, version: list.version }),
      'retention.same_person',
    )
    const alone = '学校只有一名总务人员'
    await admin.call(retention.destroy, { id: list.id, version: list.version, alone })
    const { rows } = await admin.call(retention.lists, {})
    expect(rows[0]).toMatchObject({ state: 'destroyed', aloneReason: alone })
  })

  it('can be called off, and then nothing was destroyed', async () => {
    const s = await settled()
    s.at('2028-09-10T08:00:00+08:00')
    const list = await s.as('director').call(retention.propose, { kind: KIND, reason: REASON, checked: true })
    await s.as('principal').call(retention.withdraw, { id: list.id, version: list.version })
    expect(await text(s)).toContain('张小明')
    const { rows } = await s.as('director').call(retention.lists, {})
    expect(rows).toMatchObject([{ state: 'withdrawn', destroyedCount: null, actions: {} }])
  })
})
