import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aboutHedge, displayHolds, exact, type Form, nearHedge, truncateHedge, write } from './hedge.ts'

const anyUnit = fc.constantFrom('次', '元', '米', '个', '人次', '%')
const anyCount = fc.integer({ min: 1, max: 5_000_000 })
const anyValue = fc.oneof(
  anyCount,
  fc.integer({ min: 1, max: 900_000_000 }).map(fen => fen / 100),
  fc.integer({ min: 1, max: 99 }),
)
const digits = fc.integer({ min: 1, max: 4 })
const anyForm: fc.Arbitrary<Form> = fc.oneof(
  fc.constant<Form>({ kind: 'exact' }),
  fc.record({
    kind: fc.constant('truncate' as const),
    digits,
    word: fc.constantFrom('余' as const, '多' as const),
  }),
  fc.record({ kind: fc.constant('near' as const), digits }),
  fc.record({ kind: fc.constant('round' as const), digits }),
  fc.record({ kind: fc.constant('about' as const), digits }),
)

describe('writing numbers', () => {
  it('is exact where it is exact', () => {
    const written = (value: number, unit: string) => exact(value, unit).display
    expect(written(562, '次')).toBe('562次')
    expect(written(0, '起')).toBe('0起')
    expect(written(38.5, '米')).toBe('38.5米')
    expect(written(12_000, '株')).toBe('12000株')
    expect(written(3186, '元')).toBe('3186元')
    expect(written(38_000, '元')).toBe('3.8万元')
    expect(written(280_100, '元')).toBe('28.01万元')
    expect(written(40_500, '元')).toBe('4.05万元')
    expect(written(0.7, '万元')).toBe('0.7万元')
    expect(written(10_000, '元')).toBe('1万元')
    expect(written(10_001, '元')).toBe('10001元')
    expect(written(38_123.45, '元')).toBe('38123.45元')
    expect(written(-23, '次')).toBe('-23次')
  })

  it('truncates with 余', () => {
    expect(truncateHedge(3186, '元')).toEqual({ hedge: '余', display: '3000余元' })
    expect(truncateHedge(3000, '元')).toEqual({ hedge: 'exact', display: '3000元' })
    expect(truncateHedge(812, '米', { word: '多' }).display).toBe('800多米')
    expect(truncateHedge(38_123, '元').display).toBe('3万余元')
    expect(truncateHedge(38_123, '元', { digits: 3 }).display).toBe('3.81万余元')
    expect(truncateHedge(123_456, '元', { digits: 2 }).display).toBe('12万余元')
    expect(truncateHedge(7, '元').display).toBe('7元')
    expect(truncateHedge(56.5, '元', { digits: 2 }).display).toBe('56.5元')
  })

  it('rounds up with 近 and chooses between the two', () => {
    expect(nearHedge(28, '个')).toEqual({ hedge: '近', display: '近30个' })
    expect(nearHedge(30, '个')).toEqual({ hedge: 'exact', display: '30个' })
    expect(nearHedge(9950, '元', { digits: 2 }).display).toBe('近1万元')
    const round = (value: number) => write(value, '元', { kind: 'round' }).display
    expect([3186, 3960, 2800, 30].map(round)).toEqual(['3000余元', '近4000元', '近3000元', '30元'])
  })

  it('says 约 within a tenth', () => {
    expect(aboutHedge(48, '人').display).toBe('约50人')
    expect(aboutHedge(14, '人').display).toBe('约14人')
    expect(aboutHedge(1480, '人').display).toBe('约1500人')
  })

  it('knows what its words imply', () => {
    expect(displayHolds('3000余元', 3999.99, '元')).toBe(true)
    expect(displayHolds('3000余元', 4000, '元')).toBe(false)
    expect(displayHolds('3000余元', 3000, '元')).toBe(false)
    expect(displayHolds('3.8万余元', 38_999, '元')).toBe(true)
    expect(displayHolds('3.8万余元', 39_000, '元')).toBe(false)
    expect(displayHolds('近30个', 30, '个')).toBe(false)
    expect(displayHolds('近30个', 20, '个')).toBe(false)
    expect(displayHolds('562次', 563, '次')).toBe(false)
    expect(displayHolds('562次', 562, '只')).toBe(false)
    expect(displayHolds('近30余个', 31, '个')).toBe(false)
  })

  it('never contradicts the value', () => {
    fc.assert(
      fc.property(anyValue, anyUnit, anyForm, (value, unit, form) => {
        const { display, hedge } = write(value, unit, form)
        expect(displayHolds(display, value, unit), display).toBe(true)
        expect(hedge === 'exact' || display.includes(hedge)).toBe(true)
        if (hedge === 'exact') expect(display).not.toMatch(/[近约余多]/)
      }),
      { numRuns: 3000 },
    )
  })

  it('hedges only what it changes', () => {
    fc.assert(
      fc.property(anyValue, anyUnit, digits, (value, unit, kept) => {
        const written = truncateHedge(value, unit, { digits: kept })
        if (written.hedge === 'exact') expect(written).toEqual(exact(value, unit))
        else expect(displayHolds(written.display.replace('余', ''), value, unit)).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})
