import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths } from '../../kernel/pure/calendar/day.ts'
import { machineFlaws } from '../../kernel/pure/state.ts'
import { EVERYDAY } from './classes/everyday.ts'
import { searchClasses } from './classes/index.ts'
import {
  capitalise,
  cardMachine,
  categoryOf,
  chargeFor,
  classInfo,
  type Depreciable,
  disposalMachine,
  editionsLike,
  monthsDue,
  monthsText,
  readCategory,
} from './rules.ts'
import { readDirection, readEdition, readFunding, readState } from './words.ts'

const LIMITS = { generalFen: 100_000, specialFen: 150_000, bulkCount: 100, bulkFen: 50_000 }

describe('capitalisation', () => {
  it('asks 1000 yuan of most things, 1500 of special equipment, nothing of houses and books', () => {
    const at = (category: Parameters<typeof capitalise>[0]['category'], unitFen: number, count = 1) =>
      capitalise({ category, unitFen, count }, LIMITS).fixed
    expect(at('office', 100_000)).toBe(true)
    expect(at('office', 99_999)).toBe(false)
    expect(at('special', 149_999)).toBe(false)
    expect(at('teaching', 150_000)).toBe(true)
    expect(at('book', 2_000)).toBe(true)
    expect(at('student_furniture', 60_000, 99)).toBe(false)
    expect(at('student_furniture', 60_000, 100)).toBe(true)
  })
})

describe('depreciation', () => {
  it('takes a sixth a year of a computer, beginning with the month of acquisition', () => {
    const card = {
      acquiredOn: '2025-07-31',
      valueFen: 720_000,
      depreciatedFen: 0,
      lifeMonths: 72,
      monthsDone: 0,
    }
    expect(chargeFor(card, '2025-06')).toBe(0)
    expect(chargeFor(card, '2025-07')).toBe(10_000)
    expect(chargeFor(card, '2031-06')).toBe(720_000)
    expect(chargeFor({ ...card, lifeMonths: null }, '2031-06')).toBe(0)
  })

  it('comes out at nought whatever the value, the life and the months that were missed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 90_000_000 }),
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 700 }),
        (valueFen, lifeMonths, steps) => {
          const card: Depreciable = {
            acquiredOn: '2000-01-10',
            valueFen,
            depreciatedFen: 0,
            lifeMonths,
            monthsDone: 0,
          }
          let month = '1999-12'
          for (const step of [...steps, 700]) {
            month = addMonths(month, step)
            const [fen, months] = [chargeFor(card, month), monthsDue(card, month)]
            expect(fen).toBeGreaterThanOrEqual(0)
            card.depreciatedFen += fen
            card.monthsDone += months
            expect(card.depreciatedFen).toBeLessThanOrEqual(valueFen)
          }
          expect(card.depreciatedFen).toBe(valueFen)
          expect(card.monthsDone).toBe(lifeMonths)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('classes', () => {
  it('are found by what people call things', () => {
    const names = (text: string) => searchClasses('2022', text, 60).map(info => info.name)
    expect(names('课桌')).toEqual(['教学、实验用桌'])
    expect(names('学生课桌椅')).toEqual(['教学、实验用桌', '教学、实验椅凳'])
    expect(names('电脑')).toEqual(['台式计算机', '便携式计算机'])
    // Nothing known of it: what ends alike.
    expect(names('班台桌')).toEqual(['办公桌', '会议桌', '教学、实验用桌'])
    expect(names('A0201')).toContain('服务器')
    expect(names('不知道是什么东西')).toEqual([])
  })

  it('know every word that everyday words lead to', () => {
    const known = new Set(searchClasses('2022', '', 1000).map(info => info.name))
    expect(EVERYDAY.flatMap(([, means]) => means).filter(name => !known.has(name))).toEqual([])
  })

  it('mean different things in different editions', () => {
    expect(classInfo('2022', 'A02010104')?.path).toBe('设备 / 信息化设备 / 计算机 / 服务器')
    expect(classInfo('2010', 'A02010104')).toBeUndefined()
    expect(editionsLike('2010104')).toEqual(['2010'])
    expect(editionsLike('A02010104')).toEqual(['2022'])
  })

  it('lead to a category where they say it, and to none where they do not', () => {
    expect(categoryOf('2022', 'A02020200')).toBe('office')
    expect(categoryOf('2022', 'A05010203')).toBe('student_furniture')
    expect(categoryOf('2022', 'A05010201')).toBe('furniture')
    expect(categoryOf('2022', 'A02370000')).toBe('police')
    expect(categoryOf('2022', 'A02240000')).toBe('special')
    expect(categoryOf('2022', 'A01010100')).toBeUndefined()
    expect(categoryOf('2010', '2010104')).toBe('computer')
    expect(categoryOf('2010', '6010100')).toBeUndefined()
    expect(readCategory('通用设备-办公设备')).toBe('office')
    expect(readCategory('家具')).toBe('furniture')
    expect(readCategory('随便')).toBeUndefined()
  })
})

it('reads the words of other products', () => {
  expect(readFunding('财政专项资金')).toBe('fiscal')
  expect(readDirection('教学用')).toBe('teaching')
  expect(readState('未使用')).toBe('idle')
  expect(readState('已报废')).toBe('disposed')
  expect(readEdition('GB/T 14885-2010')).toBe('2010')
  expect(monthsText(63)).toBe('5年3个月')
})

it('has machines without dead ends', () => {
  expect([...machineFlaws(cardMachine), ...machineFlaws(disposalMachine)]).toEqual([])
})
