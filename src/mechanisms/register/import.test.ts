import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Download } from '../../kernel/server/files.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { register } from './contract.ts'
import { INTERRUPTED } from './rules.ts'
import { gate, HEADINGS, type Things, things } from './testing/thing.ts'
import { tidyImports } from './tidy.ts'

const GOOD = [
  ['W1', '水桶', '2025-09-03', 2],
  ['W2', '扫把', '9月4日', '三把'],
]

async function opened(file: unknown): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  const body = (file as Download).body
  await book.xlsx.load((Buffer.isBuffer(body) ? body : await buffer(body as Readable)) as never)
  return book
}

afterEach(() => {
  gate.before = undefined
})

const ignore = (): void => undefined

describe('an import', () => {
  it('is previewed without a trace, then written', async () => {
    const t = await things()
    const id = await t.upload([HEADINGS, ...GOOD, ['W3', '咒语', '2025-09-05', 1], ['', '合计', '', 5]])
    const seen = await t.preview(id)
    expect(seen).toMatchObject({ state: 'ready', rowsRead: 4, imported: 2, refused: 1, skipped: 1 })
    expect(seen.result?.sheets[0]?.totals).toEqual([
      { group: '物件', item: '数量', quantity: 5, unit: '', counts: true },
    ])
    expect(await t.stored()).toEqual([])
    expect((await t.app.pool.query("select last from kernel_number where kind = 'WJ'")).rows).toEqual([])

    const done = await t.commit(id)
    expect(done).toMatchObject({ state: 'done', rowsRead: 4, imported: 2, refused: 1, skipped: 1 })
    expect(await t.stored()).toEqual([
      { name: '水桶', held_on: '2025-09-03', amount: 2 },
      { name: '扫把', held_on: '2025-09-04', amount: 3 },
    ])
    const { rows } = await t.call(register.rows, { id })
    expect(rows.map(row => [row.row, row.status, row.reason])).toEqual([
      [2, 'imported', null],
      [3, 'imported', null],
      [4, 'refused', '“咒语”不能登记。请换一个名称。'],
      [5, 'skipped', '合计行，只用来核对'],
    ])
    expect(rows[1]?.understood).toContainEqual({ title: '日期', text: '2025-09-04' })
    expect(rows[0]?.record?.kind).toBe('thing.thing')
  })

  it('brings nothing new the second time, and each row in it says where it is already', async () => {
    const t = await things()
    await t.preview(await t.upload([HEADINGS, ...GOOD])).then(one => t.commit(one.id))
    const again = await t.upload([
      HEADINGS,
      ...GOOD,
      ['', '拖把', '2025-10-01', 1],
      ['', '拖把', '2025-10-01', 1],
    ])
    await t.preview(again)
    const done = await t.commit(again)
    expect(done).toMatchObject({ rowsRead: 4, imported: 2, skipped: 2, refused: 0 })
    expect(done.result?.duplicates[0]).toEqual({
      sheet: '物件',
      row: 2,
      of: '“物件.xlsx”的工作表“物件”第 2 行',
    })
    expect((await t.stored()).map(thing => thing.name)).toEqual(['水桶', '扫把', '拖把', '拖把'])
  })

  it('takes a row that repeats another one number and all for the same row', async () => {
    const t = await things()
    const done = await t.preview(await t.upload([HEADINGS, GOOD[0] as unknown[], GOOD[0] as unknown[]]))
    expect(done).toMatchObject({ rowsRead: 2, imported: 1, skipped: 1 })
    expect(done.result?.duplicates).toEqual([{ sheet: '物件', row: 3, of: '第 2 行' }])
  })

  it('writes all or nothing where that was asked for', async () => {
    const t = await things()
    const id = await t.upload([HEADINGS, ...GOOD, ['W3', '咒语', '2025-09-05', 1]])
    await t.preview(id)
    const refused = await t.commit(id, 'all-or-nothing')
    expect(refused.state).toBe('ready')
    expect(refused.error).toContain('没有写入任何内容')
    expect(await t.stored()).toEqual([])
    expect((await t.commit(id, 'good-rows')).state).toBe('done')
    expect(await t.stored()).toHaveLength(2)
  })

  it('skips what the operation says is there already, and refuses what it refuses, in its words', async () => {
    const t = await things()
    const id = await t.upload([
      HEADINGS,
      ['', '旧桶', '2025-09-03', 1],
      ['', '新桶', '2025-09-03', 101],
      ['', '', '2025-09-03', -3],
    ])
    await t.preview(id)
    const { rows } = await t.call(register.rows, { id })
    expect(rows.map(row => [row.status, row.reason])).toEqual([
      ['skipped', '“旧桶”已经有了。'],
      ['refused', '数量：一次最多 100 件'],
      ['refused', '缺少名称；数量：数量“-3”是负数，请改成大于 0 的数'],
    ])
    expect(await t.commit(id)).toMatchObject({ state: 'ready', error: expect.stringContaining('都不能导入') })
  })

  it('asks about days outside the term, and keeps to the answer', async () => {
    const t = await things()
    const id = await t.upload([
      HEADINGS,
      ...GOOD,
      ['', '旗杆', '2024-03-05', 1],
      ['', '旗子', '2024-03-09', 1],
    ])
    const asked = await t.preview(id)
    expect(asked).toMatchObject({ imported: 2, refused: 2 })
    expect(asked.questions).toMatchObject([{ topic: 'date', text: '2024年3月', rows: 2, answer: null }])
    const [question] = asked.questions
    await t.call(register.setChoices, {
      id,
      version: asked.version,
      choices: { [question?.key ?? '']: 'take' },
    })
    expect((await t.call(register.get, { id })).state).toBe('uploaded')
    expect(await t.preview(id)).toMatchObject({ imported: 4, refused: 0 })
    // Right for this file, not for every later one.
    expect(await t.preview(await t.upload([HEADINGS, ['', '旗', '2024-03-05', 1]]))).toMatchObject({
      refused: 1,
    })
  })
})

describe('mapping', () => {
  const odd = [
    ['物', '哪天', '几个'],
    ['水桶', '2025-09-03', 2],
  ]

  it('says what is missing, takes it by hand, and remembers it for the next file of the same form', async () => {
    const t = await things()
    const id = await t.upload(odd)
    const one = await t.call(register.get, { id })
    expect(one.settings.sheets.物件?.kind).toBeNull()
    await t.s.refused(t.call(register.preview, { id }), 'register.no_sheet')
    const byHand = { kind: 'thing', headerRow: 1, columns: { name: 0, count: 2 }, values: {} }
    await t.call(register.setMapping, {
      id,
      version: one.version,
      settings: { options: {}, sheets: { 物件: byHand } },
    })
    expect(
      (await t.s.refused(t.call(register.preview, { id }), 'register.mapping_incomplete')).message,
    ).toContain('日期')
    const mended = { ...byHand, columns: { ...byHand.columns, on: 1 } }
    const { version } = await t.call(register.get, { id })
    await t.call(register.setMapping, { id, version, settings: { options: {}, sheets: { 物件: mended } } })
    expect(await t.preview(id)).toMatchObject({ imported: 1, refused: 0 })

    const next = await t.upload([...odd, ['拖把', '2025-09-04', 1]], '十月')
    expect(await t.preview(next)).toMatchObject({ rowsRead: 2, imported: 2 })
  })

  it('finds headings below a title and under other names', async () => {
    const t = await things()
    const id = await t.upload([
      ['某校物件登记'],
      [],
      ['序', '品 名', '日期', '件数（个）'],
      [1, '水桶', '9/3', '2个'],
    ])
    const one = await t.preview(id)
    expect(one.settings.sheets.物件).toMatchObject({ headerRow: 3, columns: { name: 1, on: 2, count: 3 } })
    expect(one).toMatchObject({ imported: 1, refused: 0 })
  })

  it('refuses sheets that are not in the file and edits of what somebody else changed', async () => {
    const t = await things()
    const id = await t.upload([HEADINGS, ...GOOD])
    const { version, settings } = await t.call(register.get, { id })
    const other = { options: {}, sheets: { 不存在: settings.sheets.物件! } }
    await t.s.refused(t.call(register.setMapping, { id, version, settings: other }), 'register.sheet_unknown')
    await t.call(register.setMapping, { id, version, settings })
    await t.s.refused(t.call(register.setMapping, { id, version, settings }), 'kernel.changed')
  })
})

describe('access', () => {
  it('shows imports only to those who may write the rows', async () => {
    const t = await things()
    const id = await t.upload([HEADINGS, ...GOOD])
    expect((await t.call(register.list, {})).rows).toHaveLength(1)
    expect((await t.call(register.list, {}, 'teacher')).rows).toEqual([])
    await t.s.refused(t.call(register.get, { id }, 'teacher'), 'kernel.not_found')
    await t.s.refused(t.call(register.commit, { id, mode: 'good-rows' }, 'teacher'), 'kernel.not_found')
    await t.s.refused(t.call(register.template, { kind: 'thing' }, 'teacher'), 'register.kind_unknown')
  })
})

describe('running', () => {
  /** Stops the run at the named row until let go. */
  function held(at: string): { reached: Promise<void>; go(): void } {
    let go = (): void => undefined
    let arrive = (): void => undefined
    const reached = new Promise<void>(resolve => {
      arrive = resolve
    })
    const free = new Promise<void>(resolve => {
      go = resolve
    })
    gate.before = async name => {
      if (name !== at) return
      arrive()
      await free
    }
    return { reached, go: () => go() }
  }

  async function ready(t: Things): Promise<string> {
    const id = await t.upload([HEADINGS, ...GOOD])
    await t.preview(id)
    return id
  }

  it('lets one of two commits through', async () => {
    const t = await things()
    const id = await ready(t)
    const answers = await Promise.allSettled([
      t.call(register.commit, { id, mode: 'good-rows' }),
      t.call(register.commit, { id, mode: 'good-rows' }),
    ])
    expect(answers.map(answer => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = answers.find(answer => answer.status === 'rejected') as PromiseRejectedResult
    // A fast machine may have ended the first before the second asks.
    expect(lost.reason.code).toMatch(/^register\.(busy|committed)$/)
    const { backgroundDone } = await import('../../kernel/server/run.ts')
    await backgroundDone(t.app)
    expect(await t.stored()).toHaveLength(2)
    await t.s.refused(t.call(register.commit, { id, mode: 'good-rows' }), 'register.committed')
  })

  it('shows progress while nothing is visible yet, and cannot be discarded meanwhile', async () => {
    const t = await things()
    const id = await ready(t)
    const hold = held('扫把')
    const run = t.commit(id)
    await hold.reached
    const during = await t.call(register.get, { id })
    expect(during.state).toBe('committing')
    await vi.waitFor(async () => {
      const { progress } = await t.call(register.get, { id })
      expect(progress).toMatchObject({ phase: 'writing', total: 2 })
    })
    expect(await t.stored()).toEqual([])
    await t.s.refused(t.call(register.discard, { id }), 'register.busy')
    hold.go()
    expect((await run).state).toBe('done')
  })

  it('leaves nothing behind when it breaks off, says so, and can be tried again', async () => {
    const t = await things()
    const id = await ready(t)
    gate.before = async name => {
      if (name === '扫把') throw new Error('no space left on device')
    }
    const after = await t.commit(id)
    expect(after).toMatchObject({ state: 'failed', error: expect.stringContaining('没有写入任何内容') })
    expect(await t.stored()).toEqual([])
    gate.before = undefined
    expect((await t.commit(id)).state).toBe('done')
    expect(await t.stored()).toHaveLength(2)
  })

  it('writes each row once or not at all when the database drops its connection', async () => {
    const t = await things()
    const id = await ready(t)
    t.app.pool.on('acquire', client => client.off('error', ignore).on('error', ignore))
    const hold = held('扫把')
    const run = t.commit(id)
    await hold.reached
    await t.app.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`,
    )
    hold.go()
    gate.before = undefined
    const { state } = await run
    expect(await t.stored()).toHaveLength(state === 'done' ? 2 : 0)
    if (state !== 'done') await t.commit(id)
    expect((await t.stored()).map(thing => thing.name)).toEqual(['水桶', '扫把'])
  })

  it('ends, and refuses no row, when the disk is full', async () => {
    const t = await things()
    const id = await ready(t)
    gate.before = async () => {
      throw Object.assign(new Error('could not extend file'), { code: '53100' })
    }
    const { state, error } = await t.commit(id)
    gate.before = undefined
    expect([state, await t.stored()]).toEqual(['failed', []])
    expect(error).toContain('磁盘满了')
    await t.commit(id)
    expect(await t.stored()).toHaveLength(2)
  })

  it('takes over from a run that stopped reporting; the old one then writes nothing', async () => {
    const t = await things()
    const id = await ready(t)
    const hold = held('扫把')
    // Without timers a run gives no sign of life.
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    await t.call(register.commit, { id, mode: 'good-rows' })
    await hold.reached
    vi.useRealTimers()
    t.s.at('2025-09-03T09:00:00+08:00')
    const seen = await t.call(register.get, { id })
    expect(seen).toMatchObject({ state: 'failed', error: INTERRUPTED })
    expect(seen.actions.commit).toEqual({ allowed: true })
    gate.before = undefined
    await t.call(register.commit, { id, mode: 'good-rows' })
    hold.go()
    const { backgroundDone } = await import('../../kernel/server/run.ts')
    await backgroundDone(t.app)
    expect((await t.call(register.get, { id })).state).toBe('done')
    expect((await t.stored()).map(thing => thing.name).sort()).toEqual(['扫把', '水桶'])
  })

  it('is taken up again when it died while the clock ran ahead', async () => {
    const t = await things()
    const id = await ready(t)
    await t.app.pool.query(
      "update register_import set state = 'committing', heartbeat_at = $1 where id = $2",
      [new Date(t.s.now().getTime() + 26 * 3_600_000), id],
    )
    expect(await t.call(register.get, { id })).toMatchObject({ state: 'failed', error: INTERRUPTED })
    await t.call(register.commit, { id, mode: 'good-rows' })
    const { backgroundDone } = await import('../../kernel/server/run.ts')
    await backgroundDone(t.app)
    expect((await t.call(register.get, { id })).state).toBe('done')
  })

  it('is closed by the night watch when it died and nobody came back', async () => {
    const t = await things()
    const id = await ready(t)
    await t.app.pool.query(
      "update register_import set state = 'committing', heartbeat_at = $1 where id = $2",
      [t.s.now(), id],
    )
    t.s.at('2025-11-03T09:00:00+08:00')
    const scope = { schoolId: t.s.schoolId, actor: { kind: 'system' as const, name: '整理' } }
    await inSchool(t.app, scope, tidyImports)
    const { rows } = await t.app.pool.query('select state, error from register_import where id = $1', [id])
    expect(rows).toEqual([{ state: 'failed', error: INTERRUPTED }])
    t.s.at('2026-01-03T09:00:00+08:00')
    await inSchool(t.app, scope, tidyImports)
    expect((await t.call(register.rows, { id })).rows).toEqual([])
  })
})

describe('files', () => {
  it('gives the rows that stayed out as they were, the reason last', async () => {
    const t = await things()
    const id = await t.upload([HEADINGS, ...GOOD, ['W3', '咒语', '9月5日', '1只']])
    await t.preview(id)
    const sheet = (await opened(await t.call(register.downloadErrors, { id }))).getWorksheet('物件')
    expect(sheet?.getRow(1).values).toEqual([undefined, ...HEADINGS, '原行号', '结果', '原因'])
    expect(sheet?.getRow(2).values).toEqual([
      undefined,
      'W3',
      '咒语',
      '9月5日',
      '1只',
      4,
      '不能导入',
      '“咒语”不能登记。请换一个名称。',
    ])
  })

  it('gives a template that can be imported as it is, minus its example', async () => {
    const t = await things()
    const book = await opened(await t.call(register.template, { kind: 'thing' }))
    book.getWorksheet('物件登记')?.addRow(['', '水桶', '2025-09-03', 2])
    const id = await t.uploadFile('模板.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
    const one = await t.preview(id)
    expect(one).toMatchObject({ rowsRead: 2, imported: 1, skipped: 1, refused: 0 })
    expect(one.settings.sheets.填写说明?.kind).toBeNull()
  })

  it('refuses what it cannot read in the reader’s words, and keeps nothing', async () => {
    const t = await things()
    const error = await t.s.refused(
      t.uploadFile('照片.xlsx', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0')),
      'register.unreadable',
    )
    expect(error.message).toContain('不是表格文件')
    expect((await t.call(register.list, {})).rows).toEqual([])
  })
})
