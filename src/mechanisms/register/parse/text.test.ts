import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseNumber, plainNumber } from './numerals.ts'
import { cleanText, likeness, mapText, tightText } from './text.ts'

describe('clean text', () => {
  it.each([
    ['１２把', '12把'],
    ['修锁\u00a02把', '修锁 2把'],
    ['\u200b学5幢\ufeff', '学5幢'],
    ['（宿舍）', '(宿舍)'],
    ['【高职】', '[高职]'],
    ['5＃，６＃', '5#,6#'],
    ['9—3', '9-3'],
    ['⑤号楼', '5号楼'],
    [' 换锁  2把 \r\n 修门 ', '换锁 2把\n修门'],
  ])('%j reads %j', (from, to) => {
    expect(cleanText(from)).toBe(to)
  })

  it('stays as it is when cleaned twice', () => {
    expect(cleanText(cleanText('︱'))).toBe(cleanText('︱'))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => cleanText(cleanText(text)) === cleanText(text)),
    )
  })

  it('remembers where each character stood', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), original => {
        const { text, starts } = mapText(original)
        expect(starts).toHaveLength(text.length + 1)
        expect([...starts].sort((a, b) => a - b)).toEqual(starts)
        expect(starts.at(-1)).toBe(original.length)
      }),
    )
  })

  it('measures likeness from nothing in common to the same', () => {
    expect(likeness('疏通地漏', '疏通地漏')).toBe(1)
    expect(likeness('疏通地漏', '疏通拖把池')).toBeGreaterThan(0)
    expect(likeness('灯', '锁')).toBe(0)
    expect(tightText(' 合　计 ')).toBe('合计')
  })
})

describe('Chinese numbers', () => {
  it.each([
    ['一', 1],
    ['两', 2],
    ['俩', 2],
    ['三', 3],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['廿', 20],
    ['廿三', 23],
    ['卅', 30],
    ['半', 0.5],
    ['百', 100],
    ['一百零三', 103],
    ['一百二', 120],
    ['两百', 200],
    ['壹贰叁', 123],
    ['叁拾伍', 35],
    ['三千零五十', 3050],
    ['一万二', 12_000],
    ['三万零六', 30_006],
    ['二〇二五', 2025],
    ['一点五', 1.5],
  ])('%s is %d', (text, value) => {
    expect(chineseNumber(text)).toBe(value)
  })

  it.each(['3-4', '一-二', '十十', '百千', '一半', '第三', '', '零百', '点', '一万一万'])(
    '%j is none',
    text => {
      expect(plainNumber(text)).toBeNull()
    },
  )

  it('reads back every number written out in full', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), n => chineseNumber(written(n)) === n))
  })
})

/** 10203 → 一万零二百零三 */
function written(n: number): string {
  if (n === 0) return '零'
  const digits = '零一二三四五六七八九'
  let text = ''
  let gap = false
  for (const [unit, name] of [
    [10_000, '万'],
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / unit) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${digits[digit]}${name}`
      gap = false
    }
  }
  return text
}
