import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const IMPORTS = /^(?:import|export)\s+(?:([\w\s{},*$]*?)\s+from\s+)?'([^']+)'/gm

/** Packages that a module and everything below it bring into the browser; types are erased. */
function packagesFrom(entry: string): Set<string> {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    for (const [, clause, from] of source.matchAll(IMPORTS)) {
      if (clause?.startsWith('type ')) continue
      if (!from?.startsWith('.')) packages.add(String(from))
      else if (/\.tsx?$/.test(from)) visit(resolve(dirname(file), from))
    }
  }
  visit(entry)
  return packages
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

test('phone flows stay light: React and single icons, no component library', () => {
  const packages = [...packagesFrom(at('./index.ts'))]
  expect(packages.filter(p => p !== 'react' && !p.startsWith('lucide-react/icons/'))).toEqual([])
  expect(packages).toContain('react')
})

test('the search finds what the desk kit brings', () => {
  expect(packagesFrom(at('../index.ts'))).toContain('antd')
})
