import type { FastifyInstance } from 'fastify'
import { ROLE_CODES, type RoleCode } from '../../src/kernel/pure/roles.ts'
import type { UserActor } from '../../src/kernel/server/ctx.ts'
import { createHttp } from '../../src/kernel/server/http.ts'
import { newId } from '../../src/kernel/server/ids.ts'
import { startOutbox } from '../../src/kernel/server/outbox.ts'
import { quoted, tablesOf } from '../../src/setup/backup/catalog.ts'
import { deleteSchool } from '../../src/setup/delete-school.ts'
import { makeDemoIfEmpty } from '../../src/setup/index.ts'
import { type Scenario, scenario } from '../../src/testing/scenario.ts'

export interface TwoSchools {
  s: Scenario
  http: FastifyInstance
  /** The demo school, full of records, and another one with nobody but one person a role. */
  full: { id: string; slug: string }
  other: { id: string; slug: string }
  /** Cookie of somebody with this role alone, in the full or in the other school. */
  cookie(school: 'full' | 'other', role: RoleCode): string
}

/** One installation with two schools, reached over HTTP; who is signed in is said by the cookie. */
export async function twoSchools(): Promise<TwoSchools> {
  const s = await scenario()
  await deleteSchool(s.app, s.schoolId)
  s.at('2026-06-10T09:00:00+08:00')
  const outbox = startOutbox(s.app, { poll: false })
  await makeDemoIfEmpty(s.app, outbox)
  await outbox.stop()
  const other = await s.otherSchool()
  const { rows } = await s.app.pool.query<{ id: string; slug: string }>('select id, slug from school')
  const full = rows.find(row => row.id !== other.schoolId) as { id: string; slug: string }
  const people = {
    full: await actorsOf(s, full.id),
    other: Object.fromEntries(ROLE_CODES.map(role => [role, other.as(role).actor])) as Record<
      RoleCode,
      UserActor
    >,
  }
  const http = await createHttp(s.app, {
    authenticate: async token => {
      const [school, role] = token.split('.') as ['full' | 'other', RoleCode]
      const actor = people[school]?.[role]
      return actor ? { actor, schoolId: school === 'full' ? full.id : other.schoolId } : null
    },
    schoolOf: async slug => rows.find(row => row.slug === slug)?.id ?? null,
    addressKey: 'refusals',
    trustProxy: false,
    secureCookies: false,
    publicRate: 1_000_000,
  })
  return {
    s,
    http,
    full,
    other: { id: other.schoolId, slug: rows.find(row => row.id === other.schoolId)?.slug ?? '' },
    cookie: (school, role) => `zw_session=${school}.${role}`,
  }
}

/** For each role somebody who holds it; who holds none of a kind is the director with that role instead. */
async function actorsOf(s: Scenario, schoolId: string): Promise<Record<RoleCode, UserActor>> {
  const { rows } = await s.app.pool.query<{ user: string; person: string; name: string; role: RoleCode }>(
    `select u.id as user, p.id as person, p.name, o.role from account_user u
     join people_person p on p.school_id = u.school_id and p.id = u.person_id
     join people_post o on o.school_id = p.school_id and o.person_id = p.id
     where u.school_id = $1 order by u.id`,
    [schoolId],
  )
  const anyone = rows[0] as (typeof rows)[number]
  return Object.fromEntries(
    ROLE_CODES.map(role => {
      const found = rows.find(row => row.role === role) ?? anyone
      return [
        role,
        {
          kind: 'user',
          userId: found.user,
          personId: found.person,
          name: found.name,
          roles: [role],
          sessionId: newId(),
          mustChangePassword: false,
        },
      ]
    }),
  ) as unknown as Record<RoleCode, UserActor>
}

/** Every id of the full school's records, by table. */
export async function idsOf({ s, full }: TwoSchools): Promise<Map<string, string[]>> {
  const client = await s.app.pool.connect()
  try {
    const found = new Map<string, string[]>()
    for (const { name, columns } of await tablesOf(client)) {
      if (!columns.includes('school_id') || !columns.includes('id')) continue
      const { rows } = await client.query<{ id: string }>(
        `select id::text as id from ${quoted(name)} where school_id = $1 limit 5000`,
        [full.id],
      )
      if (rows.length > 0)
        found.set(
          name,
          rows.map(row => row.id),
        )
    }
    return found
  } finally {
    client.release()
  }
}

/** A fingerprint of all that the full school holds, without what the kernel writes about the calls themselves. */
export async function fingerprintOf({ s, full }: TwoSchools): Promise<Record<string, string>> {
  const client = await s.app.pool.connect()
  try {
    const prints: Record<string, string> = {}
    for (const { name, columns } of await tablesOf(client)) {
      if (!columns.includes('school_id') || name.startsWith('kernel_')) continue
      const { rows } = await client.query<{ print: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as print
         from ${quoted(name)} t where school_id = $1`,
        [full.id],
      )
      prints[name] = rows[0]?.print ?? ''
    }
    return prints
  } finally {
    client.release()
  }
}
