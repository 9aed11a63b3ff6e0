import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../kernel/server/project-root.ts'
import { modules } from '../modules/index.ts'
import { pages, slots } from '../web/pages.ts'

const PARTS = '(?:mechanisms|modules)'
// The door of the server, and the files of a contract, which run in the browser as well.
const DOORS = '(index|contract|shapes|machine|rules|templates|cursor)\\.ts'

const TESTS = '\\.test\\.|/testing(\\.ts|/)'

const RULES: IForbiddenRuleType[] = [
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    // Every page is known from the first script on; with its contracts the login page would be twice as heavy.
    name: 'lists-of-pages-stay-light',
    severity: 'error',
    from: { path: '/web/(app/)?(pages|slots)\\.ts$' },
    to: { path: '/(contract|shapes)\\.ts$', dependencyTypesNot: ['type-only', 'dynamic-import'] },
  },
  {
    name: 'kernel-knows-no-business',
    severity: 'error',
    from: { path: '^src/kernel/', pathNot: TESTS },
    to: { path: `^src/(${PARTS}|web|setup)/` },
  },
  {
    name: 'mechanisms-know-no-module',
    severity: 'error',
    from: { path: '^src/mechanisms/', pathNot: TESTS },
    to: { path: '^src/modules/' },
  },
  {
    name: 'only-through-the-door',
    severity: 'error',
    from: { path: `^src/${PARTS}/([^/]+)/`, pathNot: TESTS },
    to: {
      path: `^src/${PARTS}/`,
      pathNot: [
        `^src/${PARTS}/$1/`,
        `^src/${PARTS}/[^/]+/${DOORS}$`,
        // What pages and readers share: pure libraries and components, named by folder.
        '^src/mechanisms/metric/prose/',
        '^src/mechanisms/register/(read|parse|files)/',
        '^src/(mechanisms|modules)/[^/]+/web/',
      ],
    },
  },
  {
    name: 'pages-stay-out-of-the-server',
    severity: 'error',
    from: { path: '/web/', pathNot: TESTS },
    to: { path: `(^src/kernel/server/|^src/${PARTS}/.*/(operations|queries|module|store|schema)\\.ts$)` },
  },
  {
    name: 'contracts-run-in-the-browser',
    severity: 'error',
    from: { path: '/(contract|rules|shapes|machine)\\.ts$' },
    to: {
      path: '(^src/kernel/server/|node_modules/(pg|kysely|fastify|exceljs|sharp)/)',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'the-kernel-s-pure-part-is-pure',
    severity: 'error',
    from: { path: '^src/kernel/pure/', pathNot: TESTS },
    to: { path: '^src/kernel/server/' },
  },
  {
    name: 'only-composition-opens-a-database',
    severity: 'error',
    from: { path: `^src/(${PARTS}|web)/`, pathNot: TESTS },
    to: { path: '(node_modules/pg/|^src/kernel/server/embedded/)', dependencyTypesNot: ['type-only'] },
  },
]

let result: ICruiseResult

beforeAll(async () => {
  const { output } = await cruise(
    ['src'],
    {
      ruleSet: { forbidden: RULES },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      baseDir: projectRoot(),
    },
    { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  )
  result = output as ICruiseResult
}, 120_000)

describe('the arrow, the doors, no cycles', () => {
  it('is looked at over the whole source', () => {
    expect(result.summary.totalCruised).toBeGreaterThan(300)
  })

  it('holds everywhere', () => {
    expect(result.summary.violations.map(v => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([])
  })

  it('runs along the declared dependencies', () => {
    const declared = new Map(modules.map(m => [m.contract.id, new Set(m.dependsOn)]))
    const idOf = (path: string): string | undefined =>
      /^src\/(?:mechanisms|modules)\/([^/]+)\//.exec(path)?.[1]
    const undeclared = new Set<string>()
    for (const file of result.modules) {
      const from = idOf(file.source)
      if (!from || !declared.has(from) || /\.test\.|\/testing|\/web\//.test(file.source)) continue
      for (const dependency of file.dependencies) {
        const to = idOf(dependency.resolved)
        if (to && to !== from && declared.has(to) && !declared.get(from)?.has(to))
          undeclared.add(`${from} → ${to}`)
      }
    }
    expect([...undeclared]).toEqual([])
  })
})

describe('the lists of pages', () => {
  it('name operations that exist', () => {
    const known = new Set(modules.flatMap(m => Object.values(m.contract.operations).map(o => o.id)))
    const named = [...pages, ...slots].flatMap(p => p.needs ?? [])
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter(id => !known.has(id))).toEqual([])
  })
})

describe('the sources', () => {
  const root = join(projectRoot(), 'src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    f => /\.(ts|tsx)$/.test(f) && !f.endsWith('.d.ts'),
  )
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const isTest = (file: string): boolean => /\.test\./.test(file) || file.startsWith('testing')

  it('are short files', () => {
    const long = files.filter(f => read(f).split('\n').length > (isTest(f) ? 800 : 500))
    expect(long).toEqual([])
  })

  it('have one clock', () => {
    const clocks = files.filter(
      f =>
        /^(mechanisms|modules)\//.test(f) &&
        !isTest(f) &&
        !/\/web\//.test(f) &&
        /\bDate\.now\(\)|new Date\(\)/.test(read(f)),
    )
    expect(clocks).toEqual([])
  })

  it('read the environment in one place', () => {
    const readers = files.filter(f => !isTest(f) && /process\.env/.test(read(f)))
    expect(
      readers.filter(f => !['main.ts', 'product.ts'].includes(f) && !f.startsWith('kernel/server/embedded/')),
    ).toEqual([])
  })
})
