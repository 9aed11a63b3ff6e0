import { describe, expect, it } from 'vitest'
import { daysBetween, weekdayOf } from './day.ts'
import { chineseHolidaysKnown, chinesePublicDay } from './holidays.ts'
import official from './holidays-2025-2026.json' with { type: 'json' }

const table: Record<string, string[] | undefined> = official.days

describe('public holidays', () => {
  it('agree day by day with the notices for 2025 and 2026', () => {
    for (const day of daysBetween('2025-01-01', '2026-12-31')) {
      const [kind, festivals = ''] = table[day] ?? []
      const known = chinesePublicDay(day)
      expect(known && (known.work ? 'work' : 'off'), day).toBe(kind)
      if (!known) continue
      if (known.work) expect(weekdayOf(day), day).toBeGreaterThan(5)
      // In 2025 two festivals share eight days; the library names one of them for each day.
      expect(festivals.split('、'), day).toContain(known.name)
    }
  })

  it('say for which years the notice is known', () => {
    expect([2024, 2025, 2026].map(chineseHolidaysKnown)).toEqual([true, true, true])
    expect(chineseHolidaysKnown(2035)).toBe(false)
    expect(chinesePublicDay('2035-10-01')).toBeUndefined()
  })
})
