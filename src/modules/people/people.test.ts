import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { beforeEach, describe, expect, test } from 'vitest'
import { ROLE_CODES, ROLES } from '../../kernel/pure/roles.ts'
import type { Download } from '../../kernel/server/files.ts'
import { attachment } from '../../mechanisms/attachment/contract.ts'
import { notification, notify } from '../../mechanisms/notification/index.ts'
import { register } from '../../mechanisms/register/contract.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { org } from '../org/contract.ts'
import { people } from './contract.ts'
import { findPersons, personNames, personsWithRole } from './index.ts'

let s: Scenario
let root: string
beforeEach(async () => {
  s = await scenario()
  root = (await s.as('director').call(org.tree, {})).units[0]?.id as string
})

const add = (
  name: string,
  more: Record<string, unknown> = {},
  as: 'director' | 'admin' | 'clerk' = 'director',
) => s.as(as).call(people.create, { name, kind: 'staff', ...more })
const get = (id: string, as: 'director' | 'teacher' | 'admin' = 'director') =>
  s.as(as).call(people.get, { id })
const found = async (q: string, as: 'director' | 'teacher' = 'teacher') =>
  (await s.as(as).call(people.search, { q })).rows.map(row => row.name)
const unit = async (kind: 'department' | 'class', name: string) =>
  (await s.as('director').call(org.create, { kind, name, parentId: root, from: '2024-09-01' })).id

describe('finding people', () => {
  test('by name, sound, first letters, other name, staff number and last figures of the telephone', async () => {
    await add('陆建国', { phone: '138 0000 1234', staffNo: 'H017', aliases: ['老陆'] })
    for (const q of ['陆建', '陆 建国', 'lujian', 'ljg', 'LJG', '老陆', 'h017', '1234', '13800001234'])
      expect(await found(q), q).toEqual(['陆建国'])
    for (const q of ['0000', '%', '_', '陆国', '34']) expect(await found(q), q).toEqual([])
  })

  test('an exact name comes first', async () => {
    await add('高敏')
    await add('敏')
    await add('敏敏')
    expect(await found('敏')).toEqual(['敏', '敏敏', '高敏'])
  })

  test('a list pages without gaps or repeats, by sound, and counts', async () => {
    const first = await s.as('teacher').call(people.list, { limit: 4 })
    const seen = [...first.rows]
    for (let next = first.next; next; ) {
      const page = await s.as('teacher').call(people.list, { limit: 4, cursor: next })
      seen.push(...page.rows)
      next = page.next
    }
    expect(first.total).toBe(ROLE_CODES.length)
    expect(seen.map(row => row.name).sort()).toEqual(ROLE_CODES.map(code => `${ROLES[code]}甲`).sort())
    const tradesmen = await s.as('teacher').call(people.list, { role: 'tradesman' })
    expect(tradesmen.rows.map(row => row.name)).toEqual(['维修工甲'])
  })

  test('a unit shows its own people and those below it', async () => {
    const office = await unit('department', '总务处')
    const inner = (
      await s
        .as('director')
        .call(org.create, { kind: 'crew', name: '维修班', parentId: office, from: '2024-09-01' })
    ).id
    await add('甲一', { unitId: office })
    await add('甲二', { unitId: inner })
    const rows = async (unitId: string) =>
      (await s.as('teacher').call(people.list, { unitId })).rows.map(row => row.name)
    expect(await rows(office)).toEqual(['甲二', '甲一'])
    expect(await rows(inner)).toEqual(['甲二'])
    const { units } = await s.as('teacher').call(people.units, {})
    expect(units.filter(u => u.members > 0).map(u => [u.name, u.members])).toContainEqual(['维修班', 1])
  })
})

test('what is seen in the list can be taken along as a spreadsheet, by the office only', async () => {
  await add('陆建国', { phone: '13800001234', posts: [{ role: 'tradesman', title: '水道工' }] })
  const file = (await s
    .as('clerk')
    .call(people.export, { q: '陆建国', filterText: '含“陆建国”' })) as Download
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((Buffer.isBuffer(file.body) ? file.body : await buffer(file.body)) as never)
  const text = JSON.stringify(book.worksheets[0]?.getSheetValues())
  for (const word of ['陆建国', '13800001234', '水道工', '含“陆建国”', '合计 1 行'])
    expect(text).toContain(word)
  expect(text).not.toContain('教师甲')
  await s.refused(s.as('teacher').call(people.export, {}), 'kernel.forbidden')
})

describe('least data', () => {
  test('a teacher sees the last figures of a number, the office all of it, everyone his own', async () => {
    const { id } = await add('陆建国', { phone: '13800001234', note: '高血压', staffNo: 'H017' })
    expect(await get(id, 'teacher')).toMatchObject({
      phone: null,
      phoneTail: '1234',
      note: '',
      staffNo: null,
      hasAccount: null,
    })
    expect(await get(id, 'admin')).toMatchObject({ phone: '13800001234', note: '高血压', staffNo: 'H017' })
    const self = s.user({ personId: id, name: '陆建国', roles: ['tradesman'] })
    expect((await self.call(people.get, { id })).phone).toBe('13800001234')
    const listed = await s.as('teacher').call(people.list, { q: '陆建国' })
    expect(listed.rows[0]).toMatchObject({ phone: null, phoneTail: '1234' })
    expect(JSON.stringify(listed)).not.toContain('13800001234')
  })

  test('students are seen only by those who work with them', async () => {
    const { id } = await add('学生甲', { kind: 'student' })
    expect(await found('学生甲', 'teacher')).toEqual([])
    await s.refused(get(id, 'teacher'), 'kernel.not_found')
    expect(await found('学生甲', 'director')).toEqual(['学生甲'])
    expect((await s.as('class_teacher').call(people.get, { id })).name).toBe('学生甲')
  })

  test('another school sees nobody', async () => {
    const { id } = await add('陆建国')
    const other = await s.otherSchool()
    await other.refused(other.as('admin').call(people.get, { id }), 'kernel.not_found')
    await other.refused(
      other.as('admin').call(people.update, { id, version: 1, name: '甲', kind: 'staff' }),
      'kernel.not_found',
    )
  })
})

describe('entering people', () => {
  test('the same name twice is asked about, with what tells the two apart', async () => {
    const unitId = await unit('department', '总务处')
    await add('李敏', { unitId, phone: '13800001234' })
    const refusal = await s.refused(add('李 敏'), 'people.same_name')
    expect(refusal.message).toContain('总务处，手机尾号 1234')
    await add('李敏', { sameNameOk: true })
    expect(await found('李敏')).toEqual(['李敏', '李敏'])
  })

  test('staff numbers and other names belong to one person', async () => {
    await add('甲', { staffNo: 'A1', aliases: ['小甲'] })
    await s.refused(add('乙', { staffNo: 'A1' }), 'people.same_no')
    await s.refused(add('乙', { aliases: ['小甲'] }), 'people.alias_taken')
    expect(await found('乙')).toEqual([])
    await s.refused(add('乙', { aliases: ['乙'] }), 'people.alias_is_name')
    await s.refused(add('丙', { phone: '138' }), 'kernel.invalid')
    await s.refused(add('丙', { unitId: s.person('teacher') }), 'people.unit_unknown')
  })

  test('two edits of one person: the second is told, and nothing of it is kept', async () => {
    const { id, version } = await add('甲')
    await s.as('director').call(people.update, { id, version, name: '甲乙', kind: 'staff' })
    await s.refused(
      s.as('clerk').call(people.update, { id, version, name: '甲丙', kind: 'staff' }),
      'kernel.changed',
    )
    expect((await get(id)).name).toBe('甲乙')
  })

  test('one who left is out of the lists, keeps his name in records, and can come back', async () => {
    const { id, version } = await add('潘志明', {
      aliases: ['小潘'],
      posts: [{ role: 'tradesman', title: '水道工' }],
    })
    s.at('2025-10-10T08:00:00+08:00')
    await s.as('director').call(people.leave, { id, version, lastDay: '2025-10-09' })
    expect(await found('小潘')).toEqual([])
    const gone = await get(id)
    expect(gone.posts).toEqual([])
    expect(gone.pastPosts.map(post => [post.title, post.to])).toEqual([['水道工', '2025-10-09']])
    expect(gone.actions.update?.allowed).toBe(false)
    await s.refused(
      s.as('director').call(people.update, { id, version: gone.version, name: '潘', kind: 'staff' }),
      'people.left',
    )
    const left = await s.as('director').call(people.list, { status: 'left' })
    expect(left.rows.map(row => row.name)).toEqual(['潘志明'])
    expect(await s.inSchool(ctx => findPersons(ctx, ['小潘']))).toEqual(
      new Map([['小潘', { id, name: '潘志明' }]]),
    )
    await s.as('director').call(people.comeBack, { id, version: gone.version })
    expect(await found('小潘')).toEqual(['潘志明'])
  })
})

describe('posts', () => {
  test('one person holds several roles, for a time and for a unit', async () => {
    const class1 = await unit('class', '高职24会计1班')
    const { id } = await add('顾晓燕', { posts: [{ role: 'teacher' }] })
    const director = s.as('director')
    await s.refused(
      director.call(people.assignPost, { personId: id, role: 'class_teacher' }),
      'people.needs_unit',
    )
    const post = await director.call(people.assignPost, {
      personId: id,
      role: 'class_teacher',
      unitId: class1,
      from: '2025-09-01',
    })
    await s.refused(
      director.call(people.assignPost, { personId: id, role: 'class_teacher', unitId: class1 }),
      'people.has_post',
    )
    expect((await get(id)).posts.map(p => [p.roleTitle, p.unitName])).toEqual([
      ['教师', null],
      ['班主任', '高职24会计1班'],
    ])
    expect(await s.inSchool(ctx => personsWithRole(ctx, ['class_teacher'], class1))).toEqual([
      { id, name: '顾晓燕' },
    ])
    await director.call(people.endPost, { personId: id, postId: post.id, lastDay: '2025-09-03' })
    expect(await s.inSchool(ctx => personsWithRole(ctx, ['class_teacher'], class1))).toHaveLength(1)
    s.at('2025-09-04T08:00:00+08:00')
    expect(await s.inSchool(ctx => personsWithRole(ctx, ['class_teacher'], class1))).toEqual([])
    await s.refused(director.call(people.endPost, { personId: id, postId: post.id }), 'people.post_ended')
  })

  test('a post ended on the day it was given leaves at once', async () => {
    const { id } = await add('甲', { posts: [{ role: 'cashier' }] })
    const [post] = (await get(id)).posts
    await s.as('director').call(people.endPost, { personId: id, postId: post?.id as string })
    expect(await get(id)).toMatchObject({ posts: [], pastPosts: [] })
  })

  test('nobody raises himself: a clerk gives no office, a director no supervision', async () => {
    const me = s.person('clerk')
    const refusal = await s.refused(
      s.as('clerk').call(people.assignPost, { personId: me, role: 'director' }),
      'people.may_not_grant',
    )
    expect(refusal.message).toContain('系统管理员')
    await s.refused(
      s.as('clerk').call(people.assignPost, { personId: me, role: 'cashier' }),
      'people.may_not_grant',
    )
    await s.refused(
      s.as('director').call(people.assignPost, { personId: s.person('director'), role: 'admin' }),
      'people.may_not_grant',
    )
    await s.refused(
      s.as('director').call(people.leave, { id: s.person('principal'), version: 1, lastDay: '2025-09-03' }),
      'people.may_not_grant',
    )
    await s.refused(add('甲', { posts: [{ role: 'auditor' }] }), 'people.may_not_grant')
    expect(await found('甲', 'director')).not.toContain('甲')
  })
})

describe('the last administrator', () => {
  const adminPost = async (id: string) =>
    (await get(id, 'admin')).posts.find(post => post.role === 'admin')?.id as string

  test('cannot lay down his post, leave, or be merged away; with a second one he can', async () => {
    const me = s.person('admin')
    const end = async () => s.as('admin').call(people.endPost, { personId: me, postId: await adminPost(me) })
    const refusal = await s.refused(end(), 'people.last_admin')
    expect(refusal.message).toContain('请先让另一位有账号的人担任系统管理员')
    await s.refused(
      s.as('admin').call(people.leave, { id: me, version: 1, lastDay: '2025-12-31' }),
      'people.last_admin',
    )
    // A second one without an account does not help.
    await add('备用', { posts: [{ role: 'admin' }] }, 'admin')
    await s.refused(end(), 'people.last_admin')
    await s.as('admin').call(people.assignPost, { personId: s.person('clerk'), role: 'admin' })
    await end()
    expect((await get(me)).posts).toEqual([])
  })

  test('two administrators who remove each other at once: one stays', async () => {
    const [a, b] = [s.person('admin'), s.person('director')]
    await s.as('admin').call(people.assignPost, { personId: b, role: 'admin' })
    const [postA, postB] = [await adminPost(a), await adminPost(b)]
    const second = s.user({ personId: b, name: '总务主任甲', roles: ['admin'] })
    const both = await Promise.allSettled([
      s.as('admin').call(people.endPost, { personId: b, postId: postB }),
      second.call(people.endPost, { personId: a, postId: postA }),
    ])
    expect(both.filter(r => r.status === 'fulfilled')).toHaveLength(1)
    expect((await s.as('teacher').call(people.list, { role: 'admin' })).rows).toHaveLength(1)
  })
})

describe('merging', () => {
  test('what hung on the dropped row hangs on the kept one, and both names lead there', async () => {
    const class1 = await unit('class', '高职24会计1班')
    const keep = await add('李敏', { posts: [{ role: 'teacher' }] })
    const drop = await add('李 敏敏', {
      staffNo: 'A7',
      phone: '13800001234',
      aliases: ['小敏'],
      posts: [{ role: 'teacher' }, { role: 'class_teacher', unitId: class1 }],
    })
    await s.as('director').call(people.setHead, { unitId: class1, version: 1, personId: drop.id })
    await s.as('director').call(people.merge, { keepId: keep.id, dropId: drop.id })
    const merged = await get(keep.id)
    expect(merged).toMatchObject({ staffNo: 'A7', phone: '13800001234' })
    expect(merged.posts.map(post => post.role).sort()).toEqual(['class_teacher', 'teacher'])
    expect(merged.aliases.map(a => a.alias).sort()).toEqual(['小敏', '李敏敏'])
    expect(merged.heads.map(h => h.name)).toEqual(['高职24会计1班'])
    expect((await get(drop.id)).id).toBe(keep.id)
    expect(await found('李敏', 'director')).toEqual(['李敏'])
    expect(await s.inSchool(ctx => personNames(ctx, [drop.id]))).toEqual(new Map([[drop.id, '李敏']]))
    await s.refused(
      s.as('director').call(people.merge, { keepId: keep.id, dropId: drop.id }),
      'people.merged',
    )
    await s.refused(
      s.as('director').call(people.merge, { keepId: keep.id, dropId: keep.id }),
      'people.same_person',
    )
  })

  test('messages, uploads and saved views follow', async () => {
    const { id: keepId } = await add('新来的')
    const dropId = s.person('class_teacher')
    const teacher = s.as('class_teacher')
    await s.inSchool(ctx => notify(ctx, { personIds: [dropId], topic: 'x.y', title: '一条消息' }))
    const uploads = [
      await s.app.files.receive(Readable.from([Buffer.from('%PDF-1.7\n%%EOF')]), '说明.pdf', 100),
    ]
    await teacher.call(attachment.upload, {}, { uploads })
    const view = (query: string) => ({ register: 'repair', name: '我的', query, shared: false })
    await teacher.call(register.saveView, view('open=1'))
    await s.as('director').call(people.merge, { keepId, dropId })
    const now = s.user({ personId: keepId, name: '新来的', roles: ['class_teacher'] })
    expect((await now.call(notification.list, {})).rows.map(row => row.title)).toEqual(['一条消息'])
    expect((await now.call(register.views, { register: 'repair' })).views.map(v => v.name)).toEqual(['我的'])
    const { rows } = await s.app.pool.query('select uploaded_by from attachment_file')
    expect(rows).toEqual([{ uploaded_by: keepId }])
  })

  test('a saved view of the same name stays with the one that is kept', async () => {
    const { id: keepId } = await add('新来的')
    const now = s.user({ personId: keepId, name: '新来的', roles: ['class_teacher'] })
    const view = (query: string) => ({ register: 'repair', name: '我的', query, shared: false })
    await now.call(register.saveView, view('open=1'))
    await s.as('class_teacher').call(register.saveView, view('open=2'))
    await s.as('director').call(people.merge, { keepId, dropId: s.person('class_teacher') })
    const { views } = await now.call(register.views, { register: 'repair' })
    expect(views.map(v => v.query)).toEqual(['open=1'])
  })

  test('two accounts that can sign in are never made into one by accident', async () => {
    const [keepId, dropId] = [s.person('teacher'), s.person('class_teacher')]
    await s.refused(s.as('director').call(people.merge, { keepId, dropId }), 'people.two_accounts')
    const { id } = await add('新来的')
    await s.as('director').call(people.merge, { keepId: id, dropId })
    expect((await get(id)).hasAccount).toBe(true)
  })
})

test('a class that moves up takes its class teacher and its people along; a graduated one lets its teacher go', async () => {
  const [class1, class3] = [await unit('class', '高一1班'), await unit('class', '高三1班')]
  const teacher = await add('顾晓燕', {
    posts: [{ role: 'class_teacher', unitId: class1, from: '2024-09-01' }],
  })
  const other = await add('沈国华', {
    posts: [{ role: 'class_teacher', unitId: class3, from: '2024-09-01' }],
  })
  const pupil = await add('学生甲', { kind: 'student', unitId: class1 })
  await s.as('clerk').call(org.moveUp, {
    from: '2025-09-01',
    rows: [
      { id: class1, version: 1, action: 'up', name: '高二1班' },
      { id: class3, version: 1, action: 'graduate' },
    ],
  })
  await s.drain()
  const detail = await get(teacher.id)
  expect(detail.posts.map(p => [p.unitName, p.from])).toEqual([['高二1班', '2025-09-01']])
  expect(detail.pastPosts.map(p => [p.unitName, p.to])).toEqual([['高一1班', '2025-08-31']])
  expect((await get(other.id)).posts).toEqual([])
  expect((await get(pupil.id)).unitName).toBe('高二1班')
})

describe('a staff list', () => {
  const row = (input: Record<string, string>) =>
    s.as('director').call(people.importRow, { name: '', ...input } as never)

  test('read twice adds nothing; an empty cell changes nothing', async () => {
    await unit('department', '总务处')
    const line = {
      name: '陆 建国',
      staffNo: 'H017',
      phone: '138-0000-1234',
      unit: '总务处',
      posts: '水道工',
      aliases: '老陆、陆师傅',
    }
    const first = await row(line)
    expect(first.outcome).toBe('created')
    expect(await row(line)).toEqual({ id: first.id, outcome: 'unchanged' })
    expect((await row({ name: '陆建国', posts: '电工' })).outcome).toBe('updated')
    expect(await get(first.id)).toMatchObject({
      name: '陆建国',
      kind: 'worker',
      staffNo: 'H017',
      phone: '13800001234',
      unitName: '总务处',
    })
    expect((await get(first.id)).posts.map(p => p.title).sort()).toEqual(['水道工', '电工'])
  })

  test('namesakes are told apart by staff number, else asked about', async () => {
    const a = await row({ name: '李敏', staffNo: 'A1' })
    const b = await row({ name: '李敏', staffNo: 'A2' })
    expect(b.id).not.toBe(a.id)
    expect((await row({ name: '李敏', staffNo: 'A2', phone: '13800001234' })).id).toBe(b.id)
    await s.refused(row({ name: '李敏' }), 'people.several')
  })

  test('what is not understood is refused with its reason', async () => {
    await s.refused(row({ name: '甲', unit: '没有的处' }), 'people.unit_unknown')
    await s.refused(row({ name: '甲', posts: '嗯嗯' }), 'people.post_unknown')
    await s.refused(row({ name: '甲', posts: '班主任' }), 'people.needs_unit')
    await s.refused(row({ name: '甲', posts: '系统管理员' }), 'people.may_not_grant')
    expect(await found('甲', 'director')).not.toContain('甲')
  })
})

test('old registers name people as they are called; one name for two people is told', async () => {
  const { id } = await add('张桂芳', { aliases: ['宿管张阿姨'] })
  await add('陈建国')
  await add('陈建国', { sameNameOk: true })
  const map = await s.inSchool(ctx => findPersons(ctx, ['宿管 张阿姨', '陈建国', '谁', '']))
  expect([...map]).toEqual([
    ['宿管 张阿姨', { id, name: '张桂芳' }],
    ['陈建国', 'several'],
    ['谁', undefined],
    ['', undefined],
  ])
})
