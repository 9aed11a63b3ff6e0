import { describe, expect, it } from 'vitest'
import { filterSentence } from '../../../web/ui/list/filter.ts'
import { filterParts, withPart } from './filter-parts.ts'

const choices = {
  trades: [
    { code: 'plumber', name: '水道工', items: [] },
    { code: 'electrician', name: '电工', items: [] },
  ],
  terms: [
    {
      id: '1',
      code: '2025-autumn',
      name: '2025年秋季学期',
      from: '2025-09-01',
      to: '2026-01-20',
      version: 1,
    },
  ],
  buildings: [],
  crew: [],
}

describe('the filter as a sentence', () => {
  it('reads as one says it', () => {
    const filter = { open: true, trades: ['electrician'], term: '2025-autumn' }
    expect(filterSentence(filterParts(filter, choices), '312')).toBe(
      '未完成的 · 电工 · 2025年秋季学期 · 含“312”',
    )
  })

  it('says a span of days and nobody', () => {
    const parts = filterParts({ from: '2025-11-01', to: '2025-11-30', unassigned: true }, choices)
    expect(filterSentence(parts)).toBe('还没派的 · 2025-11-01 至 2025-11-30')
  })

  it('changes one word and keeps the others', () => {
    const filter = { open: true, trades: ['plumber'], text: '地漏' }
    expect(withPart(filter, 'trades', [])).toEqual({ open: true, text: '地漏' })
    expect(withPart(filter, 'open', ['over'])).toEqual({ ...filter, open: false })
    expect(withPart(filter, 'assigneeId', ['nobody'])).toEqual({ ...filter, unassigned: true })
    expect(withPart({ ...filter, unassigned: true }, 'assigneeId', [])).toEqual(filter)
    expect(withPart({ from: '2025-11-01', to: '2025-11-30' }, 'span', [])).toEqual({})
  })

  it('does not contradict itself when a finished state is chosen', () => {
    expect(withPart({ open: true }, 'states', ['closed'])).toEqual({ states: ['closed'] })
    expect(withPart({ open: true }, 'states', ['waiting'])).toEqual({ open: true, states: ['waiting'] })
  })
})
