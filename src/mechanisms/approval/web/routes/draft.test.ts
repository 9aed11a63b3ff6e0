import { describe, expect, it } from 'vitest'
import { flawOf, moved, newRoute, sheetsOf, withWhen } from './draft.ts'

describe('the page of routes', () => {
  it('drops empty conditions', () => {
    const route = newRoute()
    expect(withWhen(route, { maxFen: undefined, categories: [] }).when).toEqual({})
    expect(withWhen(route, { categories: ['a'] }).when).toEqual({ maxFen: 50_000, categories: ['a'] })
  })

  it('moves an entry, and not over the edge', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  })

  it('says what is wrong, and where', () => {
    const all = { ...newRoute(), title: '其余', when: {} }
    expect(flawOf([newRoute(), all])).toBeUndefined()
    expect(flawOf([newRoute()])).toContain('最后一条')
    expect(flawOf([{ ...all, steps: [] }])).toBe('“其余”：至少一步')
    expect(sheetsOf([all, all]).map(s => s.key)).toEqual(['0-其余', '1-其余'])
  })
})
