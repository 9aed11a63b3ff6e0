import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { place, type Version, versionOn } from './rules.ts'

const day = fc.integer({ min: 0, max: 2000 }).map(n => addDays('2024-01-01', n))

/** What the operation does with a placement, on plain data. */
function setAll(days: readonly string[], today: string): Version[] {
  const versions: Version[] = []
  for (const from of days) {
    const open = versions.find(v => v.validTo === null)
    const where = place(from, open?.validFrom, today)
    if (where.kind === 'refused') continue
    if (where.kind === 'after') open!.validTo = where.closeOn
    if (where.kind === 'replace') versions.splice(versions.indexOf(open!), 1)
    versions.push({ validFrom: from, validTo: null })
  }
  return versions
}

describe('versions of a parameter', () => {
  it('never overlap and leave no gap, in whatever order they were set', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 12 }), day, (days, today) => {
        const versions = setAll(days, today).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
        for (const [i, version] of versions.entries()) {
          const next = versions[i + 1]
          expect(version.validTo).toBe(next ? addDays(next.validFrom, -1) : null)
        }
      }),
    )
  })

  it('hold on exactly one day each', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), day, day, (days, today, on) => {
        const versions = setAll(days, today)
        const holding = versions.filter(v => v.validFrom <= on && (v.validTo === null || v.validTo >= on))
        const first = versions.map(v => v.validFrom).sort()[0] as string
        expect(holding).toHaveLength(on < first ? 0 : 1)
        expect(versionOn(versions, on)).toBe(holding[0])
      }),
    )
  })

  it('replace a value that is not yet in force, and refuse to rewrite one that was', () => {
    expect(place('2025-10-01', '2025-10-01', '2025-09-20').kind).toBe('replace')
    expect(place('2025-09-20', '2025-09-20', '2025-09-20').kind).toBe('replace')
    expect(place('2025-09-01', '2025-09-01', '2025-09-20')).toEqual({ kind: 'refused', latest: '2025-09-01' })
    expect(place('2025-08-01', '2025-09-01', '2025-08-01')).toEqual({ kind: 'refused', latest: '2025-09-01' })
  })
})
