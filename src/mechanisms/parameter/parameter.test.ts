import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineContract } from '../../kernel/pure/operation.ts'
import { defineModule } from '../../kernel/server/module.ts'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { defineParameter, parameter, parameterPoint, readParameter, valueOn } from './index.ts'

const confirmDays = defineParameter({
  key: 'sample.confirm_days',
  title: '多少天后自动确认',
  schema: z.int('要填整数').min(1, '至少 1 天').max(60, '最多 60 天'),
  default: 7,
  unit: '天',
  source: '校内惯例',
  mark: 'unsure',
})

/** The product plus one module that enforces a value. */
async function withSample(): Promise<Scenario> {
  const s = await scenario()
  const sample = defineModule({
    contract: defineContract({ id: 'sample', title: '样例', operations: {}, errors: {} }),
    dependsOn: ['parameter'],
    handlers: {},
    provides: [parameterPoint.of(confirmDays)],
  })
  s.app.registry = buildRegistry([...modules, sample])
  return s
}

const find = async (s: Scenario, on?: string) => {
  const { rows } = await s.as('clerk').call(parameter.list, on ? { on } : {})
  return rows.find(row => row.key === confirmDays.key)!
}

describe('parameters', () => {
  it('keeps each rule with the days for which it held', async () => {
    const s = await withSample()
    s.at('2025-09-10T09:00:00+08:00')
    expect(await find(s)).toMatchObject({ value: 7, isDefault: true, source: '校内惯例', mark: 'unsure' })

    const director = s.as('director')
    const base = { key: confirmDays.key, source: '总务处〔2025〕3号第6条' }
    await director.call(parameter.set, { ...base, value: 10, validFrom: '2025-09-01' })
    await director.call(parameter.set, {
      ...base,
      value: 5,
      validFrom: '2025-10-01',
      source: '总务处〔2025〕8号',
    })

    expect(await find(s)).toMatchObject({ value: 10, isDefault: false, validFrom: '2025-09-01', versions: 2 })
    expect((await find(s)).coming).toMatchObject({ value: 5, validFrom: '2025-10-01' })
    expect((await find(s, '2025-08-31')).value).toBe(7)
    await s.inSchool(async ctx => {
      expect(await readParameter(ctx, confirmDays)).toBe(10)
      expect(await readParameter(ctx, confirmDays, '2025-10-01')).toBe(5)
      expect(await valueOn(ctx, confirmDays.key, '2025-09-30')).toBe(10)
    })
    const history = await director.call(parameter.history, { key: confirmDays.key })
    expect(history.rows.map(r => [r.validFrom, r.validTo, r.value, r.setBy])).toEqual([
      ['2025-10-01', null, 5, '总务主任甲'],
      ['2025-09-01', '2025-09-30', 10, '总务主任甲'],
    ])
  })

  it('takes back what is not yet in force, never what was', async () => {
    const s = await withSample()
    s.at('2025-09-10T09:00:00+08:00')
    const set = (value: unknown, validFrom: string) =>
      s.as('director').call(parameter.set, { key: confirmDays.key, value, validFrom, source: '试行' })
    await set(10, '2025-09-01')
    await set(5, '2025-10-01')
    await set(6, '2025-10-01')
    expect((await find(s, '2025-10-01')).value).toBe(6)
    await s.refused(set(8, '2025-09-15'), 'parameter.later')
    s.at('2025-10-02T09:00:00+08:00')
    await s.refused(set(9, '2025-10-01'), 'parameter.later')
  })

  it('refuses what the rule cannot mean, and names it', async () => {
    const s = await withSample()
    const set = (value: unknown) =>
      s
        .as('director')
        .call(parameter.set, { key: confirmDays.key, value, validFrom: '2025-09-03', source: '试行' })
    expect((await s.refused(set(0), 'parameter.value')).message).toContain('至少 1 天')
    await s.refused(set('七'), 'parameter.value')
    await s.refused(set(undefined), 'parameter.value')
    await s.refused(s.as('director').call(parameter.history, { key: 'sample.nothing' }), 'parameter.unknown')
    await s.refused(
      s
        .as('clerk')
        .call(parameter.set, { key: confirmDays.key, value: 3, validFrom: '2025-09-03', source: '试行' }),
      'kernel.forbidden',
    )
  })

  it('lets only one of two first settings through', async () => {
    const s = await withSample()
    const set = (role: 'director' | 'principal', validFrom: string) =>
      s.as(role).call(parameter.set, { key: confirmDays.key, value: 3, validFrom, source: '试行' })
    const results = await Promise.allSettled([set('director', '2025-09-03'), set('principal', '2025-09-04')])
    const { rows } = await s.as('clerk').call(parameter.history, { key: confirmDays.key })
    expect(rows.filter(r => r.validTo === null)).toHaveLength(1)
    expect(rows).toHaveLength(results.filter(r => r.status === 'fulfilled').length)
  })
})
