import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell, Sheet } from '../read/index.ts'
import { type BookOptions, type ReadRow, readRepairBook } from './index.ts'
import { bookOf, type Grid } from './relayout.ts'

const HEAD = ['编号', '日期', '地点', '报修内容', '数量', '处理情况', '完成日期', '满意度']
const term = { from: '2025-09-01', to: '2026-01-31' }

async function readRows(
  rows: Grid,
  options: BookOptions = { term },
  head: Grid[0] = HEAD,
): Promise<ReadRow[]> {
  return readRepairBook(await bookOf({ 报修: [head, ...rows] }), options).sheets[0]?.rows.slice(
    1,
  ) as ReadRow[]
}
const fine = ['D1', '9月3日', '学5幢-103', '疏通地漏', 1, '修好', '9月4日', '满意']
const withCell = (col: number, value: string | number | null) =>
  fine.map((cell, i) => (i === col ? value : cell))

describe('rows that cannot be taken in', () => {
  it.each<[number, string | number | null, string]>([
    [1, '2月30日', '2月30日不存在'],
    [1, '上周三', '看不懂'],
    [3, null, '没有写报修内容'],
    [4, -3, '负数'],
    [4, '-3', '负数'],
    [4, '3-4', '范围'],
    [4, '若干', '没有说清'],
  ])('column %d: %j', async (col, value, why) => {
    const [row] = await readRows([withCell(col, value), ['D2', '9月5日', '学6幢', '换锁', 1]])
    expect(row).toMatchObject({ status: 'refused', reason: expect.stringContaining(why) })
    expect(row?.repair).toBeUndefined()
  })

  it('asks where the date is above the first row', async () => {
    const [row] = await readRows([withCell(1, null), withCell(0, 'D2')])
    expect(row).toMatchObject({ status: 'refused', reason: expect.stringContaining('没有写报修日期') })
  })

  it('does not copy from nowhere', async () => {
    const [row] = await readRows([withCell(2, '〃'), fine])
    expect(row).toMatchObject({ status: 'refused', reason: expect.stringContaining('没有可以照抄') })
  })
})

describe('rows that raise a question', () => {
  it.each<[number, string | number | null, string, string]>([
    [1, '2024-03-05', 'date', '不在所选学期内'],
    [3, '老问题', 'fault', '是哪一项维修'],
    [4, 0, 'quantity', '0'],
    [6, '9月1日', 'date', '早于报修日期'],
    [6, '大概月底', 'date', '完成日期没有读出来'],
    [7, '王', 'rating', '看不懂'],
    [3, '修门、换锁、配玻璃', 'quantity', '写了 3 项，数量却是 1'],
    [3, '换锁2把', 'quantity', '内容里写的是 2，数量一栏写的是 1'],
  ])('column %d: %j', async (col, value, topic, title) => {
    const [row] = await readRows([withCell(col, value), ['D2', '9月5日', '学6幢', '换锁', 1]])
    expect(row).toMatchObject({ status: 'question', reason: expect.stringContaining(title) })
    expect(row?.questions[0]).toMatchObject({ topic })
    expect(row?.repair?.lines.length).toBeGreaterThan(0)
  })

  it('is answered by what was learned', async () => {
    const [row] = await readRows([withCell(3, '老问题')], {
      term,
      learned: { faults: { 老问题: 'carpenter.door' } },
    })
    expect(row).toMatchObject({ status: 'ok', repair: { trade: 'carpenter', lines: [{ itemName: '修门' }] } })
  })

  it('points out a row with the work of several trades', async () => {
    const [mixed, plain] = await readRows([
      withCell(3, '换玻璃5块；换灯管12根'),
      ['D2', '9月5日', '学6幢', '换锁1把；换玻璃2块'],
    ])
    expect(mixed).toMatchObject({
      repair: { trade: 'carpenter' },
      guesses: [{ taken: expect.stringContaining('2 个工种') }],
    })
    expect(plain?.guesses).toEqual([])
  })

  it('tells what was taken on a guess', async () => {
    const [row] = await readRows([withCell(3, '底漏堵了')])
    expect(row).toMatchObject({ status: 'ok', guesses: [{ topic: 'fault', taken: '疏通地漏' }] })
  })
})

describe('how many', () => {
  const head = ['日期', '报修内容', '数量', '处理情况']
  const lines = async (row: Grid[0]) =>
    (await readRows([row, ['9月9日', '修门', 1]], { term }, head))[0]?.repair?.lines.map(l => [
      l.itemName,
      l.qty,
      l.measure,
    ])

  it.each<[Grid[0], (string | number)[][]]>([
    [['9月3日', '灯管坏', '3只', '更换灯管2只'], [['灯具', 3, '只']]],
    [['9月3日', '灯管坏', null, '更换灯管2只'], [['灯具', 2, '只']]],
    [['9月3日', '灯管坏', null, '修好'], [['灯具', 1, '只']]],
    [['9月3日', '灯管坏', null, '更换４只'], [['灯具', 4, '只']]],
    [
      ['9月3日', '灯管坏', null, '更换灯管2只、开关1只'],
      [
        ['灯具', 2, '只'],
        ['开关', 1, '只'],
      ],
    ],
    [
      ['9月3日', '线路跳闸', null, '更换插座2只'],
      [
        ['跳闸', 1, '次'],
        ['插座', 2, '只'],
      ],
    ],
    [
      ['9月3日', '修门、换锁', 2, null],
      [
        ['修门', 1, '扇'],
        ['换锁', 1, '把'],
      ],
    ],
    [
      ['9月3日', '修门、换锁', null, null],
      [
        ['修门', 1, '扇'],
        ['换锁', 1, '把'],
      ],
    ],
    [['9月3日', '下水慢，通地漏', null, null], [['疏通地漏', 1, '次']]],
    [['9月3日', '门坏，修门1扇', null, null], [['修门', 1, '扇']]],
    [['9月3日', '修补侧石', '38米', null], [['修补侧石', 38, '米']]],
  ])('%j', async (row, expected) => {
    expect(await lines(row)).toEqual(expected)
  })
})

describe('sums among the rows', () => {
  const head = ['日期', '报修内容', '数量', '备注']

  it.each<[string, Grid[0]]>([
    ['named', ['合 计', null, 6, null]],
    ['named in another column', [null, '小计', 6, null]],
    ['named beside a date', ['9月30日', '小计', 6, null]],
    ['named with its number', ['本月共6次', null, null, null]],
    ['not named: the number alone', [null, null, 6, null]],
  ])('%s', async (_, sum) => {
    const rows = await readRows([['9月3日', '修门', 2, null], [null, '换锁', 4, null], sum], { term }, head)
    expect(rows.map(r => r.skip ?? r.status)).toEqual(['ok', 'ok', 'subtotal'])
  })

  it('a lone number that is no sum is not passed over', async () => {
    const rows = await readRows(
      [
        ['9月3日', '修门', 2, null],
        [null, '换锁', 4, null],
        [null, null, 5, null],
      ],
      { term },
      head,
    )
    expect(rows[2]).toMatchObject({ status: 'refused', reason: expect.stringContaining('没有写报修内容') })
  })

  it('a fault that speaks of a sum is a fault', async () => {
    const rows = await readRows(
      [
        ['9月3日', '共计3处漏水', 3, null],
        ['9月3日', '修门', 1, null],
      ],
      { term },
      head,
    )
    expect(rows[0]?.repair?.lines).toMatchObject([{ qty: 3 }])
  })

  it('blank lines of the form, section titles and remarks at the foot are told apart', async () => {
    const rows = await readRows(
      [
        ['十月'],
        [1, '10月3日', '修门', 1],
        [2, null, null, null],
        [],
        ['备注：以上为十月份'],
        ['审核：', null, '制表：钱科长'],
      ],
      { term },
      ['序号', '日期', '报修内容', '数量'],
    )
    expect(rows.map(r => r.skip ?? r.status)).toEqual(['title', 'ok', 'blank', 'blank', 'note', 'note'])
  })
})

describe('duplicates', () => {
  it('with a number are left out, without one only pointed out', async () => {
    const numbered = await readRows([fine, withCell(0, 'D2'), fine])
    expect(numbered.map(r => r.status)).toEqual(['ok', 'ok', 'skipped'])
    expect(numbered[2]).toMatchObject({ skip: 'duplicate', duplicateOf: { sheet: '报修', rowNo: 2 } })
    const bare = await readRows([fine.slice(1), fine.slice(1)], { term }, HEAD.slice(1))
    expect(bare.map(r => r.status)).toEqual(['ok', 'ok'])
    expect(bare[1]?.possibleDuplicateOf).toEqual({ sheet: '报修', rowNo: 2 })
  })

  it('are not rows with the same number and other content', async () => {
    const rows = await readRows([fine, withCell(3, '换锁')])
    expect(rows.map(r => r.status)).toEqual(['ok', 'ok'])
  })
})

describe('every row is accounted for', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '9月3日',
      '2025-09-05',
      '学5幢-103',
      '疏通地漏',
      '修门1扇 换锁2把',
      '合计',
      '小计',
      '〃',
      '同上',
      '3',
      '两只',
      '-3',
      '备注：',
      '序号',
      '日期',
    ),
    fc.string({ maxLength: 8 }),
  )
  const sheetOf = (texts: string[][]): Sheet => ({
    name: '报修',
    hidden: false,
    rows: texts.map((row, r) =>
      row.map((text, col): Cell => ({ raw: text.trim() || null, text: text.trim(), row: r + 1, col })),
    ),
  })

  it('whatever stands in the sheet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 20 }),
        fc.boolean(),
        (rows, headed) => {
          const head = ['序号', '日期', '地点', '报修内容', '数量', '备注']
          const sheet = sheetOf(headed ? [head, ...rows] : rows)
          const [reading] = readRepairBook({ fileName: 'x', sheets: [sheet] }, { term }).sheets
          const counts = reading?.counts
          expect(counts?.rowsRead).toBe(sheet.rows.length)
          expect(
            (counts?.ok ?? 0) + (counts?.question ?? 0) + (counts?.refused ?? 0) + (counts?.skipped ?? 0),
          ).toBe(sheet.rows.length)
          reading?.rows.forEach((row, i) => {
            expect(row.rowNo).toBe(i + 1)
            if (row.status !== 'ok') expect(row.reason).toBeTruthy()
            if (row.status === 'skipped') expect(row.skip).toBeTruthy()
            if (row.status === 'ok' || row.status === 'question')
              expect(row.repair?.lines.length ?? row.damage).toBeTruthy()
            for (const line of row.repair?.lines ?? []) expect(line.qty).toBeGreaterThanOrEqual(0)
          })
        },
      ),
      { numRuns: 150 },
    )
  })
})
