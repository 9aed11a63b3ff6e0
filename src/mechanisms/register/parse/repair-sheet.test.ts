import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Book, readWorkbook } from '../read/index.ts'
import type { BookReading, ReadRow } from './index.ts'
import { readRepairBook } from './index.ts'
import { placeMatcher } from './place-matcher.ts'

/** What the sample register adds up to. */
const ITEMS: Record<string, number> = {
  疏通地漏: 205,
  疏通拖把池: 140,
  更换台盆水管: 170,
  水龙头: 47,
  修补侧石: 38,
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
const TRADES = { plumber: 562, electrician: 417, carpenter: 697 }

const file = new URL('../../../../samples/报修登记-2025秋.xlsx', import.meta.url)
let book: Book
let reading: BookReading

beforeAll(async () => {
  book = await readWorkbook(readFileSync(file), '报修登记-2025秋.xlsx')
  reading = readRepairBook(book)
})

const taken = (all: BookReading): ReadRow[] =>
  all.sheets.flatMap(s => s.rows).filter(r => r.repair ?? r.damage)
const read = (all: BookReading) => taken(all).filter(r => r.status === 'ok' || r.status === 'question')
const row = (sheet: number, rowNo: number) => reading.sheets[sheet]?.rows[rowNo - 1] as ReadRow

describe('the register of autumn 2025', () => {
  it('adds up to the known number of each item', () => {
    const sums: Record<string, number> = {}
    for (const { repair } of read(reading))
      for (const line of repair?.lines ?? []) sums[line.itemName] = (sums[line.itemName] ?? 0) + line.qty
    expect(sums).toEqual(ITEMS)
  })

  it('adds up to the known number of orders of each trade, measured work aside', () => {
    const sums: Record<string, number> = {}
    for (const { repair } of read(reading))
      for (const line of repair?.lines.filter(l => l.countsAsOrder) ?? [])
        sums[repair?.trade ?? ''] = (sums[repair?.trade ?? ''] ?? 0) + line.qty
    expect(sums).toEqual(TRADES)
  })

  it('holds 68 damages over 3186 yuan, some of them shared', () => {
    const damages = read(reading).flatMap(r => r.damage ?? [])
    expect(damages).toHaveLength(68)
    expect(damages.reduce((sum, d) => sum + d.amountFen, 0)).toBe(318_600)
    expect(damages.filter(d => d.shared).length).toBe(
      damages.filter(d => d.liable.includes('责任不明')).length,
    )
    expect(damages[1]).toMatchObject({
      day: '2025-09-15',
      liable: '责任不明，寝室分摊',
      shared: true,
      amountFen: 6000,
    })
  })

  it('knows the sheets, their trades and the term', () => {
    expect(reading.sheets.map(s => [s.kind, s.trade])).toEqual([
      ['repair', 'plumber'],
      ['repair', 'electrician'],
      ['repair', 'carpenter'],
      ['damage', null],
    ])
    expect(reading.term).toMatchObject({ code: '2025-autumn', from: '2025-09-01', to: '2026-01-31' })
  })

  it('names both duplicates and the rows they repeat', () => {
    const duplicates = reading.sheets.flatMap(s => s.rows).filter(r => r.duplicateOf)
    expect(duplicates.map(r => [r.sheet, r.rowNo, r.duplicateOf?.rowNo])).toEqual([
      ['电工报修', 157, 156],
      ['电工报修', 256, 57],
    ])
    expect(duplicates[0]?.reason).toContain('第 156 行重复')
  })

  it('finds all subtotals in agreement with the rows', () => {
    const checks = reading.sheets.flatMap(s => s.subtotals)
    expect(checks.map(c => [c.label, c.claimed, c.agrees])).toEqual([
      ['9月小计', 120, true],
      ['10月小计', 118, true],
      ['11月小计', 101, true],
      ['12月小计', 135, true],
      ['1月小计', 88, true],
      ['合计', 562, true],
      ['合计', 3186, true],
    ])
    expect(checks[1]?.excludedReason).toBe('不含修补侧石 38 米')
  })

  it('accounts for every row', () => {
    for (const sheet of reading.sheets) {
      const { rowsRead, ok, question, refused, skipped } = sheet.counts
      expect(rowsRead).toBe(ok + question + refused + skipped)
      expect(rowsRead).toBe(sheet.rows.length)
      expect(question + refused).toBe(0)
    }
    expect(reading.sheets.map(s => s.counts.ok)).toEqual([419, 253, 230, 68])
  })

  it('reads a slip in full', () => {
    expect(row(1, 4).repair).toEqual({
      trade: 'electrician',
      externalNo: 'D0003',
      reportedOn: { day: '2025-09-02', time: '08:26' },
      reporter: '周班长',
      placeText: '高职C楼 214',
      room: '214',
      faultText: '吸顶灯不亮',
      handling: '修理更换灯具４只',
      lines: [{ itemCode: 'electrician.lamp', itemName: '灯具', qty: 4, measure: '只', countsAsOrder: true }],
      materials: [{ name: 'T8灯管', qty: 4, measure: '只' }],
      doneOn: { day: '2025-09-03', time: '04:32' },
      rating: 5,
    })
  })

  it('reads 〃 as the building above and several items of a cell', () => {
    expect(row(2, 4).repair).toMatchObject({ placeText: '三校部3号教学楼 321' })
    expect(row(2, 23).repair?.lines.map(l => [l.itemName, l.qty])).toEqual([['换锁', 1]])
    expect(row(2, 17).repair?.lines.map(l => [l.itemName, l.qty])).toEqual([
      ['修门拉手', 1],
      ['修锁', 1],
      ['修橱门', 1],
    ])
  })

  it('reads dates merged over several rows, and the cause from the remark', () => {
    expect(row(0, 6).repair?.reportedOn).toEqual({ day: '2025-09-01' })
    expect(row(0, 110).repair?.cause).toBe('human')
    expect(row(2, 62).repair?.cause).toBe('natural')
  })

  it('finds the places when they are known, by whatever name', () => {
    const names = [
      '学生宿舍5号楼',
      '学生宿舍6号楼',
      '学生宿舍7号楼',
      '学生宿舍10号楼',
      '学生宿舍11号楼',
      '三校部2号教学楼',
    ]
    const others = [
      '三校部3号教学楼',
      '高职A楼',
      '高职B楼',
      '高职C楼',
      '高职D楼',
      '行政楼',
      '图书馆',
      '实验楼',
      '食堂',
      '教师公寓',
    ]
    const nodes = [...names, ...others].map(name => ({
      id: name,
      kind: 'building',
      name,
      fullName: name,
      aliases: [],
      parentId: null,
    }))
    const placed = readRepairBook(book, { places: placeMatcher(nodes) })
    const repairs = read(placed).flatMap(r => r.repair ?? [])
    expect(repairs.filter(r => r.placeId === undefined)).toEqual([])
    expect(repairs.every(r => r.room !== undefined)).toBe(true)
    for (const repair of repairs) {
      const numbers = (text: string) => text.match(/\d+|[A-D]/)?.[0]
      expect(numbers(repair.placeText.replace(repair.room ?? '', ''))).toBe(numbers(repair.placeId as string))
    }
  })
})
