import { expect, test } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { DEMO_ACCOUNTS } from '../account/index.ts'
import { calendar } from '../calendar/contract.ts'
import { demo as calendarDemo } from '../calendar/demo.ts'
import { org } from '../org/contract.ts'
import { demo as orgDemo } from '../org/demo.ts'
import { people } from './contract.ts'
import { demo } from './demo.ts'
import { findPersons } from './index.ts'

test('the demo school has its units and people, and knows everyone whom the sample register names', async () => {
  const s = await scenario()
  const logins = await s.inSchool(async ctx => {
    await calendarDemo(ctx)
    return await demo(ctx, await orgDemo(ctx))
  })
  expect([...logins.keys()].sort()).toEqual(DEMO_ACCOUNTS.map(({ login }) => login).sort())
  const reporters = [
    '钱科长',
    '陈建国',
    '宿管张阿姨',
    '王老师',
    '顾晓燕',
    '沈老师',
    '吴老师',
    '陆老师',
    '李 敏',
    '周班长',
    '门卫老徐',
  ]
  const workers = ['小潘', '老陆', '老吴', '小郑']
  const found = await s.inSchool(ctx => findPersons(ctx, [...reporters, ...workers]))
  const names = [...found.values()].map(person => (typeof person === 'object' ? person.name : person))
  expect(names).not.toContain(undefined)
  expect(names).not.toContain('several')
  expect(new Set(names).size).toBe(reporters.length + workers.length)

  const { units } = await s.as('teacher').call(org.tree, {})
  expect(units.filter(unit => unit.kind === 'class')).toHaveLength(16)
  const past = await s.as('teacher').call(org.tree, { on: '2022-10-01' })
  expect(past.units.map(unit => unit.name)).toContain('总务科')
  const teachers = await s.as('teacher').call(people.list, { role: 'class_teacher', limit: 100 })
  expect(teachers.rows.filter(row => row.posts.some(post => post.unitName?.endsWith('班')))).toHaveLength(16)
  expect((await s.as('teacher').call(calendar.terms, {})).terms.length).toBeGreaterThanOrEqual(5)
})
