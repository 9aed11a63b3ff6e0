import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Book, readWorkbook } from '../read/index.ts'
import type { BookReading } from './index.ts'
import { readRepairBook } from './index.ts'
import { bookOf, csvText, dayNumbers, type Grid, gbk, type Slip, slipsOf, workbookOf } from './relayout.ts'

// The same register laid out in other ways must give the same totals.
const TRADES = { plumber: 562, electrician: 417, carpenter: 697 }
const FOUR = { 疏通地漏: 205, 灯具: 168, 换移门滑轮: 260, 修补侧石: 38 }
const file = new URL('../../../../samples/报修登记-2025秋.xlsx', import.meta.url)

let slips: Slip[]
const of = (trade: string) => slips.filter(slip => slip.trade === trade)
const place = (slip: Slip, between = '') => `${slip.building}${between}${slip.room}`

beforeAll(async () => {
  slips = slipsOf(await readWorkbook(readFileSync(file), 'x.xlsx'))
})

function totals(reading: BookReading) {
  const trades: Record<string, number> = {}
  const items: Record<string, number> = {}
  for (const row of reading.sheets.flatMap(sheet => sheet.rows)) {
    if (row.status !== 'ok' && row.status !== 'question') continue
    for (const line of row.repair?.lines ?? []) {
      const trade = row.repair?.trade ?? '?'
      if (line.countsAsOrder) trades[trade] = (trades[trade] ?? 0) + line.qty
      items[line.itemName] = (items[line.itemName] ?? 0) + line.qty
    }
  }
  return { trades, items }
}

function expectSame(book: Book, options: Parameters<typeof readRepairBook>[1] = {}): BookReading {
  const reading = readRepairBook(book, options)
  const { trades, items } = totals(reading)
  const refused = reading.sheets
    .flatMap(s => s.rows)
    .filter(r => r.status === 'refused' || r.status === 'question')
  expect(refused.slice(0, 3).map(r => `${r.rowNo} ${r.reason}`)).toEqual([])
  expect(trades).toEqual(TRADES)
  expect(items).toMatchObject(FOUR)
  for (const { counts } of reading.sheets)
    expect(counts.rowsRead).toBe(counts.ok + counts.question + counts.refused + counts.skipped)
  const days = reading.sheets.flatMap(s => s.rows).flatMap(r => r.repair?.reportedOn.day ?? [])
  expect(days.every(day => day >= '2025-09-01' && day <= '2026-01-31')).toBe(true)
  return reading
}

describe('other headings and another order of columns', () => {
  it('on three sheets', async () => {
    const sheet = (trade: string): Grid => [
      [
        '备注',
        '故障描述',
        '报修地点',
        '申报人',
        '登记日期',
        '件数',
        '单号',
        '师傅',
        '修复日期',
        '维修情况',
        '评价',
      ],
      ...of(trade).map(s => [
        s.remark,
        s.fault,
        place(s, ' '),
        s.reporter,
        `${s.day} ${s.time}`.trim(),
        s.quantity,
        s.no,
        s.worker,
        s.done,
        s.handling,
        s.rating,
      ]),
    ]
    const reading = expectSame(
      await bookOf({ 水工班: sheet('水道工'), 电工班: sheet('电工'), 木工班: sheet('木工') }),
    )
    expect(reading.sheets.map(s => s.mapping.missing)).toEqual([[], [], []])
    expect(reading.sheets[1]?.rows.filter(r => r.duplicateOf)).toHaveLength(2)
  })
})

const combined = (day: (slip: Slip) => string | number = s => `${s.day} ${s.time}`.trim()): Grid => [
  ['工种', '报修日期', '楼号', '房间号', '维修项目', '数量', '处理结果', '维修人员', '编号'],
  ...slips.map(s => [s.trade, day(s), s.building, s.room, s.fault, s.quantity, s.handling, s.worker, s.no]),
]

describe('one sheet for all trades', () => {
  it('with a column of trades', async () => {
    const reading = expectSame(await bookOf({ 报修总表: combined() }))
    expect(reading.sheets[0]?.trade).toBeNull()
    expect(reading.sheets[0]?.rows.filter(r => r.duplicateOf)).toHaveLength(2)
  })

  it('without one: the items say whose work it is', async () => {
    expectSame(await bookOf({ Sheet1: combined().map(row => row.slice(1)) }))
  })

  it('as a CSV file of Chinese Windows, all dates as text', async () => {
    const bytes = gbk(csvText(combined(s => dayNumbers(s.day).join('/'))))
    expectSame(await readWorkbook(bytes, '报修导出.csv'))
  })

  it('as UTF-8 CSV with a mark, and as UTF-16 text with tabs', async () => {
    expectSame(await readWorkbook(Buffer.from(`\ufeff${csvText(combined())}`), '2025年秋季报修.csv'))
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(csvText(combined(), '\t'), 'utf16le'),
    ])
    expectSame(await readWorkbook(utf16, '2025年秋季报修.txt'))
  })

  it('with days as the serial numbers of a spreadsheet', async () => {
    const serial = (s: Slip) => {
      const [y, m, d] = dayNumbers(s.day)
      return Date.UTC(y, m - 1, d) / 86_400_000 + 25_569
    }
    expectSame(await bookOf({ 报修: combined(serial) }))
  })
})

describe('headings elsewhere', () => {
  it('in row 5, below a title, the term and who fills the form in', async () => {
    const above: Grid = [
      ['XX学校后勤服务中心'],
      ['报修维修登记表'],
      [null],
      ['学期：2025-2026学年第一学期', null, null, '填表人：钱科长'],
    ]
    const reading = expectSame(
      await bookOf({ Sheet1: [...above, ...combined()] }, { Sheet1: ['A1:I1', 'A2:I2'] }),
    )
    expect(reading.sheets[0]?.mapping.headerRow).toBe(5)
    expect(reading.term?.code).toBe('2025-autumn')
    expect(reading.sheets[0]?.counts.skipped).toBe(5 + 2)
  })

  const twoRows = (): Grid => [
    ['序号', '报修', null, null, null, null, '维修', null, null],
    [null, '日期', '人', '地点', '内容', '数量', '人员', '日期', '情况'],
    ...slips.map((s, i) => [
      i + 1,
      s.day,
      s.reporter,
      place(s, '-'),
      s.fault,
      s.quantity,
      s.worker,
      s.done,
      s.handling,
    ]),
  ]

  it('in two rows with merged groups', async () => {
    // Running numbers make the two repeated slips new ones.
    const grid = twoRows().filter((_, i) => ![2 + 419 + 155, 2 + 419 + 254].includes(i))
    const book = await bookOf({ 登记: grid }, { 登记: ['A1:A2', 'B1:F1', 'G1:I1'] })
    const reading = expectSame(book)
    expect(reading.sheets[0]?.mapping).toMatchObject({
      headerRow: 2,
      headerRows: 2,
      columns: {
        serialNo: 0,
        reportedOn: 1,
        reporter: 2,
        place: 3,
        fault: 4,
        quantity: 5,
        worker: 6,
        doneOn: 7,
        handling: 8,
      },
    })
  })

  it('in two rows of a CSV file, where merges are gaps', async () => {
    const grid = twoRows().filter((_, i) => ![2 + 419 + 155, 2 + 419 + 254].includes(i))
    expectSame(await readWorkbook(Buffer.from(csvText(grid)), '2025秋 报修.csv'))
  })

  it('not at all: the columns speak for themselves', async () => {
    const grid = slips.map(s => [s.trade, s.day, s.building, s.room, s.fault, s.handling, s.quantity])
    const reading = readRepairBook(await bookOf({ 登记: grid }))
    const { columns, headerRow } = reading.sheets[0]?.mapping ?? {}
    expect(headerRow).toBeNull()
    expect(columns).toMatchObject({ trade: 0, reportedOn: 1, place: 2, room: 3, fault: 4 })
    const byHand = { headerRow: null, columns: { ...columns, handling: 5, quantity: 6 } }
    const again = readRepairBook(await bookOf({ 登记: grid }), { sheets: { 登记: byHand } })
    // Without numbers the two repeated slips are only pointed out.
    expect(totals(again).trades).toEqual({ ...TRADES, electrician: 417 + 4 + 1 })
    expect(again.sheets[0]?.rows.filter(r => r.possibleDuplicateOf)).toHaveLength(2)
  })

  it('again on every page, with page sums and blank rows between', async () => {
    const [head, ...rows] = combined() as [Grid[0], ...Grid]
    const pages: Grid = []
    for (let i = 0; i < rows.length; i += 40)
      pages.push(['报修登记表'], head, ...rows.slice(i, i + 40), [], ['第' + (i / 40 + 1) + '页'])
    const reading = expectSame(await bookOf({ 报修: pages }))
    expect(reading.sheets[0]?.rows.filter(r => r.skip === 'header')).toHaveLength(Math.ceil(rows.length / 40))
  })
})

describe('dates and places written otherwise', () => {
  it('month and day in columns of their own under the year', async () => {
    const grid: Grid = [
      ['2025年', null, '地点', null, '维修项目及数量', '数量', '处理情况', '编号'],
      ['月', '日', '楼', '室', null, null, null, null],
      ...slips.map((s, i) => {
        const [, month, date] = dayNumbers(s.day)
        const [, above] = i > 0 ? dayNumbers(slips[i - 1]?.day as string) : [0, 0]
        return [
          month === above ? null : month,
          date,
          s.building,
          s.room,
          s.fault,
          s.quantity,
          s.handling,
          s.no,
        ]
      }),
    ]
    expectSame(await bookOf({ 维修: grid }, { 维修: ['A1:B1', 'C1:D1', 'E1:E2', 'F1:F2'] }))
  })

  it('a day only where it changes, 〃 and blanks for the same building', async () => {
    const grid: Grid = [['日期', '楼', '室', '报修内容', '数量', '处理情况', '编号']]
    slips.forEach((s, i) => {
      const above = slips[i - 1]
      const sameDay = above?.day === s.day && above.trade === s.trade
      const sameBuilding = above?.building === s.building
      grid.push([
        sameDay ? null : s.day,
        sameBuilding ? (i % 2 ? '同上' : '〃') : s.building,
        s.room,
        s.fault,
        s.quantity,
        s.handling,
        s.no,
      ])
    })
    const reading = expectSame(await bookOf({ 维修: grid }))
    const places = reading.sheets[0]?.rows.flatMap(r => r.repair?.placeText ?? [])
    expect(places?.every(text => /[\u4e00-\u9fff].* \d{3}$/.test(text))).toBe(true)
  })

  it('buildings merged over the rows they hold for', async () => {
    const rows = [...slips].sort((a, b) => (a.building < b.building ? -1 : a.building > b.building ? 1 : 0))
    const merges: string[] = []
    rows.forEach((s, i) => {
      if (rows[i - 1]?.building === s.building) return
      let end = i
      while (rows[end + 1]?.building === s.building) end++
      if (end > i) merges.push(`A${i + 2}:A${end + 2}`)
    })
    const grid: Grid = [
      ['地点', '房间', '报修时间', '故障', '数量', '处理情况', '编号'],
      ...rows.map((s, i) => [
        rows[i - 1]?.building === s.building ? null : s.building,
        s.room,
        s.day,
        s.fault,
        s.quantity,
        s.handling,
        s.no,
      ]),
    ]
    const reading = expectSame(await bookOf({ '2025秋报修': grid }, { '2025秋报修': merges }))
    expect(reading.sheets[0]?.rows.at(-1)?.repair?.placeText).toBe(
      `${rows.at(-1)?.building} ${rows.at(-1)?.room}`,
    )
  })

  it('a sheet for each month, with the day alone', async () => {
    const months = [9, 10, 11, 12, 1]
    const sheets = Object.fromEntries(
      months.map(month => [
        `${month}月`,
        [
          ['日', '地点', '报修内容', '数量', '处理情况', '编号'],
          ...slips
            .filter(s => dayNumbers(s.day)[1] === month)
            .map(s => [dayNumbers(s.day)[2], place(s), s.fault, s.quantity, s.handling, s.no]),
        ] as Grid,
      ]),
    )
    const reading = expectSame(await bookOf(sheets))
    expect(reading.sheets.every(s => s.kind === 'repair')).toBe(true)
  })
})

describe('quantities written otherwise', () => {
  const inText = (s: Slip) =>
    s.trade === '水道工' ? `${s.fault}${/\D/.test(s.quantity) ? s.quantity : `${s.quantity}次`}` : s.fault

  it('behind the fault instead of in a column', async () => {
    const grid: Grid = [
      ['日期', '地点', '维修项目及数量', '处理情况', '编号'],
      ...slips.map(s => [s.day, place(s), inText(s), s.handling, s.no]),
    ]
    expectSame(await bookOf({ 报修: grid }))
  })

  it('several slips of a day in one cell', async () => {
    const groups = new Map<string, Slip[]>()
    for (const s of slips.filter(slip => slip.trade !== '电工')) {
      const key = `${s.trade} ${dayNumbers(s.day).join('-')}`
      groups.set(key, [...(groups.get(key) ?? []), s])
    }
    const separators = ['、', '；', '\n', '，']
    const grid: Grid = [['日期', '工种', '维修内容']]
    let i = 0
    for (const [key, group] of groups)
      grid.push([
        group[0]?.day as string,
        key.split(' ')[0] as string,
        group.map(inText).join(separators[i++ % 4]),
      ])
    const reading = readRepairBook(await bookOf({ 报修: grid }))
    expect(totals(reading).trades).toEqual({ plumber: 562, carpenter: 697 })
    expect(reading.sheets[0]?.counts).toMatchObject({ refused: 0, question: 0 })
  })

  it('in a table with a column for each item', async () => {
    const names = [
      '修门',
      '修门拉手',
      '修橱门',
      '修锁',
      '换锁',
      '移门滑轮',
      '移门铜条',
      '玻璃',
      '凳子',
      '讲台',
      '办公桌',
    ]
    const find = (text: string, name: string) =>
      [...text.matchAll(/([\u4e00-\u9fff]+?)([0-9０-９一两四六二])\s?[扇把只根块]/g)]
        .filter(([, item = '']) => item.replace(/^[配换修](?=移门|玻璃|凳|讲|办)/, '') === name)
        .reduce(
          (sum, [, , n = '']) =>
            sum + ({ 一: 1, 两: 2, 二: 2, 四: 4, 六: 6 }[n] ?? Number(n.normalize('NFKC'))),
          0,
        )
    const grid: Grid = [
      ['日期', '楼', '室', ...names, '木工'],
      ...of('木工').map(s => [
        s.day,
        s.building,
        s.room,
        ...names.map(name => find(s.fault, name) || null),
        s.worker,
      ]),
      ['合计', null, null, ...names.map(() => 0), null],
    ]
    const reading = readRepairBook(await bookOf({ 木工: grid }))
    expect(totals(reading)).toMatchObject({
      trades: { carpenter: 697 },
      items: { 修橱门: 40, 换移门滑轮: 260, 修讲台: 3 },
    })
  })
})

describe('several tables on one sheet', () => {
  it('each under its own title and headings', async () => {
    const grid: Grid = [
      ['一、水道工'],
      ['日期', '地点', '报修内容', '数量'],
      ...of('水道工').map(s => [s.day, place(s), s.fault, s.quantity]),
      ['合计', null, null, 562],
      [],
      ['二、电工'],
      ['编号', '报修时间', '楼号', '房间', '故障现象', '处理情况'],
      ...of('电工').map(s => [s.no, s.day, s.building, s.room, s.fault, s.handling]),
      [],
      ['三、木工'],
      ['日期', '楼', '室', '维修项目及数量', '木工'],
      ...of('木工').map(s => [s.day, s.building, s.room, s.fault, s.worker]),
      ['审核：', null, null, '制表：钱科长'],
    ]
    const reading = expectSame(await bookOf({ 汇总: grid }))
    expect(reading.sheets[0]?.subtotals).toMatchObject([{ claimed: 562, agrees: true }])
  })
})

it('reads a mapping that was made by hand', async () => {
  const grid: Grid = [
    ['甲', '乙', '丙', '丁', '戊', '己'],
    ...slips.map(s => [s.fault, s.quantity, s.day, place(s), s.handling, s.no]),
  ]
  const columns = { fault: 0, quantity: 1, reportedOn: 2, place: 3, handling: 4, externalNo: 5 }
  expectSame(await bookOf({ 甲: grid }), { sheets: { 甲: { kind: 'repair', headerRow: 1, columns } } })
})

it('reads the file again after it was written by another program', async () => {
  const bytes = await workbookOf({ 报修: combined() })
  expectSame(await readWorkbook(bytes, 'x.xlsx'))
})
