import { describe, expect, it } from 'vitest'
import { runForEachSchool } from '../../kernel/server/jobs.ts'
import { workorder as order } from '../../mechanisms/workorder/index.ts'
import { repair } from './contract.ts'
import { type RepairSchool, repairSchool } from './testing.ts'

const MONTHS = ['2026-08', '2026-09', '2026-10', '2026-11']

/** Orders of three months that are over and of the present one, some late, one still open. */
async function busySchool(): Promise<RepairSchool> {
  const t = await repairSchool()
  for (const [i, day] of ['2026-08-31', '2026-09-01', '2026-09-30', '2026-10-15', '2026-11-02'].entries())
    await t.office.call(repair.recordFinished, {
      register: '登记簿',
      externalNo: `${i}`,
      trade: i % 2 === 0 ? 'plumber' : 'electrician',
      reportedOn: day,
      reporter: '钱科长',
      placeText: '食堂',
      lines: [{ text: '修好', qty: i + 1.5, measure: '次' }],
      worker: '小潘',
      doneOn: day,
    })
  t.s.at('2026-10-20T09:00:00+08:00')
  await t.office.call(repair.report, { placeId: t.places.room, trade: 'plumber', description: '下水慢' })
  t.s.at('2026-11-16T09:00:00+08:00')
  return t
}

const frozen = async ({ s }: RepairSchool): Promise<string[]> =>
  (await s.app.pool.query<{ month: string }>('select month from workorder_frozen order by month')).rows.map(
    row => row.month,
  )
const freeze = ({ s }: RepairSchool) => runForEachSchool(s.app, 'workorder.freeze')

const ASKED = [
  {},
  { term: '2026-autumn' },
  { from: '2026-09-01', to: '2026-10-31' },
  { from: '2026-08-15', to: '2026-11-16' },
  { from: '2026-09-15', to: '2026-09-20' },
  { trades: ['electrician'] },
  { kind: 'repair', from: '2026-10-01' },
  { states: ['closed' as const] },
]

describe('months that are over', () => {
  it('stand counted, and the counts are the same as order by order', async () => {
    const t = await busySchool()
    const ask = (input: (typeof ASKED)[number]) => t.director.call(order.counts, input)
    const live = []
    for (const input of ASKED) live.push(await ask(input))
    expect(live[0]?.rows.map(row => row.month)).toEqual([
      '2026-08',
      '2026-09',
      '2026-09',
      '2026-10',
      '2026-10',
      '2026-11',
    ])
    await freeze(t)
    expect(await frozen(t)).toEqual(MONTHS.slice(0, 3))
    for (const [i, input] of ASKED.entries()) expect(await ask(input), JSON.stringify(input)).toEqual(live[i])
  })

  it('are counted anew after a change, and only they', async () => {
    const t = await busySchool()
    await freeze(t)
    const open = (await t.director.call(order.list, { open: true })).rows[0]
    await t.director.call(order.cancel, { id: open?.id as string, reason: '重复' })
    const { rows } = await t.director.call(order.list, { from: '2026-09-30', to: '2026-09-30' })
    await t.s.app.pool.query('update workorder_order set trade = $2 where id = $1', [
      rows[0]?.id,
      'carpenter',
    ])
    expect(await frozen(t)).not.toContain('2026-09')
    const trades = async () =>
      (await t.director.call(order.counts, { from: '2026-09-01', to: '2026-09-30' })).rows.map(r => r.trade)
    expect(await trades()).toContain('carpenter')
    await freeze(t)
    expect(await frozen(t)).toEqual(MONTHS.slice(0, 3))
    expect(await trades()).toContain('carpenter')
  })

  it('wait for whoever is writing to them', async () => {
    const t = await busySchool()
    const writer = await t.s.app.pool.connect()
    try {
      await writer.query('begin')
      await writer.query(`update workorder_order set trade = 'carpenter' where reported_on = '2026-10-15'`)
      await freeze(t)
      expect(await frozen(t)).toEqual(['2026-08', '2026-09'])
      await writer.query('commit')
    } finally {
      writer.release()
    }
    await freeze(t)
    expect(await frozen(t)).toEqual(MONTHS.slice(0, 3))
    const { rows } = await t.director.call(order.counts, { from: '2026-10-01', to: '2026-10-31' })
    expect(rows.map(row => row.trade)).toContain('carpenter')
  })
})
