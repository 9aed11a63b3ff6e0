import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitWithin } from './compress.ts'

test.each([
  [4032, 3024, 1600, 1200],
  [3024, 4032, 1200, 1600],
  [800, 600, 800, 600],
  [10_000, 1, 1600, 1],
])('%i × %i is drawn at %i × %i', (w, h, width, height) => {
  expect(fitWithin(w, h, 1600)).toEqual({ width, height })
})

test('never larger than asked nor than before, and keeps its shape', () => {
  const side = fc.integer({ min: 100, max: 9000 })
  fc.assert(
    fc.property(side, side, (w, h) => {
      const fit = fitWithin(w, h, 1600)
      expect(Math.max(fit.width, fit.height)).toBeLessThanOrEqual(1600)
      expect(fit.width).toBeLessThanOrEqual(w)
      expect(Math.abs(fit.width * h - fit.height * w)).toBeLessThanOrEqual(Math.max(w, h))
    }),
  )
})
