import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../kernel/server/project-root.ts'

const read = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8')
const doc = read('docs/security.md')
const rows = doc
  .split('\n')
  .filter(line => /^\| V\d/.test(line))
  .map(line => line.slice(2, -2).split(' | ') as [string, string, string, string, string])

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they come first in each. */
const SECTIONS: Record<string, number[]> = {
  V1: [2, 9, 11, 3, 2],
  V2: [3, 3, 4, 1],
  V3: [0, 2, 4, 6, 5, 0, 2],
  V4: [3, 1, 2, 4],
  V5: [1, 3, 2, 3],
  V6: [3, 12, 4, 4, 5, 3, 0, 4],
  V7: [3, 4, 2, 5, 2, 2],
  V8: [2, 3, 1, 1],
  V11: [2, 3, 3, 4, 1, 1],
  V12: [3, 2, 4],
  V13: [1, 5, 2, 5],
  V14: [2, 4, 3],
  V15: [3, 3, 7],
  V16: [1, 5, 4, 3, 3],
}

describe('the table of the security baseline', () => {
  it('names each requirement of levels 1 and 2 once', () => {
    const wanted = Object.entries(SECTIONS).flatMap(([chapter, counts]) =>
      counts.flatMap((count, i) => Array.from({ length: count }, (_, n) => `${chapter}.${i + 1}.${n + 1}`)),
    )
    const named = rows.flatMap(([ids]) => ids.split(', ').flatMap(each))
    expect(named.filter((id, i) => named.indexOf(id) !== i)).toEqual([])
    expect([...named].sort()).toEqual([...wanted].sort())
    for (const chapter of ['V9', 'V10', 'V17']) expect(doc).toMatch(new RegExp(`^## .*\\b${chapter}\\b`, 'm'))
  })

  it('says of each whether it is met, and counts rightly', () => {
    const states = ['met', 'partly', 'not met', 'not applicable']
    const counts = states.map(state => `${rows.filter(row => row[2] === state).length} ${state}`)
    expect(rows.filter(row => row.length !== 5 || !states.includes(row[2]))).toEqual([])
    expect(doc).toContain(`Rows: ${counts.join(', ')}.`)
  })

  it('names files and tests that there are', () => {
    const paths = [...doc.matchAll(/`((?:src|docs|bench|e2e|snapshots)\/[^`\s]+\.\w+)`/g)].map(
      m => m[1] as string,
    )
    expect(paths.length).toBeGreaterThan(100)
    expect(paths.filter(path => !existsSync(join(projectRoot(), path)))).toEqual([])
    const missing: string[] = []
    let shown = 0
    for (const part of rows.flatMap(row => row[4].split('<br>')).filter(part => part !== '–')) {
      const [, path = '', names = ''] = /^`([^`]+)`: (.*)$/.exec(part) ?? []
      const text = read(path)
      for (const [, name] of names.matchAll(/"([^"]+)"/g)) {
        shown++
        if (!text.includes(`'${name}'`)) missing.push(`${path}: ${name}`)
      }
      if (!names) missing.push(part)
    }
    expect(shown).toBeGreaterThan(80)
    expect(missing).toEqual([])
  })
})

/** V1.3.4–6 is three. */
function each(ids: string): string[] {
  const [, section, from = '', to = from] = /^(V\d+\.\d+)\.(\d+)(?:–(\d+))?$/.exec(ids) ?? []
  const length = Number(to) - Number(from) + 1
  return Array.from({ length }, (_, i) => `${section}.${Number(from) + i}`)
}
