import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { backgroundDone } from '../../kernel/server/run.ts'
import { contract as registerContract } from '../../mechanisms/register/contract.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { calendar } from '../calendar/contract.ts'
import { org } from '../org/contract.ts'
import { people } from './contract.ts'

const register = registerContract.operations

/** Uploads a sheet, looks at the preview, and writes its good rows. */
async function importSheet(s: Scenario, kind: string, rows: readonly (readonly unknown[])[]) {
  const folder = await mkdtemp(join(tmpdir(), 'zongwu-import-'))
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名单').addRows(rows.map(row => [...row]))
  const bytes = new Uint8Array(await book.xlsx.writeBuffer())
  await writeFile(join(folder, 'file'), bytes)
  const file = {
    path: join(folder, 'file'),
    name: '名单.xlsx',
    bytes: bytes.byteLength,
    sha256: 'a'.repeat(64),
  }
  const director = s.as('director')
  const { id } = await director.call(register.upload, { kind }, { uploads: [file] })
  await rm(folder, { recursive: true, force: true })
  await director.call(register.preview, { id })
  await backgroundDone(s.app)
  const preview = await director.call(register.get, { id })
  await director.call(register.commit, { id, mode: 'good-rows' })
  await backgroundDone(s.app)
  return { preview, done: await director.call(register.get, { id }) }
}

test('units, then people, then days off come in from spreadsheets as schools keep them', async () => {
  const s = await scenario()
  const units = await importSheet(s, 'org', [
    ['部门名称', '上级部门', '类别'],
    ['总务处', '', '部门'],
    ['电工组', '总务处', '班组'],
    ['高职24会计1班', '', ''],
  ])
  expect(units.done).toMatchObject({ rowsRead: 3, imported: 3, refused: 0, error: null })
  const { units: tree } = await s.as('teacher').call(org.tree, {})
  expect(tree.map(unit => [unit.name, unit.kind])).toContainEqual(['高职24会计1班', 'class'])

  const staff = await importSheet(s, 'people', [
    ['教职工花名册'],
    ['姓 名', '职工号', '联系电话', '所在部门', '职务', '称呼', '类别'],
    ['陆 建国', 'G013', '138 0000 1234', '总务处', '水道工', '老陆', '工人'],
    ['顾晓燕', 'G034', 13800005678, '高职24会计1班', '班主任、语文教师', '', ''],
    ['谁', '', '', '没有的处', '', '', ''],
  ])
  expect(staff.preview).toMatchObject({ rowsRead: 3, refused: 1 })
  expect(staff.done).toMatchObject({ rowsRead: 3, imported: 2, refused: 1 })
  const { rows } = await s.as('director').call(people.list, { q: 'G0' })
  expect(
    rows.map(row => [
      row.name,
      row.phone,
      row.unitName,
      row.kind,
      row.posts.map(post => post.title).sort(),
      row.aliases,
    ]),
  ).toEqual([
    ['顾晓燕', '13800005678', '高职24会计1班', 'staff', ['班主任', '语文教师'], []],
    ['陆建国', '13800001234', '总务处', 'worker', ['水道工'], ['老陆']],
  ])

  const days = await importSheet(s, 'calendar', [
    ['开始日期', '结束日期', '安排', '事由'],
    ['2025-11-06', '2025-11-07', '放假', '秋季运动会'],
    ['2025-12-27', '', '上班', '家长会'],
  ])
  expect(days.done).toMatchObject({ rowsRead: 2, imported: 2 })
  expect((await s.as('teacher').call(calendar.year, {})).ownDays.map(own => own.title)).toEqual([
    '秋季运动会',
    '秋季运动会',
    '家长会',
  ])
})
