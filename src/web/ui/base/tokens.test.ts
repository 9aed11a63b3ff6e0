import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { cssName, DARK, LIGHT, type Palette } from './tokens.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const STATES = ['waiting', 'doing', 'done', 'late', 'off'] as const

test('contrast follows the WCAG formula', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21)
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
  expect(contrast('#FFFFFF', '#777777')).toBe(contrast('#777777', '#FFFFFF'))
  expect(() => contrast('red', '#FFFFFF')).toThrow('not an opaque colour')
})

describe.each([
  ['light', LIGHT, ':root {'],
  ['dark', DARK, '[data-theme="dark"] {'],
] as const)('%s', (_name, palette: Palette, selector) => {
  test('tokens.css says the same as tokens.ts', () => {
    const declared = declarations(selector)
    const wanted = Object.entries(palette).map(([key, value]) => [cssName(key), value.toLowerCase()])
    expect(Object.fromEntries(wanted.map(([key]) => [key, declared.get(key as string)]))).toEqual(
      Object.fromEntries(wanted),
    )
  })

  const text: [keyof Palette, keyof Palette][] = [
    ...(['paper', 'surface', 'sunken'] as const).flatMap(ground =>
      (['ink', 'muted', 'bamboo', 'indigo', 'seal', ...STATES] as const).map(
        ink => [ink, ground] as [keyof Palette, keyof Palette],
      ),
    ),
    ...STATES.map(state => [state, `${state}Wash`] as [keyof Palette, keyof Palette]),
    ...(['bambooWash', 'indigoWash', 'sealWash', 'waitingWash'] as const).map(
      wash => ['ink', wash] as [keyof Palette, keyof Palette],
    ),
    ['muted', 'bambooWash'],
    ['bamboo', 'bambooWash'],
    ['indigo', 'bambooWash'],
    ['onBamboo', 'bamboo'],
    ['onBamboo', 'bambooDeep'],
    ['onSeal', 'seal'],
    ['onSeal', 'sealDeep'],
  ]
  test.each(text)('%s can be read on %s', (ink, ground) => {
    expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['paper', 'surface'] as const)('the edge of a control is seen on %s', ground => {
    expect(contrast(palette.edge, palette[ground])).toBeGreaterThanOrEqual(3)
  })
})

function declarations(selector: string): Map<string, string> {
  const start = css.indexOf(selector)
  const body = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(m => [m[1] as string, (m[2] as string).toLowerCase()]),
  )
}
