import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chineseNumber } from '../render/numbering.ts'
import { findNumbers } from './find-numbers.ts'

const found = (text: string): string[] => findNumbers(text).map(span => span.text)

describe('numbers that claim something', () => {
  it('are found in digits and in words', () => {
    expect(found('本学期修理门窗162扇，换锁145把。')).toEqual(['162扇', '145把'])
    expect(found('采购用去3.8万余元，节约 1,234.50 元')).toEqual(['3.8万余元', '1,234.50 元'])
    expect(found('每周供应肉类350-400斤')).toEqual(['350-400斤'])
    expect(found('更换近三十个灭火器，添置两台电扇和十五张课桌')).toEqual(['近三十个', '两台', '十五张'])
    expect(found('连续四年没有事故，及时率百分之九十五点五，三分之二已完成')).toEqual([
      '四年',
      '百分之九十五点五',
      '三分之二',
    ])
    expect(found('发生安全事故一起，受伤一人')).toEqual(['一起', '一人'])
    expect(found('共报修５６２次，其中水龙头４７只')).toEqual(['５６２次', '４７只'])
    expect(found('修理共五百六十二，换锁达145')).toEqual(['五百六十二', '145'])
    expect(found('办学24小时值班，用电50kWh，湿度60%，室温26℃')).toEqual(['24小时', '50kWh', '60%', '26℃'])
    expect(found('新开12个班，增加3个月工期，共30日')).toEqual(['12个', '3个月', '30'])
  })

  it.each([
    '2025年9月3日至10月，2025—2026学年第一学期，二〇二五年十一月三日',
    '9—11月和12月份，于15日、2025-09-03、2025.9.3、14:20、8点30分、下午三点半',
    '一、总的情况；（二）维修；1、水电。2.门窗：(3)其他；（4）绿化',
    '7号楼、5、6、7号楼、三楼东侧、203室、七年级、初三（2）班'.replace('（2）班', '2班'),
    '第三次会议、第2期、绿化二期一、二标段、教学楼2层、12#楼',
    '编号BX-2026-000123，A4纸，电话13812345678，教发〔2025〕12号',
    '三服务两育人，收支两条线，三统一，千方百计，十分重视，统一管理，一次性发放，一个制度',
    '一年来，上半年，星期三，每一次活动，两方面，三个方面，货比三家，09秋季以来',
    '水、电、木工应急维修，做到有报即修',
  ])('are not dates, ordinals, numbering, codes or set phrases: %s', text => {
    expect(found(text)).toEqual([])
  })

  const quiet = fc.constantFrom(
    '本学期',
    '认真做好维修，',
    '在师生的支持下，',
    '2025年9月，',
    '对7号楼',
    '共',
    '',
  )
  const units = [
    '次',
    '根',
    '只',
    '米',
    '扇',
    '把',
    '块',
    '台',
    '个',
    '间',
    '元',
    '万元',
    '人次',
    '斤',
    '%',
    '平方米',
    '年',
    '份',
  ]

  it('are found wherever they are typed, and where they stand', () => {
    const anyNumber = fc.oneof(
      fc.integer({ min: 0, max: 10_000_000 }).map(String),
      fc.integer({ min: 0, max: 100_000 }).map(n => (n / 100).toFixed(2)),
      fc.integer({ min: 2, max: 99 }).map(chineseNumber),
    )
    fc.assert(
      fc.property(
        quiet,
        anyNumber,
        fc.constantFrom('', '余', '多'),
        fc.constantFrom(...units),
        quiet,
        (...all) => {
          const [before, n, hedge, unit, after] = all
          // 20xx年 is a year, whatever was meant.
          fc.pre(!(unit === '年' && hedge === '' && /^(?:19|20)\d\d$/.test(n)))
          const number = n + hedge + unit
          const text = `${before}修好${number}，${after}工作`
          const spans = findNumbers(text)
          expect(spans).toHaveLength(1)
          expect(text.slice(spans[0]?.from, spans[0]?.to)).toBe(number)
          expect(spans[0]?.text).toBe(number)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('leave no digit of their own behind', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom('。', '，', '（', '的', '张三', ''),
        (n, after) => {
          const [span, ...others] = findNumbers(`已完成${n}${after}`)
          expect(others).toEqual([])
          expect(span?.text.startsWith(String(n))).toBe(true)
        },
      ),
    )
  })

  it('are searched in any text without trouble', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        let last = 0
        for (const { from, to, text: words } of findNumbers(text)) {
          expect(from).toBeGreaterThanOrEqual(last)
          expect(text.slice(from, to)).toBe(words)
          last = to
        }
      }),
    )
  })
})
