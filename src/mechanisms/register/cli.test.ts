import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readImportArgs, UsageError } from './cli/args.ts'
import type { Report } from './cli/report.ts'
import { importCommand } from './cli.ts'
import { register } from './contract.ts'
import { HEADINGS, type Things, things, workbook } from './testing/thing.ts'

const folder = mkdtempSync(join(tmpdir(), 'zongwu-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function file(name: string, sheets: Parameters<typeof workbook>[0] | string): Promise<string> {
  const path = join(folder, name)
  writeFileSync(path, typeof sheets === 'string' ? sheets : await workbook(sheets))
  return path
}

async function run(
  t: Things,
  ...args: string[]
): Promise<{ code: number; out: string; err: string; report: Report }> {
  let out = ''
  let err = ''
  const code = await importCommand(args, {
    inProduct: (_school, work) => work(t.app, t.s.schoolId),
    out: text => {
      out += text
    },
    err: text => {
      err += text
    },
    watched: false,
  })
  return { code, out, err, report: args.includes('--json') ? JSON.parse(out) : (undefined as never) }
}

const ROWS = [HEADINGS, ['W1', '水桶', '2025-09-03', 2], ['W2', '扫把', '9月4日', '三把']]

describe('zongwu import', () => {
  it('previews without a trace and imports with --commit, each with one JSON document', async () => {
    const t = await things()
    const path = await file('物件.xlsx', { 物件: ROWS })
    const preview = await run(t, 'thing', path, '--json')
    expect(preview.code).toBe(0)
    expect(preview.report).toMatchObject({
      kind: 'thing',
      file: '物件.xlsx',
      committed: false,
      rowsRead: 2,
      imported: 2,
    })
    expect(preview.err).toBe('')
    expect(await t.stored()).toEqual([])
    expect((await t.call(register.list, {})).rows).toEqual([])

    const done = await run(t, 'thing', path, '--commit', '--json')
    expect(done.code).toBe(0)
    expect(done.report).toMatchObject({ committed: true, imported: 2, refused: 0, skipped: 0, error: null })
    expect(done.report.sheets[0]).toMatchObject({
      name: '物件',
      kind: 'thing',
      totals: { counted: { 物件: 5 }, items: { 数量: 5 } },
    })
    expect(await t.stored()).toHaveLength(2)
    const [kept] = (await t.call(register.list, {})).rows
    expect(kept).toMatchObject({
      id: done.report.importId,
      state: 'done',
      userName: '命令行导入',
      imported: 2,
    })

    const again = await run(t, 'thing', path, '--commit', '--json')
    expect(again.code).toBe(0)
    expect(again.report).toMatchObject({ imported: 0, skipped: 2, refused: 0 })
    expect(again.report.duplicates).toHaveLength(2)
    expect(await t.stored()).toHaveLength(2)
  })

  it('says at a terminal what happened and what to do', async () => {
    const t = await things()
    const path = await file('有错.xlsx', { 物件: [...ROWS, ['W3', '咒语', '2025-09-05', 1]] })
    const { code, out } = await run(t, 'thing', path)
    expect(code).toBe(0)
    expect(out).toContain('读到 3 行，可导入 2 行，不能导入 1 行，跳过 0 行')
    expect(out).toContain('物件 第 4 行：“咒语”不能登记')
    expect(out).toContain('加 --commit 写入')
  })

  it('exits with 1 where refused rows kept everything out', async () => {
    const t = await things()
    const path = await file('有错.xlsx', { 物件: [...ROWS, ['W3', '咒语', '2025-09-05', 1]] })
    const { code, report } = await run(t, 'thing', path, '--commit', '--json', '--mode', 'all-or-nothing')
    expect(code).toBe(1)
    expect(report).toMatchObject({ committed: false, refused: 1, reasons: [{ row: 4, status: 'refused' }] })
    expect(report.error?.message).toContain('没有写入任何内容')
    expect(await t.stored()).toEqual([])
    const none = await file('全错.xlsx', { 物件: [HEADINGS, ['W3', '咒语', '2025-09-05', 1]] })
    expect((await run(t, 'thing', none, '--commit', '--json')).code).toBe(1)
    expect((await run(t, 'thing', none, '--json')).code).toBe(1)
  })

  it('exits with 2 for files it cannot use, and says why', async () => {
    const t = await things()
    const missing = await run(t, 'thing', join(folder, '没有.xlsx'), '--json')
    expect([missing.code, missing.report.error?.code]).toEqual([2, 'register.unreadable'])
    const broken = await file('破.xlsx', 'PK\u0003\u0004 and nothing more')
    expect((await run(t, 'thing', broken, '--json')).code).toBe(2)
    const other = await file('别的.xlsx', {
      课表: [
        ['节次', '周一', '周二'],
        [1, '语文', '数学'],
      ],
    })
    const wrong = await run(t, 'thing', other, '--json')
    expect(wrong.code).toBe(2)
    expect(wrong.report.error?.message).toContain('课表')
    const half = await file('缺列.xlsx', {
      物件: [
        ['编号', '名称', '数量'],
        ['W1', '水桶', 2],
      ],
    })
    expect((await run(t, 'thing', half, '--json')).report.error?.message).toContain('没有认出 日期')
    const unknown = await run(t, 'nothing', half, '--json')
    expect(unknown.report.error?.message).toContain('thing（物件登记）')
  })

  it('takes columns and the sheet by hand', async () => {
    const t = await things()
    const rows = [
      ['物', '哪天', '几个'],
      ['水桶', '2025-09-03', 2],
    ]
    const path = await file('怪表.xlsx', { 一: rows, 二: [...rows, ['拖把', '2025-09-04', 1]], 物件: ROWS })
    const map = '名称=物,日期=哪天，数量=几个'
    const { report } = await run(t, 'thing', path, '--json', '--map', map, '--sheet', '二')
    expect(report).toMatchObject({ rowsRead: 2, imported: 2 })
    expect(report.sheets.map(sheet => sheet.kind)).toEqual([null, 'thing', null])
    const all = await run(t, 'thing', path, '--json', '--map', map)
    expect(all.report).toMatchObject({ rowsRead: 5, imported: 5 })
    const typo = await run(t, 'thing', path, '--json', '--map', '名称=品牌')
    expect([typo.code, typo.report.error?.code]).toEqual([2, 'register.column_unknown'])
    const noField = await run(t, 'thing', path, '--json', '--map', '颜色=物')
    expect(noField.report.error?.message).toContain('编号、名称、日期、数量')
    expect((await run(t, 'thing', path, '--json', '--sheet', '三')).report.error?.message).toContain(
      '一、二、物件',
    )
  })

  it('reads a GBK file', async () => {
    const t = await things()
    const path = join(folder, '物件.csv')
    // 名称,日期 / 水桶,2025-09-03 in GBK
    writeFileSync(path, Buffer.from('c3fbb3c62cc8d5c6da0acbaecdb02c323032352d30392d30330a', 'hex'))
    expect((await run(t, 'thing', path, '--json')).report).toMatchObject({ imported: 1, refused: 0 })
  })
})

describe('readImportArgs', () => {
  it('knows its options', () => {
    const args = readImportArgs([
      'repair',
      'a.xlsx',
      '--commit',
      '--term',
      '2025-autumn',
      '--trade',
      '电工',
      '--no-create-places',
    ])
    expect(args).toMatchObject({
      kind: 'repair',
      file: 'a.xlsx',
      commit: true,
      json: false,
      mode: 'good-rows',
      options: { term: '2025-autumn', trade: '电工', createPlaces: 'no' },
    })
  })
  it('refuses what it does not know, in Chinese', () => {
    for (const bad of [
      [],
      ['repair'],
      ['repair', 'a', 'b'],
      ['repair', 'a', '--nope'],
      ['repair', 'a', '--mode', 'x'],
      ['repair', 'a', '--map', '地点'],
    ])
      expect(() => readImportArgs(bad)).toThrow(UsageError)
  })
})
