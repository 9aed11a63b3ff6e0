import { expect, it } from 'vitest'
import type { Operation } from '../src/kernel/pure/operation.ts'
import { ROLE_CODES, type RoleCode } from '../src/kernel/pure/roles.ts'
import { quoted, tablesOf } from '../src/setup/backup/catalog.ts'
import { attacksOn, takesIds } from './refusals/hostile.ts'
import { fingerprintOf, idsOf, type TwoSchools, twoSchools } from './refusals/two-schools.ts'

const FOREIGN_IDS = 3
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** One command's answer, as the outside sees it. */
interface Answer {
  status: number
  body: string
}

it('every operation refuses what it must, and no school sees another', async () => {
  const schools = await twoSchools()
  const ids = await idsOf(schools)
  const known = new Set([...ids.values()].flat())
  const problems: string[] = []
  const counts = new Map<number, number>()
  let sent = 0
  const send = async (op: Operation, input: unknown, headers: Record<string, string>): Promise<Answer> => {
    sent++
    const url = `/api/${op.id}`
    // Each from an address of its own: limits by address are another matter.
    const remoteAddress = `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`
    const answer =
      op.kind === 'query'
        ? await schools.http.inject({
            url: `${url}?input=${encodeURIComponent(JSON.stringify(input))}`,
            headers,
            remoteAddress,
          })
        : await schools.http.inject({ method: 'POST', url, headers, remoteAddress, payload: input as object })
    counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1)
    return { status: answer.statusCode, body: answer.rawPayload.length < 2_000_000 ? answer.body : '' }
  }
  const operations = [...schools.s.app.registry.operations.values()].map(({ spec }) => spec as Operation)
  const before = await fingerprintOf(schools)
  for (const op of operations) {
    const foreign = takesIds(op.input) ? foreignIds(ids, op) : []
    for (const attack of attacksOn(op.input, foreign)) {
      const told = (answer: Answer, who: string, wanted: string): void =>
        void problems.push(
          `${op.id} | ${who} | ${attack.name}: ${answer.status}, wanted ${wanted} ${answer.body.slice(0, 120)}`,
        )
      const nobody = await send(op, attack.input, { 'x-school': 'nowhere' })
      if (nobody.status !== 404) told(nobody, 'no school', '404')
      for (const role of rolesFor(op, attack.name)) {
        const answer = await send(op, attack.input, { cookie: schools.cookie('other', role) })
        const holds = maySend(op, role)
        if (answer.status >= 500) told(answer, role, 'no defect')
        else if (!holds && answer.status !== 403) told(answer, role, '403')
        else if (holds && attack.malformed && ![400, 413, 422].includes(answer.status))
          told(answer, role, '400')
        const leaked = leaks(answer.body, JSON.stringify(attack.input), known)
        if (leaked) problems.push(`${op.id} | ${role} | ${attack.name}: shows ${leaked} of the other school`)
      }
      const stranger = await send(op, attack.input, { 'x-school': schools.other.slug })
      if (stranger.status >= 500) told(stranger, 'anonymous', 'no defect')
      if (op.access !== 'anyone' && stranger.status !== 401) told(stranger, 'anonymous', '401')
    }
  }
  const after = await fingerprintOf(schools)
  expect(after, 'the full school was changed from outside').toEqual(before)
  const seen = await seenDirectly(schools)
  console.log(
    `\n${operations.length} operations, ${ROLE_CODES.length} roles, ${sent.toLocaleString('en')} requests`,
  )
  for (const [status, n] of [...counts].sort(([a], [b]) => a - b))
    console.log(`  ${status}  ${n.toLocaleString('en')}`)
  console.log(
    `  tables read by SQL as the app's role with the other school set: ${seen.tables}, foreign rows seen: ${seen.rows}`,
  )
  console.log(`  problems: ${problems.length}`)
  expect(seen.rows).toBe(0)
  expect(problems).toEqual([])
})

const maySend = (op: Operation, role: RoleCode): boolean =>
  op.access === 'anyone' || op.access === 'signed-in' || op.access.includes(role)

/** Everybody for what decides by role; those who hold it, and a few who do not, for the rest. */
function rolesFor(op: Operation, attack: string): RoleCode[] {
  if (attack === 'valid shape' || attack === 'foreign id 1') return [...ROLE_CODES]
  const holders = ROLE_CODES.filter(role => maySend(op, role)).slice(0, 2)
  const others = ROLE_CODES.filter(role => !maySend(op, role))
  return [
    ...holders,
    ...others.slice(0, 1),
    ...(others.includes('district_officer') ? (['district_officer'] as const) : []),
  ]
}

/** Ids of the full school: of the operation's own module first, then of any other table. */
function foreignIds(ids: ReadonlyMap<string, string[]>, op: Operation): string[] {
  const [module] = op.id.split('.')
  const own = [...ids]
    .filter(([table]) => table.startsWith(`${module}_`))
    .flatMap(([, list]) => list.slice(0, 1))
  const rest = [...ids]
    .filter(([table]) => !table.startsWith(`${module}_`))
    .flatMap(([, list]) => list.slice(0, 1))
  return [...own, ...rest].slice(0, Math.max(FOREIGN_IDS, own.length))
}

/** The first id of the full school in an answer that was not in the question. */
function leaks(body: string, asked: string, known: ReadonlySet<string>): string | undefined {
  for (const [id] of body.matchAll(UUID)) if (known.has(id) && !asked.includes(id)) return id
  return undefined
}

/** What the app's role sees of the full school when the other one is set. */
async function seenDirectly({ s, full, other }: TwoSchools): Promise<{ tables: number; rows: number }> {
  const client = await s.app.pool.connect()
  try {
    const tables = (await tablesOf(client)).filter(({ columns }) => columns.includes('school_id'))
    await client.query('begin read only')
    await client.query('set local role zongwu_app')
    await client.query(`select set_config('app.school_id', $1, true)`, [other.id])
    let rows = 0
    for (const { name } of tables) {
      const found = await client.query<{ n: number }>(
        `select count(*)::int as n from ${quoted(name)} where school_id = $1`,
        [full.id],
      )
      rows += found.rows[0]?.n ?? 0
    }
    await client.query('rollback')
    return { tables: tables.length, rows }
  } finally {
    client.release()
  }
}
