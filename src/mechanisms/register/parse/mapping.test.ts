import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestAssignment, type Candidate } from './assignment.ts'
import { isDitto, resolveDitto } from './ditto.ts'
import { guessSheet, proposeMapping, REPAIR_FIELDS } from './index.ts'
import { bookOf, type Grid } from './relayout.ts'
import { claimedSum } from './rows.ts'
import { checkSubtotals } from './subtotals.ts'

const sheetOf = async (grid: Grid, merges: string[] = []) =>
  (await bookOf({ 表: grid }, { 表: merges })).sheets[0]!

const ROWS: Grid = [
  ['2025-09-01', '学5幢-103', '疏通地漏', 1, '小潘'],
  ['9月2日', '高职D楼 517', '换水龙头', '2只', '老陆'],
  ['2025.9.3', '食堂', '灯管坏', '两只', '小王'],
]

describe('columns by name and content', () => {
  it('reads headings that no list foresaw by what stands under them', async () => {
    const sheet = await sheetOf([['何时', '何处', '何事', '几个', '谁修的'], ...ROWS])
    expect(proposeMapping(sheet, REPAIR_FIELDS, {}, { headerRow: 1 }).columns).toMatchObject({
      reportedOn: 0,
      place: 1,
      fault: 2,
    })
  })

  it('does not believe a heading over a column of something else', async () => {
    const sheet = await sheetOf([
      ['日期', '地点', '时间', '数量', '内容'],
      ...ROWS.map(([day, place, fault, quantity]) => [
        fault as string,
        place as string,
        day as string,
        quantity as string,
        '修好了',
      ]),
    ])
    expect(proposeMapping(sheet, REPAIR_FIELDS).columns).toMatchObject({ reportedOn: 2, place: 1 })
  })

  it('uses what was settled for the same headings before', async () => {
    const sheet = await sheetOf([['日期', '何处', '内容', '备注二'], ...ROWS.map(row => row.slice(0, 4))])
    const mapping = proposeMapping(sheet, REPAIR_FIELDS, { 备注二: 'quantity' })
    expect(mapping.columns).toMatchObject({ quantity: 3 })
  })

  it('leaves columns alone that a person left out', async () => {
    const sheet = await sheetOf([['日期', '地点', '内容', '数量', '师傅'], ...ROWS])
    const mapping = proposeMapping(
      sheet,
      REPAIR_FIELDS,
      {},
      { headerRow: 1, columns: { reportedOn: 0, fault: 2 } },
    )
    expect(mapping.columns).toEqual({ reportedOn: 0, fault: 2 })
    expect(mapping.unused.map(u => u.heading)).toEqual(['地点', '数量', '师傅'])
  })

  it('says what is missing and what is not used', async () => {
    const sheet = await sheetOf([
      ['地点', '报修内容', '天气'],
      ['学5幢', '灯坏', '晴'],
      ['学6幢', '锁坏', '雨'],
    ])
    const mapping = proposeMapping(sheet, REPAIR_FIELDS)
    expect(mapping.missing).toEqual(['报修日期'])
    expect(mapping.unused).toEqual([{ col: 2, heading: '天气' }])
  })

  it.each<[string, Grid]>([
    [
      'a list of pupils',
      [
        ['学号', '姓名', '班级', '出生日期'],
        ['001', '王小明', '高职24会计1班', '2008-01-02'],
        ['002', '李红', '高职24会计1班', '2008-03-04'],
      ],
    ],
    [
      'a list of furniture',
      [
        ['资产名称', '购置日期', '存放地点', '单价'],
        ['办公桌', '2020-01-02', '行政楼305', 500],
        ['空调', '2021-05-06', '行政楼306', 3000],
      ],
    ],
    [
      'sums without dates',
      [
        ['项目', '次数'],
        ['疏通地漏', 205],
        ['水龙头', 47],
      ],
    ],
    ['nothing but words', [['关于做好报修工作的通知'], ['各部门：'], ['请及时报修。']]],
  ])('%s is no register of repairs', async (_, grid) => {
    expect(guessSheet(await sheetOf(grid)).kind).toBe('unknown')
  })

  it('tells damages from repairs', async () => {
    const grid: Grid = [
      ['时间', '寝室', '姓名', '损坏情况', '赔款', '票号'],
      ['9月3日', '学5-103', '张三', '橱门', '60元', 'A1'],
      ['9月4日', '学5-104', '李四', '玻璃', 28, 'A2'],
    ]
    expect(guessSheet(await sheetOf(grid))).toMatchObject({ kind: 'damage', mapping: { missing: [] } })
  })
})

describe('assignment', () => {
  const some = fc.array(
    fc.record({ row: fc.nat(5), col: fc.nat(5), score: fc.double({ min: 0.45, max: 1, noNaN: true }) }),
    { maxLength: 12 },
  )
  const worth = (pairs: readonly Candidate[]) => pairs.reduce((sum, p) => sum + p.score ** 3, 0)

  it('gives each field and each column once, and nothing better exists', () => {
    fc.assert(
      fc.property(some, list => {
        const pairs = [...new Map(list.map(c => [`${c.row} ${c.col}`, c])).values()]
        const best = bestAssignment(pairs)
        expect(new Set(best.map(c => c.row)).size).toBe(best.length)
        expect(new Set(best.map(c => c.col)).size).toBe(best.length)
        expect(worth(best)).toBeGreaterThanOrEqual(exhaustive(pairs) - 1e-3)
      }),
    )
  })

  function exhaustive(pairs: readonly Candidate[]): number {
    const [first, ...others] = pairs
    if (!first) return 0
    const free = others.filter(c => c.row !== first.row && c.col !== first.col)
    return Math.max(exhaustive(others), first.score ** 3 + exhaustive(free))
  }
})

describe('ditto', () => {
  it.each(['〃', '″', '"', '“', '”', '〞', "''", '同上', ' 同 上 ', '-〃-'])('%j is one', text => {
    expect(isDitto(text)).toBe(true)
  })

  it.each(['', '-', '同学', '3"', '上', '无'])('%j is none', text => {
    expect(isDitto(text)).toBe(false)
  })

  it('reads marks, merges and blanks as what stands above, and says where it comes from', async () => {
    const sheet = await sheetOf(
      [
        ['A', '甲'],
        ['〃', null],
        [null, '乙'],
        ['同上', '〃'],
      ],
      ['B3:B4'],
    )
    const rows = resolveDitto(
      sheet.rows,
      new Map([
        [0, 'as-above'],
        [1, 'empty'],
      ]),
    )
    expect(rows.map(row => [row.get(0)?.cell.text, row.get(0)?.from])).toEqual([
      ['A', 'own'],
      ['A', 'ditto'],
      ['A', 'above'],
      ['A', 'ditto'],
    ])
    expect(rows.map(row => [row.get(1)?.cell.text, row.get(1)?.from])).toEqual([
      ['甲', 'own'],
      ['', 'own'],
      ['乙', 'own'],
      ['乙', 'merged'],
    ])
  })

  it('does not invent what stands above the first row', async () => {
    const sheet = await sheetOf([['〃'], ['A']])
    expect(resolveDitto(sheet.rows, new Map([[0, 'as-above']]))[0]?.get(0)).toMatchObject({ dangling: true })
  })
})

describe('sums', () => {
  const add = (rowNo: number, counted: number, more = {}) => ({
    rowNo,
    month: 9,
    counted,
    outside: [],
    ...more,
  })

  it('checks each against the rows since the one before, and the last against all', () => {
    const checks = checkSubtotals(
      [
        { rowNo: 4, label: '9月小计', claimed: 3 },
        { rowNo: 6, label: '10月小计', claimed: 9 },
        { rowNo: 7, label: '合计', claimed: 7 },
      ],
      [add(2, 1), add(3, 2), add(5, 4, { month: 10 })],
    )
    expect(checks.map(c => [c.computed, c.agrees])).toEqual([
      [3, true],
      [4, false],
      [7, true],
    ])
  })

  it('says what a sum leaves out or takes in', () => {
    const kerb = { outside: [{ name: '修补侧石', value: 38, measure: '米' }] }
    const rows = [
      add(2, 5),
      add(3, 0, kerb),
      add(4, 2, { left: 'duplicate' }),
      add(5, 0, { left: 'refused' }),
    ]
    const of = (claimed: number) => checkSubtotals([{ rowNo: 6, label: '合计', claimed }], rows)[0]
    expect(of(5)).toMatchObject({ agrees: true, excludedReason: '不含修补侧石 38 米' })
    expect(of(43)).toMatchObject({ agrees: true, excludedReason: '含不计次数的修补侧石 38 米' })
    expect(of(7)).toMatchObject({ agrees: false, excludedReason: expect.stringContaining('重复') })
    expect(of(99)).toMatchObject({
      agrees: false,
      computed: 5,
      excludedReason: expect.stringContaining('1 行不能导入'),
    })
  })

  it('finds the number in its column, in the label or alone in the row', async () => {
    const sheet = await sheetOf([
      ['合计', null, 12],
      ['共计 562 次', null, null],
      ['合计', '697件', null],
      ['小计', null, null],
    ])
    expect(sheet.rows.map(row => claimedSum(row, row[0]?.text ?? '', 2))).toEqual([12, 562, 697, null])
  })
})
