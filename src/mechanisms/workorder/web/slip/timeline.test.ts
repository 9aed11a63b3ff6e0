import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Slip, timelineOf } from './timeline.ts'

/** Every verb that an order's history is written with, from the sources that write it. */
function verbsWritten(): string[] {
  const folder = new URL('../../', import.meta.url).pathname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const found = files.flatMap(name => [
    ...readFileSync(join(folder, name), 'utf8').matchAll(/\bverb: '(\w+)'/g),
  ])
  return [...new Set(found.map(([, verb]) => verb as string))]
}

it('says everything that happened to an order in words, none in code', () => {
  const verbs = verbsWritten()
  expect(verbs).toEqual(expect.arrayContaining(['material', 'editLines']))
  for (const verb of verbs) {
    const event = { id: verb, at: '2026-03-02T00:00:00Z', who: '陶金妹', verb, text: '甲' }
    const [told] = timelineOf([event as unknown as Slip['timeline'][number]])
    expect(told?.what, verb).not.toMatch(/[A-Za-z]/)
  }
})
