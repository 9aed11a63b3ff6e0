import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws } from '../../kernel/pure/state.ts'
import {
  addUp,
  countRows,
  INTERRUPTED,
  importMachine,
  isInterrupted,
  isNotWorthWriting,
  numberRepeats,
  STALE_MS,
  seenAs,
} from './rules.ts'
import { ROW_STATUSES } from './shapes.ts'

describe('importMachine', () => {
  it('has no state without a way in or out', () => {
    expect(machineFlaws(importMachine)).toEqual([])
  })
})

describe('countRows', () => {
  it('adds up whatever became of the rows', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ status: fc.constantFrom(...ROW_STATUSES) })), rows => {
        const counts = countRows(rows)
        expect(counts.rowsRead).toBe(rows.length)
        expect(counts.imported + counts.refused + counts.skipped).toBe(counts.rowsRead)
      }),
    )
  })
})

describe('isNotWorthWriting', () => {
  it('lets one refused row stop all only where all were wanted', () => {
    const counts = { rowsRead: 3, imported: 2, refused: 1, skipped: 0 }
    expect(isNotWorthWriting(counts, 'all-or-nothing')).toBe(true)
    expect(isNotWorthWriting(counts, 'good-rows')).toBe(false)
  })
  it('writes nothing where every row was refused, and does not mind rows that are there already', () => {
    expect(isNotWorthWriting({ rowsRead: 2, imported: 0, refused: 2, skipped: 0 }, 'good-rows')).toBe(true)
    expect(isNotWorthWriting({ rowsRead: 2, imported: 0, refused: 0, skipped: 2 }, 'all-or-nothing')).toBe(
      false,
    )
  })
})

describe('addUp', () => {
  it('is exact where floating point is not', () => {
    const tenth = { group: '水道工', item: '侧石', quantity: 0.1, unit: '米', counts: false }
    expect(addUp([tenth, tenth, tenth])).toEqual([{ ...tenth, quantity: 0.3 }])
  })
  it('keeps counted and uncounted apart', () => {
    const one = { group: '木工', item: '修锁', quantity: 1, unit: '把', counts: true }
    expect(addUp([one, { ...one, counts: false }, one])).toEqual([
      { ...one, quantity: 2 },
      { ...one, counts: false },
    ])
  })
})

describe('numberRepeats', () => {
  it('gives equal rows different keys, and the same keys in the next file', () => {
    const rows = [
      ['9月5日', '高职D楼', '修橱门1扇'],
      ['9月5日', '高职D楼', '修橱门１ 扇'],
      ['9月6日', '', ''],
    ]
    const keys = numberRepeats(rows)
    expect(new Set(keys).size).toBe(3)
    expect(numberRepeats(rows)).toEqual(keys)
    expect(numberRepeats([...rows, rows[0] as string[]]).slice(0, 3)).toEqual(keys)
  })
})

describe('seenAs', () => {
  const beat = new Date('2026-02-10T08:00:00Z')
  it('shows a run that stopped reporting as failed, with nothing written', () => {
    const later = new Date(beat.getTime() + STALE_MS + 1)
    expect(isInterrupted({ state: 'committing', heartbeatAt: beat }, later)).toBe(true)
    expect(seenAs({ state: 'committing', heartbeatAt: beat, error: null }, later)).toEqual({
      state: 'failed',
      error: INTERRUPTED,
    })
  })
  it('does not believe a sign of life from days ahead, given by a clock that was wrong', () => {
    const before = new Date(beat.getTime() - 26 * 3_600_000)
    expect(isInterrupted({ state: 'previewing', heartbeatAt: beat }, before)).toBe(true)
  })
  it('leaves living runs and finished imports alone', () => {
    const soon = new Date(beat.getTime() + STALE_MS - 1)
    expect(seenAs({ state: 'committing', heartbeatAt: beat, error: null }, soon).state).toBe('committing')
    const muchLater = new Date(beat.getTime() + 100 * STALE_MS)
    expect(seenAs({ state: 'done', heartbeatAt: beat, error: null }, muchLater).state).toBe('done')
  })
})
