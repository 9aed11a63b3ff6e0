import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { ROLE_CODES, ROLES } from '../kernel/pure/roles.ts'
import { openApiDocument } from '../kernel/server/openapi.ts'
import { buildRegistry } from '../kernel/server/registry.ts'
import { modules } from '../modules/index.ts'
import { describeSchema } from './schema-text.ts'

// Committed pictures of what the product offers: a change shows in review. `npm run snapshot` renews them.
const registry = buildRegistry(modules)
const operations = [...registry.operations.values()].sort((a, b) => a.spec.id.localeCompare(b.spec.id))
const folder = '../../snapshots'

it('openapi.json is up to date', async () => {
  await expect(`${JSON.stringify(openApiDocument(registry), null, 1)}\n`).toMatchFileSnapshot(
    `${folder}/openapi.json`,
  )
})

it('permissions.csv is up to date', async () => {
  const head = ['operation', 'title', 'anyone', ...ROLE_CODES.map(code => ROLES[code])].join(',')
  const rows = operations.map(({ spec }) => {
    const may = (role: string): string =>
      spec.access === 'anyone' || spec.access === 'signed-in' || spec.access.includes(role) ? '1' : ''
    return [spec.id, spec.title, spec.access === 'anyone' ? '1' : '', ...ROLE_CODES.map(may)].join(',')
  })
  await expect(`${[head, ...rows].join('\n')}\n`).toMatchFileSnapshot(`${folder}/permissions.csv`)
})

it('operations.md is up to date', async () => {
  const sections = registry.modules.map(module => {
    const own = operations.filter(op => op.module === module.contract.id)
    const rows = own.map(
      ({ spec }) =>
        `| \`${spec.id}\` | ${spec.kind === 'query' ? '查询' : '办理'} | ${spec.title} | ${who(spec.access)} |`,
    )
    return `## ${module.contract.title} \`${module.contract.id}\`\n\n| 操作 | | 做什么 | 谁可以 |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  await expect(`# 操作\n\n${sections.join('\n')}`).toMatchFileSnapshot(`${folder}/operations.md`)
})

it('schema.sql is up to date', async () => {
  const client = new pg.Client({ ...inject('pg'), database: inject('template') })
  await client.connect()
  const text = await describeSchema(client)
  await client.end()
  await expect(text).toMatchFileSnapshot(`${folder}/schema.sql`)
})

function who(access: readonly string[] | string): string {
  if (access === 'anyone') return '任何人'
  if (access === 'signed-in') return '登录的人'
  return [access]
    .flat()
    .map(code => ROLES[code as keyof typeof ROLES])
    .join('、')
}
