import { beforeEach, expect, test } from 'vitest'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { org } from './contract.ts'

let s: Scenario
let root: string
beforeEach(async () => {
  s = await scenario()
  root = (await tree()).units[0]?.id as string
})

const tree = (on?: string) => s.as('teacher').call(org.tree, on ? { on } : {})
const names = async (on?: string) => (await tree(on)).units.map(unit => unit.name)
const create = (
  kind: 'department' | 'grade' | 'class' | 'crew' | 'campus',
  name: string,
  parentId = root,
  from = '2020-09-01',
) => s.as('director').call(org.create, { kind, name, parentId, from })
const get = (id: string) => s.as('director').call(org.get, { id })

test('a renamed and moved unit is found in the tree of each day as it was then', async () => {
  const office = await create('department', '总务科')
  const logistics = await create('department', '后勤处', root, '2024-09-01')
  const crew = await create('crew', '维修组', office.id)
  const renamed = await s.as('director').call(org.rename, { ...crew, name: '维修班', from: '2025-03-01' })
  await s.as('director').call(org.move, { ...renamed, parentId: logistics.id, from: '2025-09-01' })

  const at = async (day: string) => {
    const { units } = await tree(day)
    const unit = units.find(u => u.id === crew.id)
    return [unit?.name, units.find(u => u.id === unit?.parentId)?.name]
  }
  expect(await at('2025-02-28')).toEqual(['维修组', '总务科'])
  expect(await at('2025-03-01')).toEqual(['维修班', '总务科'])
  expect(await at('2025-08-31')).toEqual(['维修班', '总务科'])
  expect(await at('2025-09-01')).toEqual(['维修班', '后勤处'])
  expect(await names('2019-12-31')).toEqual([])
  const detail = await get(crew.id)
  expect(detail.past.map(p => [p.name, p.parentName, p.from, p.to])).toEqual([
    ['维修班', '总务科', '2025-03-01', '2025-08-31'],
    ['维修组', '总务科', '2020-09-01', '2025-02-28'],
  ])
  expect(detail.above.map(a => a.name)).toEqual(['江城市第一职业学校', '后勤处'])
})

test('a school is as old as its oldest unit', async () => {
  await create('class', '高一1班', root, '2018-09-01')
  expect(await names('2018-09-01')).toEqual(['江城市第一职业学校', '高一1班'])
  const office = await create('department', '总务处', root, '2020-09-01')
  await s.refused(create('crew', '电工组', office.id, '2019-09-01'), 'org.too_early')
})

test('a corrected spelling leaves no old name behind', async () => {
  const unit = await create('department', '总勿处')
  await s.as('clerk').call(org.rename, { ...unit, name: '总务处' })
  expect(await names('2021-01-01')).toContain('总务处')
  expect((await get(unit.id)).past).toEqual([])
})

test('a unit that ends hands its children to its successor, and keeps its own row', async () => {
  const old = await create('department', '总务科')
  const next = await create('department', '后勤服务中心')
  await create('crew', '电工班', old.id)
  const refusal = await s.refused(
    s.as('director').call(org.end, { ...old, lastDay: '2025-08-31' }),
    'org.has_children',
  )
  expect(refusal.message).toContain('电工班')
  await s.as('director').call(org.end, { ...old, lastDay: '2025-08-31', successorId: next.id })
  expect(await names()).toEqual(['江城市第一职业学校', '后勤服务中心', '电工班'])
  expect(await names('2025-08-31')).toEqual(['江城市第一职业学校', '后勤服务中心', '总务科', '电工班'])
  const ended = await get(old.id)
  expect(ended.successor?.name).toBe('后勤服务中心')
  expect(ended.actions.rename).toEqual({ allowed: false, why: '“总务科”已撤销' })
  await s.refused(
    s.as('director').call(org.rename, { id: old.id, version: ended.version, name: '总务一科' }),
    'org.ended',
  )
})

test('the tree cannot be bent: circles, wrong places, names taken, days before the beginning', async () => {
  const a = await create('department', '教务处')
  const b = await create('department', '教研组', a.id)
  const director = s.as('director')
  await s.refused(director.call(org.move, { ...a, parentId: b.id }), 'org.circle')
  await s.refused(director.call(org.move, { ...a, parentId: a.id }), 'org.circle')
  const crew = await create('crew', '电工班')
  await s.refused(
    director.call(org.create, { kind: 'class', name: '高一1班', parentId: crew.id }),
    'org.misplaced',
  )
  await s.refused(
    director.call(org.create, { kind: 'department', name: '教务处', parentId: root }),
    'org.same_name',
  )
  await s.refused(
    director.call(org.create, { kind: 'department', name: '甲', parentId: null }),
    'org.needs_parent',
  )
  await s.refused(director.call(org.create, { kind: 'school', name: '甲', parentId: null }), 'org.has_root')
  await s.refused(director.call(org.rename, { ...b, name: '教研室', from: '2019-01-01' }), 'org.too_early')
  await s.refused(director.call(org.rename, { ...b, name: '教研室', from: '2025-09-04' }), 'org.too_late')
  await s.refused(director.call(org.end, { id: root, version: 1, lastDay: '2025-09-01' }), 'org.root_stays')
  await s.refused(s.as('teacher').call(org.rename, { ...b, name: '教研室' }), 'kernel.forbidden')
})

test('two people who change one unit: the second is told', async () => {
  const unit = await create('department', '教务处')
  const both = await Promise.allSettled([
    s.as('director').call(org.rename, { ...unit, name: '教务科' }),
    s.as('clerk').call(org.rename, { ...unit, name: '教学处' }),
  ])
  expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  const lost = both.find(r => r.status === 'rejected') as PromiseRejectedResult
  expect(lost.reason.code).toBe('kernel.changed')
})

test('two units of one name made at once: one is made', async () => {
  const both = await Promise.allSettled([create('department', '教务处'), create('department', '教务处')])
  expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
  expect((await names()).filter(name => name === '教务处')).toHaveLength(1)
})

test('classes move up into the new school year under their new names, heads and all', async () => {
  const first = await create('grade', '高一年级')
  const second = await create('grade', '高二年级')
  const third = await create('grade', '高三年级')
  for (const [grade, stage] of [
    [first, '高一'],
    [second, '高二'],
    [third, '高三'],
  ] as const)
    for (const n of [1, 2]) await create('class', `${stage}${n}班`, grade.id, '2024-09-01')
  const entry = await create('class', '高职24会计1班', root, '2024-09-01')

  const { rows } = await s.as('clerk').call(org.moveUpPreview, { from: '2025-09-01' })
  expect(rows.map(r => [r.name, r.action, r.nextName, r.nextParentName])).toEqual([
    ['高一1班', 'up', '高二1班', '高二年级'],
    ['高一2班', 'up', '高二2班', '高二年级'],
    ['高二1班', 'up', '高三1班', '高三年级'],
    ['高二2班', 'up', '高三2班', '高三年级'],
    ['高三1班', 'graduate', null, null],
    ['高三2班', 'graduate', null, null],
    ['高职24会计1班', 'keep', null, null],
  ])
  const answer = await s.as('clerk').call(org.moveUp, {
    from: '2025-09-01',
    rows: rows.map(r => ({
      id: r.id,
      version: r.version,
      action: r.action,
      ...(r.nextName ? { name: r.nextName } : {}),
      ...(r.nextParentId ? { parentId: r.nextParentId } : {}),
    })),
  })
  expect(answer).toEqual({ up: 4, graduated: 2, kept: 1 })
  expect((await names()).filter(n => n.endsWith('班'))).toEqual([
    '高二1班',
    '高二2班',
    '高三1班',
    '高三2班',
    '高职24会计1班',
  ])
  expect((await names('2025-08-31')).filter(n => n.endsWith('班'))).toHaveLength(7)
  const old = rows.find(r => r.name === '高一1班') as (typeof rows)[number]
  const before = await get(old.id)
  expect([before.name, before.to, before.successor?.name]).toEqual(['高一1班', '2025-08-31', '高二1班'])
  expect((await get(entry.id)).to).toBeNull()
})

test('moving up twice, or onto a class that stays, changes nothing', async () => {
  const a = await create('class', '高一1班', root, '2024-09-01')
  await create('class', '高二1班', root, '2024-09-01')
  const row = { ...a, action: 'up' as const, name: '高二1班' }
  await s.refused(s.as('clerk').call(org.moveUp, { from: '2025-09-01', rows: [row] }), 'org.same_name')
  expect((await get(a.id)).to).toBeNull()
  const renamed = { ...row, name: '高二9班' }
  await s.as('clerk').call(org.moveUp, { from: '2025-09-01', rows: [renamed] })
  const { version } = await get(a.id)
  await s.refused(
    s.as('clerk').call(org.moveUp, { from: '2025-09-01', rows: [{ ...renamed, version }] }),
    'org.ended',
  )
})

test('a list of units can be imported twice; parents are named as people name them', async () => {
  const row = (name: string, parent = '', code?: string) =>
    s.as('clerk').call(org.importRow, { name, parent, ...(code ? { code } : {}) })
  expect((await row('高职部')).outcome).toBe('created')
  expect((await row('会计专业', '高职部')).outcome).toBe('created')
  expect((await row('高职24会计1班', '高职部/会计专业', 'K241')).outcome).toBe('created')
  expect((await row('高职24会计1班', '会计专业', 'K241')).outcome).toBe('unchanged')
  expect((await row('高职24会计一班', '会计专业', 'K241')).outcome).toBe('updated')
  expect((await tree()).units.map(u => [u.name, u.kind, u.code]).slice(1)).toEqual([
    ['高职部', 'department', null],
    ['会计专业', 'department', null],
    ['高职24会计一班', 'class', 'K241'],
  ])
  await s.refused(row('甲', '没有的处'), 'org.parent_unknown')
  await row('三校部')
  await row('会计专业', '三校部')
  const refusal = await s.refused(row('乙', '会计专业'), 'org.parent_ambiguous')
  expect(refusal.message).toContain('高职部/会计专业')
})

test('the school corrects its names and its address in one place', async () => {
  const next = {
    name: '江城市第一中等职业学校',
    shortName: '一职',
    address: '江城市学府路1号',
    phone: '0512-6688 转 203',
  }
  await s.as('director').call(org.updateSchool, next)
  expect(await s.as('teacher').call(org.school, {})).toEqual(next)
  expect((await names())[0]).toBe(next.name)
  await s.refused(s.as('clerk').call(org.updateSchool, next), 'kernel.forbidden')
  const other = await s.otherSchool()
  expect((await other.as('teacher').call(org.school, {})).name).toBe('江城市第二中学')
})

test('units are found by name, by sound and by code; ended ones are not', async () => {
  await create('department', '总务处')
  const gone = await create('department', '总务科')
  await s.as('director').call(org.end, { ...gone, lastDay: '2025-08-31' })
  const found = async (q: string) => (await s.as('teacher').call(org.search, { q })).rows.map(r => r.name)
  expect(await found('总务')).toEqual(['总务处'])
  expect(await found('zwc')).toEqual(['总务处'])
  expect(await found('ZongWu')).toEqual(['总务处'])
  expect(await found('%')).toEqual([])
})
