import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_SETTINGS,
  dangerOf,
  graver,
  partOf,
  publicRefusal,
  type RuleFacts,
  ruleFor,
  titleOf,
  warrantyUntil,
} from './rules.ts'

describe('words of danger', () => {
  it('raise the level to life or to things', () => {
    for (const text of [
      '电梯困人了',
      '食堂闻到煤气味',
      '燃气泄漏',
      '有人触电',
      '配电箱着火',
      '宿舍触电',
      '一股煤气味',
    ])
      expect(dangerOf(text), text).toBe('L0')
    for (const text of [
      '插座冒火花',
      '水管爆裂',
      '热水器漏电',
      '电线短路',
      '吊扇快掉下来了',
      '走廊喷水',
      '插座有火花',
      '插头打火',
      '开关打火花',
      '灯管冒烟',
    ])
      expect(dangerOf(text), text).toBe('L1')
    for (const text of ['灯管不亮', '地漏堵了', '门锁坏了', '空调不制冷', '水龙头漏水', '打火灶点不着'])
      expect(dangerOf(text), text).toBeNull()
    expect(graver('L2', 'L0')).toBe('L0')
    expect(graver('L0', 'L1')).toBe('L0')
    expect(graver('L3', null)).toBe('L3')
  })
})

describe('strangers', () => {
  it('may report within the hours and the number of a day', () => {
    const settings = { ...DEFAULT_SETTINGS, publicHours: { from: '06:30', to: '22:00' }, publicPerDay: 3 }
    expect(publicRefusal(settings, 390, 0)).toBeNull()
    expect(publicRefusal(settings, 389, 0)?.code).toBe('public_hours')
    expect(publicRefusal(settings, 1320, 0)?.code).toBe('public_hours')
    expect(publicRefusal(settings, 600, 2)).toBeNull()
    expect(publicRefusal(settings, 600, 3)?.code).toBe('public_limit')
    expect(publicRefusal({ ...settings, publicReporting: false }, 600, 0)?.code).toBe('public_off')
    expect(publicRefusal(DEFAULT_SETTINGS, 0, 0)).toBeNull()
  })
})

describe('rules of dispatch', () => {
  const rule = fc.record<RuleFacts>({
    trade: fc.constantFrom(null, 'plumber', 'electrician'),
    buildingId: fc.constantFrom(null, 'a', 'b'),
    choose: fc.constantFrom('person', 'least_loaded'),
    personId: fc.constantFrom(null, 'x'),
    active: fc.boolean(),
  })

  it('give the most exact one that fits and is in force', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 8 }),
        fc.constantFrom('plumber', 'electrician'),
        (rules, trade) => {
          const order: { trade: string; buildingId: string } = { trade, buildingId: 'a' }
          const fits = rules.filter(
            r => r.active && (r.trade === null || r.trade === trade) && r.buildingId !== 'b',
          )
          const found = ruleFor(rules, order)
          expect(found === undefined).toBe(fits.length === 0)
          if (!found) return
          expect(fits).toContain(found)
          if (fits.some(r => r.buildingId === 'a')) expect(found.buildingId).toBe('a')
          else if (fits.some(r => r.trade === trade)) expect(found.trade).toBe(trade)
        },
      ),
    )
  })
})

describe('titles', () => {
  it('are the words of the reporter where they are short', () => {
    expect(titleOf('灯管不亮', '灯具')).toBe('灯管不亮')
    expect(titleOf('灯管不亮。麻烦快点，下午要上课', '灯具')).toBe('灯管不亮')
    const long = '我们班教室后面靠窗户的那一排从左边数第三个灯管一直在闪'
    expect([...titleOf(`${long}${long}`, undefined)]).toHaveLength(30)
    expect(titleOf(`${long}${long}`, '灯具')).toBe('灯具')
    expect(titleOf('', '灯具')).toBe('灯具')
  })

  it('never exceed what a slip has room for, and are never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), text => {
        const title = titleOf(text, undefined)
        expect([...title].length).toBeLessThanOrEqual(30)
        expect(title).not.toBe('')
      }),
    )
  })
})

describe('warranty', () => {
  const years = { waterproof: 5, heatingSeasons: 2, installation: 2 }

  it('runs for the whole of the last year, and for whole heating seasons', () => {
    expect(warrantyUntil('installation', '2023-08-18', years)).toBe('2025-08-17')
    expect(warrantyUntil('waterproof', '2022-08-22', years)).toBe('2027-08-21')
    expect(warrantyUntil('installation', '2024-02-29', years)).toBe('2026-02-28')
    // Accepted in summer: two winters. Accepted within a winter: that one does not count.
    expect(warrantyUntil('heating', '2023-08-18', years)).toBe('2025-03-15')
    expect(warrantyUntil('heating', '2023-11-16', years)).toBe('2026-03-15')
  })

  it('depends on what breaks', () => {
    expect(partOf('卫生间防渗漏', '泥瓦工')).toBe('waterproof')
    expect(partOf('暖气片', '水道工')).toBe('heating')
    expect(partOf('水龙头', '水道工')).toBe('installation')
    expect(partOf('插座', '电工')).toBe('installation')
    expect(partOf('修门', '木工')).toBe('installation')
    expect(partOf('修凳子', '木工')).toBeNull()
    expect(partOf('投影、一体机、电脑', '多媒体维护')).toBeNull()
  })
})
