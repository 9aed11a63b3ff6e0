import { expect, test } from 'vitest'
import { progressText } from './progress.ts'

const at = (done: number, passed: number): string =>
  progressText({ done, total: 3000, startedAt: 1_000_000, now: 1_000_000 + passed })

test('the time left follows from the pace so far', () => {
  expect(at(1200, 120_000)).toBe('第 1,200 行，共 3,000 行，约剩3分钟')
  expect(at(2990, 120_000)).toBe('第 2,990 行，共 3,000 行，约剩不到1分钟')
})

test('no guess before there is a pace, none after the end', () => {
  expect(at(0, 60_000)).toBe('第 0 行，共 3,000 行')
  expect(at(100, 1000)).toBe('第 100 行，共 3,000 行')
  expect(at(3000, 300_000)).toBe('第 3,000 行，共 3,000 行，做完了')
})
