import { beforeEach, describe, expect, it } from 'vitest'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { demo } from './demo.ts'
import { ensureRoom, loadPlaceIndex, place, placeById, placePath } from './index.ts'

let s: Scenario
beforeEach(async () => {
  s = await scenario()
})

const clerk = () => s.as('clerk')
const build = (name: string, more: { aliases?: string[]; parentId?: string } = {}) =>
  clerk().call(place.create, { kind: 'building', name, ...more })
const inside = async (id: string, kind: 'floor' | 'room' = 'room') =>
  (await clerk().call(place.list, { under: id, kind, limit: 200 })).rows

describe('the tree', () => {
  it('puts a room on the floor that its number names, and names it as people do', async () => {
    const { id } = await build('学生宿舍5号楼')
    const room = await clerk().call(place.create, { kind: 'room', name: '311', parentId: id })
    const seen = await clerk().call(place.get, { id: room.id })
    expect(seen.fullName).toBe('学生宿舍5号楼 311')
    expect(seen.path.map(step => step.name)).toEqual(['学生宿舍5号楼', '3层', '311'])
    expect(seen.buildingId).toBe(id)
    // A second one finds the floor that is there.
    await clerk().call(place.create, { kind: 'room', name: '312', parentId: id })
    expect((await inside(id, 'floor')).map(f => f.name)).toEqual(['3层'])
    const laundry = await clerk().call(place.create, {
      kind: 'room',
      name: '洗衣房',
      parentId: seen.parentId!,
    })
    expect((await clerk().call(place.get, { id: laundry.id })).fullName).toBe('学生宿舍5号楼 3层 洗衣房')
  })

  it('refuses what cannot stand there, and a name that is taken', async () => {
    const { id } = await build('行政楼')
    const room = await clerk().call(place.create, { kind: 'room', name: '101', parentId: id })
    const make = (input: object) => clerk().call(place.create, input as never)
    await s.refused(make({ kind: 'floor', name: '2层', parentId: room.id }), 'place.misplaced')
    await s.refused(make({ kind: 'room', name: '102' }), 'place.misplaced')
    await s.refused(make({ kind: 'campus', name: '东校区', parentId: id }), 'place.misplaced')
    await s.refused(make({ kind: 'building', name: '行政楼' }), 'place.same_name')
    await s.refused(make({ kind: 'room', name: '101', parentId: id }), 'place.same_name')
    await s.refused(make({ kind: 'room', name: '101室', parentId: id }), 'place.same_name')
    await s.refused(make({ kind: 'zone', name: '操场', from: '2099-01-01' }), 'place.too_late')
    await s.refused(s.as('teacher').call(place.create, { kind: 'zone', name: '操场' }), 'kernel.forbidden')
    const other = await s.otherSchool()
    await s.refused(
      other.as('clerk').call(place.create, { kind: 'room', name: '103', parentId: id }),
      'kernel.not_found',
    )
  })

  it('lays out a building at once and keeps what is there', async () => {
    const { id } = await build('学生宿舍5号楼')
    await clerk().call(place.create, { kind: 'room', name: '101室', parentId: id })
    const layOut = (rooms: { from: number; to: number }) =>
      clerk().call(place.layOut, { buildingId: id, floors: { from: 1, to: 6 }, rooms, useKind: 'dormitory' })
    expect(await layOut({ from: 1, to: 28 })).toEqual({ floors: 5, rooms: 167, kept: 1 })
    expect(await layOut({ from: 1, to: 28 })).toEqual({ floors: 0, rooms: 0, kept: 168 })
    await s.refused(layOut({ from: 9, to: 1 }), 'place.span')
    const rooms = await inside(id)
    expect(rooms.slice(0, 2).map(r => r.name)).toEqual(['101室', '102'])
    expect(rooms.at(-1)!.name).toBe('628')
    const { nodes } = await clerk().call(place.tree, {})
    expect(nodes.find(n => n.id === id)!.rooms).toBe(168)
  })

  it('renames a building with all inside, keeps the old name for old registers and for the past', async () => {
    const { id } = await build('5号楼')
    const room = await clerk().call(place.create, { kind: 'room', name: '311', parentId: id })
    s.at('2026-03-02T08:00:00+08:00')
    const renamed = await clerk().call(place.update, {
      id,
      version: 1,
      name: '学生宿舍5号楼',
      since: '2026-03-01',
    })
    const seen = await clerk().call(place.get, { id: room.id })
    expect(seen.fullName).toBe('学生宿舍5号楼 311')
    const building = await clerk().call(place.get, { id })
    expect(building.past).toEqual([
      { fullName: '5号楼', unitName: null, from: '2025-09-03', to: '2026-02-28' },
    ])
    expect(building.aliases.map(a => a.alias)).toEqual(['5号楼'])
    const { rows } = await clerk().call(place.resolve, { texts: ['5号楼311', '学生宿舍5号楼-311'] })
    expect(rows.map(r => r.placeId)).toEqual([room.id, room.id])
    const found = await clerk().call(place.search, { q: 'xsss5hl311' })
    expect(found.rows.map(r => r.id)).toEqual([room.id])
    // A correction leaves no trace.
    await clerk().call(place.update, { id, version: renamed.version, name: '学生宿舍五号楼' })
    expect((await clerk().call(place.get, { id })).past).toHaveLength(1)
    await s.refused(clerk().call(place.update, { id, version: 1, name: '别的' }), 'kernel.changed')
  })

  it('moves a building to another campus with all inside', async () => {
    const [east, west] = [
      await clerk().call(place.create, { kind: 'campus', name: '东校区' }),
      await clerk().call(place.create, { kind: 'campus', name: '西校区' }),
    ]
    const { id } = await build('实验楼', { parentId: east.id })
    const room = await clerk().call(place.create, { kind: 'room', name: '101', parentId: id })
    await clerk().call(place.move, { id, version: 1, parentId: west.id })
    const steps = await s.inSchool(ctx => placePath(ctx, room.id))
    expect(steps.map(step => step.name)).toEqual(['西校区', '实验楼', '1层', '101'])
    expect(await inside(east.id)).toEqual([])
    expect((await inside(west.id)).map(r => r.fullName)).toEqual(['实验楼 101'])
    await s.refused(clerk().call(place.move, { id, version: 2, parentId: room.id }), 'place.misplaced')
  })

  it('ends a place with what is inside, and takes it back', async () => {
    const { id } = await build('旧宿舍')
    await clerk().call(place.layOut, {
      buildingId: id,
      floors: { from: 1, to: 1 },
      rooms: { from: 1, to: 2 },
    })
    const end = (more: object) => clerk().call(place.end, { id, version: 1, lastDay: '2025-09-03', ...more })
    const refusal = await s.refused(end({}), 'place.has_inside')
    expect(refusal.message).toContain('3 处')
    await s.refused(end({ withInside: true, lastDay: '2025-09-04' }), 'place.last_day')
    expect((await end({ withInside: true })).count).toBe(4)
    expect((await clerk().call(place.list, {})).rows).toEqual([])
    expect((await clerk().call(place.list, { ended: true })).total).toBe(4)
    // The name is free again; until the new one stands there.
    const again = await build('旧宿舍')
    await s.refused(clerk().call(place.reopen, { id, version: 2 }), 'place.same_name')
    await clerk().call(place.end, { id: again.id, version: 1, lastDay: '2025-09-03' })
    await clerk().call(place.reopen, { id, version: 2 })
    expect((await clerk().call(place.list, {})).total).toBe(4)
  })

  it('is found by what is said for short, the words of a building left out', async () => {
    for (const building of ['B楼', '高职C楼', 'C楼', '实训12号楼'])
      await clerk().call(place.create, { kind: 'room', name: '209', parentId: (await build(building)).id })
    const found = async (q: string) => (await clerk().call(place.search, { q })).rows.map(r => r.fullName)
    for (const q of ['B209', 'b209', 'B楼209', 'B栋 209']) expect(await found(q), q).toEqual(['B楼 209'])
    expect(await found('高职c209')).toEqual(['高职C楼 209'])
    expect(await found('实训12-209')).toEqual(['实训12号楼 209'])
    expect(await found('D209')).toEqual([])
  })

  it('pages through all places once, in the order people count', async () => {
    for (const name of ['10号楼', '5号楼', '食堂']) await build(name)
    const [five] = (await clerk().call(place.search, { q: '5号楼' })).rows
    await clerk().call(place.layOut, {
      buildingId: five!.id,
      floors: { from: 1, to: 2 },
      rooms: { from: 1, to: 3 },
    })
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await clerk().call(place.list, { limit: 4, ...(cursor ? { cursor } : {}) })
      names.push(...page.rows.map(r => r.fullName))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(names).toEqual([
      '5号楼',
      ...[
        '5号楼 1层',
        '5号楼 101',
        '5号楼 102',
        '5号楼 103',
        '5号楼 2层',
        '5号楼 201',
        '5号楼 202',
        '5号楼 203',
      ],
      '10号楼',
      '食堂',
    ])
    await s.refused(clerk().call(place.list, { cursor: 'x' }), 'kernel.invalid')
  })
})

describe('finding places', () => {
  beforeEach(async () => {
    const { id } = await build('学生宿舍5号楼', { aliases: ['学5幢'] })
    await clerk().call(place.layOut, {
      buildingId: id,
      floors: { from: 1, to: 3 },
      rooms: { from: 1, to: 12 },
    })
    const six = await build('学生宿舍6号楼')
    await clerk().call(place.layOut, {
      buildingId: six.id,
      floors: { from: 1, to: 3 },
      rooms: { from: 1, to: 12 },
    })
    const office = await build('行政楼')
    const room = await clerk().call(place.create, { kind: 'room', name: '203', parentId: office.id })
    await clerk().call(place.addAlias, { id: room.id, alias: '总务处' })
  })

  const resolve = async (...texts: string[]) => (await clerk().call(place.resolve, { texts })).rows
  const names = async (q: string) => (await clerk().call(place.search, { q })).rows.map(r => r.fullName)

  it('knows one place under all the names that a register gives it', async () => {
    const texts = [
      '学5幢-311',
      '学5#311',
      '宿舍5# 311',
      '宿舍5幢311室',
      '寝室5号楼 311',
      '寝室5栋-311',
      '学生宿舍5号楼311',
      '学生宿舍５号楼 ３１１',
    ]
    const rows = await resolve(...texts)
    expect(rows.map(r => r.fullName)).toEqual(texts.map(() => '学生宿舍5号楼 311'))
    expect(new Set(rows.map(r => r.placeId)).size).toBe(1)
  })

  it('says what it does not know, and never takes one number for another', async () => {
    const [unknownRoom, unknownBuilding, floor, alias] = await resolve(
      '学5幢-999',
      '学7幢-103',
      '学5幢3楼',
      '总务处',
    )
    expect(unknownRoom).toMatchObject({ fullName: '学生宿舍5号楼', room: '999' })
    expect(unknownBuilding).toMatchObject({ placeId: null, how: 'none' })
    expect(floor!.fullName).toBe('学生宿舍5号楼 3层')
    expect(alias!.fullName).toBe('行政楼 203')
  })

  it('does not guess which 卫生间', async () => {
    const { rows } = await clerk().call(place.list, { kind: 'floor', q: '5号楼' })
    for (const floor of rows)
      await clerk().call(place.create, { kind: 'room', name: '卫生间', parentId: floor.id })
    const [some, one] = await resolve('学5幢卫生间', '学5幢 2层 卫生间')
    expect(some).toMatchObject({ fullName: '学生宿舍5号楼', room: '卫生间' })
    expect(one!.fullName).toBe('学生宿舍5号楼 2层 卫生间')
  })

  it('searches by name, initials, sound, alias and as written', async () => {
    expect((await names('学5幢31'))[0]).toBe('学生宿舍5号楼 310')
    expect(await names('xzl')).toContain('行政楼')
    expect(await names('xingzheng')).toContain('行政楼')
    expect((await names('总务处'))[0]).toBe('行政楼 203')
    expect((await names('5号楼 311'))[0]).toBe('学生宿舍5号楼 311')
    expect(await names('%')).toEqual([])
    expect(await names('')).toEqual(['行政楼', '学生宿舍5号楼', '学生宿舍6号楼'])
  })

  it('gives a name to one place only', async () => {
    const six = (await clerk().call(place.search, { q: '学生宿舍6号楼', kinds: ['building'] })).rows[0]!
    const refusal = await s.refused(
      clerk().call(place.addAlias, { id: six.id, alias: '宿舍5栋' }),
      'place.alias_taken',
    )
    expect(refusal.message).toContain('学生宿舍5号楼')
    await s.refused(clerk().call(place.addAlias, { id: six.id, alias: '学5号' }), 'place.alias_taken')
    await s.refused(clerk().call(place.addAlias, { id: six.id, alias: '——' }), 'place.alias_empty')
    expect(await clerk().call(place.addAlias, { id: six.id, alias: '六舍' })).toEqual({ added: true })
    expect(await clerk().call(place.addAlias, { id: six.id, alias: '六舍' })).toEqual({ added: false })
    const { aliases } = await clerk().call(place.get, { id: six.id })
    await clerk().call(place.removeAlias, { id: aliases[0]!.id })
    expect((await clerk().call(place.get, { id: six.id })).aliases).toEqual([])
  })

  it('lets either of two houses of one number have the name that could mean both', async () => {
    const flats = await build('学生公寓5号楼')
    await clerk().call(place.addAlias, { id: flats.id, alias: '公寓5幢' })
    const [flat, dorm] = await resolve('公寓5幢', '学5幢')
    expect([flat!.fullName, dorm!.fullName]).toEqual(['学生公寓5号楼', '学生宿舍5号楼'])
    expect((await resolve('寝室5栋'))[0]).toMatchObject({ placeId: null, how: 'none' })
  })

  it('makes a room that only a register knows, once', async () => {
    const { placeId } = (await resolve('学6幢'))[0]!
    const [a, b] = await Promise.all(
      ['401室', '401'].map(room => s.inSchool(ctx => ensureRoom(ctx, placeId!, room))),
    )
    expect(a).toBe(b)
    const view = await s.inSchool(ctx => placeById(ctx, a!))
    expect(view).toMatchObject({ kind: 'room', buildingId: placeId, ended: false })
    expect((await resolve('学6幢401'))[0]!.placeId).toBe(a)
  })
})

describe('a list of places', () => {
  const row = (input: object) => clerk().call(place.importRow, input as never)

  it('makes what is missing, adds what is new, says when nothing changed', async () => {
    const first = await row({
      campus: '东校区',
      building: '学生宿舍5号楼',
      floor: '三层',
      room: '311室',
      areaM2: 24.5,
      use: '寝室',
    })
    expect(first.outcome).toBe('created')
    const seen = await clerk().call(place.get, { id: first.id })
    expect(seen.path.map(p => p.name)).toEqual(['东校区', '学生宿舍5号楼', '三层', '311室'])
    expect(seen).toMatchObject({ areaM2: 24.5, useKind: 'dormitory' })
    expect(await row({ building: '学生宿舍5＃', room: '311', areaM2: 24.5 })).toEqual({
      id: first.id,
      outcome: 'unchanged',
    })
    const refusal = await s.refused(row({ building: '学5幢', room: '311' }), 'place.looks_like')
    expect(refusal.message).toContain('学生宿舍5号楼')
    await row({ building: '学生宿舍5号楼', aliases: '学5幢' })
    expect((await row({ building: '学5号楼', room: '311', areaM2: 25 })).outcome).toBe('updated')
    const building = await row({
      building: '学生宿舍5号楼',
      aliases: '女生楼、五号宿舍',
      completedOn: '2015-08-20',
    })
    expect(building.outcome).toBe('updated')
    expect((await s.inSchool(ctx => placeById(ctx, first.id)))!.completedOn).toBe('2015-08-20')
    const zone = await row({ building: '南大门', use: '室外' })
    expect((await clerk().call(place.get, { id: zone.id })).kind).toBe('zone')
    expect((await clerk().call(place.list, {})).total).toBe(5)
  })

  it('refuses uses and departments that nobody knows', async () => {
    await s.refused(row({ building: '行政楼', use: '飞船' }), 'place.use_unknown')
    await s.refused(row({ building: '行政楼', unit: '飞船处' }), 'place.unit_unknown')
    await s.refused(row({ building: '行政楼', areaM2: -3 }), 'kernel.invalid')
  })
})

describe('the demo school', () => {
  it('has every place of a school, and resolves what its register writes', async () => {
    await s.inSchool(ctx => demo(ctx, new Map()))
    const { nodes } = await clerk().call(place.tree, {})
    expect(nodes.filter(n => n.kind === 'building')).toHaveLength(16)
    expect(nodes.filter(n => n.kind === 'zone').map(n => n.name)).toContain('湖边观景台')
    const rooms = await clerk().call(place.list, { kind: 'room', limit: 1 })
    expect(rooms.total).toBe(16 * 168)
    const index = await s.inSchool(ctx => loadPlaceIndex(ctx))
    for (const text of [
      '三校2号教学楼 520',
      '高职D楼-118',
      '食堂-519',
      '图书馆101',
      '教师公寓 602',
      '寝室10栋418',
    ])
      expect(index.get(index.match(text).placeId ?? '')?.kind, text).toBe('room')
    const codes = await clerk().call(place.codes, { state: 'blank' })
    expect(codes.rows).toHaveLength(24)
  })
})
