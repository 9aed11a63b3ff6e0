import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { AppError, KERNEL_ERRORS } from '../kernel/pure/errors.ts'
import { ROLE_CODES, type RoleCode } from '../kernel/pure/roles.ts'
import { machineFlaws } from '../kernel/pure/state.ts'
import { projectRoot } from '../kernel/server/project-root.ts'
import { buildRegistry } from '../kernel/server/registry.ts'
import { modules } from '../modules/index.ts'
import { declaredTables } from './declared-tables.ts'
import { minimalInput } from './minimal-input.ts'
import { scenario } from './scenario.ts'

const registry = buildRegistry(modules)
const operations = [...registry.operations.values()]
const HAN = /[\u4e00-\u9fff]/

describe.each(modules.map(m => [m.contract.id, m] as const))('%s', (id, module) => {
  it('names its operations and errors for users', () => {
    expect(module.contract.title).toMatch(HAN)
    for (const op of Object.values(module.contract.operations)) {
      expect(op.title, op.id).toMatch(HAN)
      if (Array.isArray(op.access)) {
        expect(op.access.length, `${op.id} has no role that holds it`).toBeGreaterThan(0)
        for (const role of op.access) expect(ROLE_CODES, op.id).toContain(role)
      }
    }
    for (const [code, spec] of Object.entries(module.contract.errors)) {
      // A text that is only a placeholder passes on what another part has already said in full.
      if (/^\{\w+\}$/.test(spec.text)) continue
      expect(spec.text, `${id}.${code}`).toMatch(HAN)
      expect(spec.text, `${id}.${code} does not end as a sentence`).toMatch(/[。？！”）}]$/)
    }
  })

  it('has states that can be reached, left, and read; its README tells them', () => {
    const folder = module.migrations?.replace(/\/migrations$/, '')
    for (const machine of module.contract.machines) {
      expect(machineFlaws(machine)).toEqual([])
      const readme = readFileSync(join(projectRoot(), 'src', folder as string, 'README.md'), 'utf8')
      for (const [state, { label }] of Object.entries(machine.states)) {
        expect(readme, `${machine.name}: README lacks ${state}`).toMatch(
          new RegExp(`\\|\\s*\`?${state}\`?\\s*\\|`),
        )
        expect(readme, `${machine.name}: README lacks ${label}`).toContain(label)
      }
    }
  })
})

describe('every operation', () => {
  it('refuses strangers, the wrong role and unknown fields, and answers anything else without a defect', async () => {
    const s = await scenario()
    const problems: string[] = []
    let calls = 0
    const codeOf = async (call: Promise<unknown>): Promise<string> => {
      calls++
      return call.then(
        () => 'answered',
        (error: unknown) => (error instanceof AppError ? error.code : `defect: ${(error as Error).message}`),
      )
    }
    for (const { spec } of operations) {
      const input = minimalInput(spec.input)
      const expectCode = async (what: string, code: string, call: Promise<unknown>): Promise<void> => {
        const got = await codeOf(call)
        if (got !== code) problems.push(`${spec.id} ${what}: ${got}, wanted ${code}`)
      }
      if (spec.access !== 'anyone')
        await expectCode('anonymous', 'kernel.signed_out', s.anonymous().call(spec, input as never))
      if (Array.isArray(spec.access))
        for (const role of ROLE_CODES.filter(r => !spec.access.includes(r)))
          await expectCode(role, 'kernel.forbidden', s.as(role).call(spec, input as never))
      const holder: RoleCode = Array.isArray(spec.access) ? (spec.access[0] as RoleCode) : 'teacher'
      await expectCode(
        'unknown field',
        'kernel.invalid',
        s.as(holder).call(spec, { ...(input as object), nonsense: 1 } as never),
      )
      const answer = await codeOf(s.as(holder).call(spec, input as never))
      if (answer.startsWith('defect')) problems.push(`${spec.id} ${answer}`)
    }
    expect(problems).toEqual([])
    expect(calls).toBeGreaterThan(operations.length * 3)
  }, 120_000)

  it('has an error text for every kernel refusal', () => {
    for (const spec of Object.values(KERNEL_ERRORS)) expect(spec.text).toMatch(HAN)
  })
})

describe('every table', () => {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...inject('pg'), database: inject('template') })
    await client.connect()
    return client
  }

  it('belongs to a school: key, policy, and foreign keys that cannot leave it, each with an index', async () => {
    const client = await connect()
    // The tenant itself, and what belongs to the installation.
    const outside = ['school', 'kernel_migration', 'kernel_note', 'kernel_rate']
    const keyedOtherwise = ['kernel_audit_head', 'kernel_number', 'kernel_occurrence', ...outside]
    const { rows: tables } = await client.query<{
      name: string
      rls: boolean
      policies: number
      pk: string[] | null
    }>(`
      select c.relname as name, c.relrowsecurity as rls,
        (select count(*)::int from pg_policies p where p.tablename = c.relname) as policies,
        (select array_agg(a.attname::text order by x.n) from pg_constraint k
           cross join lateral unnest(k.conkey) with ordinality as x(att, n)
           join pg_attribute a on a.attrelid = c.oid and a.attnum = x.att
         where k.conrelid = c.oid and k.contype = 'p') as pk
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' order by 1`)
    expect(tables.length).toBeGreaterThan(20)
    for (const table of tables) {
      if (!['kernel_migration', 'kernel_note', 'kernel_rate'].includes(table.name)) {
        expect(table.rls, `${table.name} has no row-level security`).toBe(true)
        expect(table.policies, `${table.name} has no policy`).toBeGreaterThan(0)
      }
      if (!keyedOtherwise.includes(table.name))
        expect(table.pk, `${table.name} key`).toEqual(['school_id', 'id'])
    }
    const { rows: keys } = await client.query<{
      table: string
      name: string
      columns: string[]
      target: string
      indexed: boolean
    }>(`
      select c.relname as table, k.conname as name, t.relname as target,
        array(select a.attname::text from unnest(k.conkey) with ordinality x(att, n)
              join pg_attribute a on a.attrelid = c.oid and a.attnum = x.att order by x.n) as columns,
        exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = k.conkey[1]
                and (array_length(k.conkey, 1) = 1 or i.indkey[1] = k.conkey[2])) as indexed
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      join pg_namespace n on n.oid = c.relnamespace where k.contype = 'f' and n.nspname = 'public'`)
    for (const key of keys) {
      expect(key.columns[0], `${key.table}.${key.name} can leave the school`).toBe('school_id')
      expect(key.indexed, `${key.table}.${key.name} (${key.columns}) has no index`).toBe(true)
    }
    await client.end()
  })

  it('is declared in schema.ts exactly as it was migrated', async () => {
    const client = await connect()
    const { rows } = await client.query<{ table: string; column: string; nullable: boolean }>(`
      select table_name as table, column_name as column, is_nullable = 'YES' as nullable
      from information_schema.columns where table_schema = 'public'`)
    await client.end()
    const migrated = new Map<string, Record<string, boolean>>()
    for (const row of rows)
      migrated.set(row.table, { ...migrated.get(row.table), [row.column]: row.nullable })
    migrated.delete('kernel_migration')
    expect(Object.fromEntries(declaredTables())).toEqual(Object.fromEntries(migrated))
  })
})
