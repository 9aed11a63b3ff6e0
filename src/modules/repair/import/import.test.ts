import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, describe, expect, it } from 'vitest'
import { backgroundDone } from '../../../kernel/server/run.ts'
import { type ImportRequest, runImport } from '../../../mechanisms/register/cli.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { readUpload } from '../../../mechanisms/register/engine/book.ts'
import { type Scenario, scenario } from '../../../testing/scenario.ts'
import { damage } from '../../damage/contract.ts'
import { people } from '../../people/contract.ts'
import { place } from '../../place/contract.ts'

const SAMPLE = 'samples/报修登记-2025秋.xlsx'
const folder = mkdtempSync(join(tmpdir(), 'zongwu-repair-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function school(): Promise<Scenario> {
  const s = await scenario()
  s.at('2026-02-10T09:00:00+08:00')
  return s
}

const importFile = (s: Scenario, file: string, more: Partial<ImportRequest> = {}) =>
  runImport(s.app, {
    kind: 'repair',
    file,
    commit: true,
    mode: 'good-rows',
    map: {},
    options: {},
    schoolId: s.schoolId,
    actor: { kind: 'system', name: '命令行导入' },
    ...more,
  })

async function book(name: string, sheets: Record<string, readonly unknown[][]>): Promise<string> {
  const workbook = new ExcelJS.Workbook()
  for (const [title, rows] of Object.entries(sheets))
    workbook.addWorksheet(title).addRows(rows.map(row => [...row]))
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(await workbook.xlsx.writeBuffer()))
  return path
}

const orders = async (s: Scenario) =>
  (
    await s.app.pool.query<{
      trade: string
      state: string
      place_id: string | null
      place_text: string
      external_no: string | null
      title: string
      assignee_id: string | null
      done: string | null
    }>(
      `select trade, state, place_id, place_text, external_no, title, assignee_id,
         (done_at at time zone 'Asia/Shanghai')::date as done
       from workorder_order where school_id = $1 order by id`,
      [s.schoolId],
    )
  ).rows

const counted = async (s: Scenario): Promise<Record<string, number>> => {
  const { rows } = await s.app.pool.query<{ trade: string; sum: number }>(
    'select trade, sum(qty)::float as sum from workorder_line where school_id = $1 and counts group by trade',
    [s.schoolId],
  )
  return Object.fromEntries(rows.map(row => [row.trade, row.sum]))
}

const TOTALS = { 水道工: 562, 电工: 417, 木工: 697, '赔偿(元)': 3186 }
const ITEMS = {
  疏通地漏: 205,
  疏通拖把池: 140,
  更换台盆水管: 170,
  水龙头: 47,
  灯具: 168,
  开关: 72,
  插座: 75,
  停电切换电源: 6,
  跳闸: 30,
  电热水器: 4,
  电水壶: 6,
  立式空调: 18,
  挂壁式空调: 38,
  修门: 70,
  修门拉手: 52,
  修橱门: 40,
  修锁: 60,
  换锁: 85,
  换移门滑轮: 260,
  移门铜条: 45,
  配玻璃: 55,
  修凳子: 15,
  修讲台: 3,
  修办公桌: 12,
}

describe('the sample register', () => {
  it('gives every figure it must give, in the report and in the database, and nothing new the second time', async () => {
    const s = await school()
    const preview = await importFile(s, SAMPLE, { commit: false })
    expect(await orders(s)).toEqual([])
    const { code, report } = await importFile(s, SAMPLE)
    expect(code).toBe(0)
    expect(report.totals.counted).toEqual(TOTALS)
    expect(report.totals.items).toMatchObject(ITEMS)
    expect(report.totals.uncounted).toEqual({ 修补侧石: 38 })
    expect(report).toMatchObject({ rowsRead: 979, imported: 970, refused: 0, skipped: 9 })
    for (const sheet of report.sheets) {
      expect(sheet.imported + sheet.refused + sheet.skipped).toBe(sheet.rowsRead)
      for (const check of sheet.subtotalChecks) expect(check).toMatchObject({ ok: true })
    }
    expect(report.duplicates.map(d => [d.sheet, d.row, d.of])).toEqual([
      ['电工报修', 157, '第 156 行'],
      ['电工报修', 256, '第 57 行'],
    ])
    expect(report.unsure).toEqual([])
    const plain = ({ rowsRead, imported, refused, skipped, totals }: typeof report) => ({
      rowsRead,
      imported,
      refused,
      skipped,
      totals,
    })
    expect(plain(preview.report)).toEqual(plain(report))

    expect(await counted(s)).toEqual({ plumber: 562, electrician: 417, carpenter: 697 })
    expect((await orders(s)).length).toBe(902)
    const cases = await s.as('director').call(damage.list, { limit: 200 })
    expect(cases.rows).toHaveLength(68)
    expect(cases.paidFen).toBe(318_600)

    const again = await importFile(s, SAMPLE)
    expect(again.code).toBe(0)
    expect(again.report).toMatchObject({ rowsRead: 979, imported: 0, refused: 0, skipped: 979 })
    expect((await orders(s)).length).toBe(902)
  }, 90_000)

  it('goes the same way through the web, by a director, with the question about a worker asked once', async () => {
    const s = await school()
    const director = s.as('director')
    const { id: personId } = await director.call(people.create, { name: '潘建国', kind: 'worker' })
    const { readFileSync } = await import('node:fs')
    const { createHash } = await import('node:crypto')
    const bytes = readFileSync(SAMPLE)
    const copy = join(folder, 'upload')
    const upload = async (): Promise<string> => {
      writeFileSync(copy, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const file = { path: copy, name: '报修登记-2025秋.xlsx', bytes: bytes.length, sha256 }
      return (await director.call(register.upload, { kind: 'repair' }, { uploads: [file] })).id
    }
    const id = await upload()
    await director.call(register.preview, { id })
    await backgroundDone(s.app)
    const seen = await director.call(register.get, { id })
    expect(seen).toMatchObject({ state: 'ready', rowsRead: 979, imported: 970, refused: 0, skipped: 9 })
    expect(seen.kinds.map(kind => kind.id)).toEqual(['repair', 'damage'])
    const pan = seen.questions.find(question => question.text === '小潘')
    expect(pan).toMatchObject({ topic: 'person', rows: 224, answer: null })
    await director.call(register.setChoices, {
      id,
      version: seen.version,
      choices: { [pan?.key ?? '']: personId },
    })
    await director.call(register.preview, { id })
    await backgroundDone(s.app)
    await director.call(register.commit, { id, mode: 'all-or-nothing' })
    await backgroundDone(s.app)
    expect(await director.call(register.get, { id })).toMatchObject({ state: 'done', imported: 970 })
    expect((await orders(s)).filter(order => order.assignee_id === personId)).toHaveLength(224)

    const second = await upload()
    await director.call(register.preview, { id: second })
    await backgroundDone(s.app)
    const next = await director.call(register.get, { id: second })
    expect(next).toMatchObject({ imported: 0, skipped: 979 })
    expect(next.questions.find(question => question.text === '小潘')).toMatchObject({
      answer: personId,
      remembered: true,
    })
  }, 90_000)
})

const HEAD = ['报修时间', '地点', '报修内容', '数量', '维修人', '完成日期']

describe('rows of other registers', () => {
  it('finds buildings under their other names and makes the rooms that are missing', async () => {
    const s = await school()
    const clerk = s.as('director')
    const { id } = await clerk.call(place.create, { parentId: null, kind: 'building', name: '学生宿舍5号楼' })
    const file = await book('电工.xlsx', {
      电工: [
        HEAD,
        ['2025-09-03', '学5幢-103', '灯管坏', 2, '', ''],
        ['2025-09-04', '宿舍5#103', '换插座', 1, '', ''],
        ['2025-09-04', '火星楼 1', '换插座', 1, '', ''],
      ],
    })
    const { report } = await importFile(s, file)
    expect(report).toMatchObject({ imported: 3, refused: 0 })
    const rows = await orders(s)
    expect(rows[0]?.place_id).not.toBeNull()
    expect(rows[0]?.place_id).not.toBe(id)
    expect(rows[1]?.place_id).toBe(rows[0]?.place_id)
    expect(rows[2]).toMatchObject({ place_id: null, place_text: '火星楼 1' })
    expect(report.notes.join()).toContain('学生宿舍5号楼 1 间')
    expect(report.notes.join()).toContain('火星楼 1（1 行）')
  })

  it('keeps to the building where rooms are not to be made', async () => {
    const s = await school()
    const { id } = await s
      .as('director')
      .call(place.create, { parentId: null, kind: 'building', name: '学生宿舍5号楼' })
    const file = await book('电工.xlsx', { 电工: [HEAD, ['2025-09-03', '学5幢-103', '灯管坏', 2, '', '']] })
    await importFile(s, file, { options: { createPlaces: 'no' } })
    expect(await orders(s)).toMatchObject([{ place_id: id }])
  })

  it('files an unknown fault under 其他 of a known trade and says so; asks for the trade where nothing tells it', async () => {
    const s = await school()
    const rows = [HEAD, ['2025-09-03', '食堂', '怪声音', 2, '', ''], ['2025-09-03', '食堂', '', 2, '', '']]
    const { report } = await importFile(s, await book('电工.xlsx', { 电工报修: rows }))
    expect(report).toMatchObject({ imported: 1, refused: 1 })
    expect(report.totals.items).toEqual({ 其他: 2 })
    expect(report.unsure).toMatchObject([{ row: 2, text: '怪声音', taken: '其他' }])
    expect(report.questions).toMatchObject([{ topic: 'fault', text: '怪声音', rows: 1 }, { topic: 'place' }])

    const plain = await book('登记.xlsx', { 登记: rows.slice(0, 2) })
    const unknown = await importFile(s, plain, { commit: false })
    expect(unknown.report).toMatchObject({ imported: 0, refused: 1 })
    expect(unknown.report.reasons[0]?.reason).toContain('工种')
    const told = await importFile(s, plain, { commit: false, options: { trade: '木工' } })
    expect(told.report).toMatchObject({ imported: 1, refused: 0 })
  })

  it('asks about a whole page of text by its beginning, under a key that an answer can carry', async () => {
    const s = await school()
    const page = '看这里的怪事'.repeat(300)
    const file = await book('电工.xlsx', { 电工报修: [HEAD, ['2025-09-03', '食堂', page, 2, '', '']] })
    const { report } = await importFile(s, file, { commit: false })
    expect(report.rowsRead).toBe(1)
    expect(report.questions[0]?.text.length).toBe(121)
    expect(report.unsure.every(one => one.text.length <= 120)).toBe(true)
  })

  it('asks before taking days of another term, and refuses what cannot be', async () => {
    const s = await school()
    const file = await book('2025秋电工.xlsx', {
      电工: [
        HEAD,
        ['2024-09-03', '食堂', '灯管坏', 2, '', ''],
        ['9月31日', '食堂', '灯管坏', 2, '', ''],
        ['9月30日', '食堂', '灯管坏', '-3', '', ''],
        ['9月30日', '食堂', '灯管坏', 1, '', '9月29日'],
        ['9月30日', '', '灯管坏', 1, '', ''],
      ],
    })
    const { report } = await importFile(s, file)
    expect(report).toMatchObject({ rowsRead: 5, imported: 1, refused: 4 })
    expect(report.reasons.map(reason => reason.reason)).toEqual([
      expect.stringContaining('不在2025—2026学年第一学期（2025-09-01 至 2026-01-31）内'),
      expect.stringContaining('9月31日不存在'),
      expect.stringContaining('负数'),
      expect.stringContaining('请说明在哪里'),
    ])
    expect(report.unsure).toMatchObject([{ row: 5, taken: expect.stringContaining('早于报修日期') }])
    expect(await orders(s)).toMatchObject([{ state: 'closed', done: '2025-09-30' }])
    const other = await importFile(s, file, { commit: false, options: { term: '2024-autumn' } })
    expect(other.report.reasons.some(reason => reason.row === 2)).toBe(false)
  })

  it('takes old rows without a day of completion for done, recent ones for open', async () => {
    const s = await school()
    s.at('2026-01-20T09:00:00+08:00')
    const file = await book('电工.xlsx', {
      电工: [
        HEAD,
        ['2025-09-03', '食堂', '灯管坏', 2, '', ''],
        ['2026-01-18', '食堂', '换插座', 1, '', ''],
        ['2026-01-18', '食堂', '换开关', 1, '', '2026-01-19'],
      ],
    })
    await importFile(s, file)
    expect((await orders(s)).map(order => order.state)).toEqual(['closed', 'in_progress', 'closed'])
  })

  it('reads a table with a column per item as it was proposed', async () => {
    const s = await school()
    const file = await book('木工.xlsx', {
      木工: [
        ['日期', '地点', '修锁', '换锁', '配玻璃'],
        ['2025-09-03', '食堂 101', 2, '', 1],
        ['2025-09-04', '食堂 102', '', 3, ''],
      ],
    })
    const { report } = await importFile(s, file)
    expect(report).toMatchObject({ imported: 2, refused: 0 })
    expect(report.totals.items).toEqual({ 修锁: 2, 换锁: 3, 配玻璃: 1 })
  })

  it('says of a broken, an encrypted and an old file what to do', async () => {
    for (const [name, bytes, text] of [
      ['坏.xlsx', Buffer.from('PK\x03\x04 not a workbook'), '已损坏'],
      [
        '锁.xlsx',
        Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
        '密码',
      ],
      ['旧.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '另存为'],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      await expect(readUpload({ path, name })).rejects.toThrow(text)
    }
  })
})

describe('a register of compensation by itself', () => {
  it('reads days without a year by the term of the file', async () => {
    const s = await school()
    const file = await book('赔偿2025秋.xlsx', {
      赔偿: [
        ['日期', '寝室', '责任人', '损坏物品', '赔偿金额(元)', '收据号'],
        ['10月3日', '学生宿舍5号楼 101', '责任不明，寝室分摊', '玻璃', '28元', 'NO.1'],
        ['1月5日', '学生宿舍5号楼 102', '张三', '门锁', 35, 'NO.2'],
        ['', '', '', '合计', 63, ''],
      ],
    })
    const { code, report } = await importFile(s, file, { kind: 'damage' })
    expect(code).toBe(0)
    expect(report).toMatchObject({
      rowsRead: 3,
      imported: 2,
      skipped: 1,
      totals: { counted: { '赔偿(元)': 63 } },
    })
    const { rows } = await s.as('director').call(damage.list, {})
    expect(rows.map(row => [row.occurredOn, row.liableKind, row.amountFen]).sort()).toEqual([
      ['2025-10-03', 'room', 2800],
      ['2026-01-05', 'person', 3500],
    ])
  })
})
