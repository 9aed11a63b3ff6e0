import { dayIn } from '../../kernel/server/clock.ts'
import type { UserActor } from '../../kernel/server/ctx.ts'
import type { DbPool } from '../../kernel/server/db.ts'
import { factorRoles } from './factor/required.ts'
import { tokenHash } from './passwords.ts'
import { IDLE_DAYS } from './rules.ts'

interface Row {
  school_id: string
  session_id: string
  seen_at: Date
  expires_at: Date
  user_id: string
  person_id: string
  name: string
  must_change: boolean
  has_factor: boolean
  factor_roles: unknown
  roles: string[] | null
}

interface Session {
  actor: UserActor
  schoolId: string
}

const SEEN_EVERY_MS = 10 * 60_000

/** Who a session token belongs to. One query by the token's hash, above all schools, with owner rights. */
export async function authenticate(pool: DbPool, token: string, now: Date): Promise<Session | null> {
  return (await read(pool, token, now))?.session ?? null
}

async function read(
  pool: DbPool,
  token: string,
  now: Date,
): Promise<{ session: Session; expiresAt: Date } | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const { rows } = await pool.query<Row>({
    name: 'account-authenticate',
    text: `select s.school_id, s.id as session_id, s.seen_at, s.expires_at, u.id as user_id, u.person_id, p.name, u.must_change,
        exists (select from account_factor f where f.school_id = s.school_id and f.user_id = u.id
          and f.confirmed_at is not null) as has_factor,
        (select v.value from parameter_value v where v.school_id = s.school_id and v.key = $5
          and v.valid_from <= $3 and (v.valid_to is null or v.valid_to >= $3)) as factor_roles,
        (select array_agg(distinct t.role) from people_post t
          where t.school_id = s.school_id and t.person_id = u.person_id
            and t.valid_from <= $3 and (t.valid_to is null or t.valid_to >= $3)) as roles
      from account_session s
      join account_user u on u.school_id = s.school_id and u.id = s.user_id
      join people_person p on p.school_id = u.school_id and p.id = u.person_id
      where s.token_sha256 = $1 and s.expires_at > $2 and s.seen_at > $4 and u.disabled_at is null`,
    values: [
      tokenHash(token),
      now,
      dayIn('Asia/Shanghai', now),
      new Date(now.getTime() - IDLE_DAYS * 86_400_000),
      factorRoles.key,
    ],
  })
  const [row] = rows
  if (!row) return null
  if (now.getTime() - row.seen_at.getTime() > SEEN_EVERY_MS)
    await pool.query('update account_session set seen_at = $3 where school_id = $1 and id = $2', [
      row.school_id,
      row.session_id,
      now,
    ])
  return {
    expiresAt: row.expires_at,
    session: {
      schoolId: row.school_id,
      actor: {
        kind: 'user',
        userId: row.user_id,
        personId: row.person_id,
        name: row.name,
        roles: row.roles ?? [],
        sessionId: row.session_id,
        mustChangePassword: row.must_change,
        mustEnrol: !row.has_factor && asksFor(row.factor_roles, row.roles ?? []),
      },
    },
  }
}

/** The school's rule as it is stored; the default asks nobody. */
function asksFor(value: unknown, roles: readonly string[]): boolean {
  const required = factorRoles.schema.safeParse(value ?? factorRoles.default)
  return required.success && roles.some(role => (required.data as readonly string[]).includes(role))
}

/** So long may another process's sign-out or change of roles go unnoticed here. */
const KEPT_MS = 2000
const MOST_KEPT = 2000

export interface Sessions {
  of(token: string): Promise<Session | null>
  /** Somebody's session, account or posts changed: everybody is looked up anew. */
  forget(): void
}

let changes = 0

/** Sessions, accounts or posts changed in this process: what any cache of it holds counts no more. */
export const forgetSessions = (): void => {
  changes++
}

/**
 * Sessions as they were looked up a moment ago. A page opens with a handful of requests, which ask for the same
 * session one after the other. Whatever this process changes is seen at once, see `forgetSessions`.
 */
export function keepSessions(pool: DbPool, now: () => Date): Sessions {
  const kept = new Map<string, { session: Session; until: number; asOf: number }>()
  return {
    async of(token) {
      const at = now()
      const known = kept.get(token)
      if (known && known.until > at.getTime() && known.asOf === changes) return known.session
      const asOf = changes
      const found = await read(pool, token, at)
      // What was read before a change must not be kept after it.
      if (!found || asOf !== changes) {
        kept.delete(token)
        return found?.session ?? null
      }
      if (kept.size >= MOST_KEPT) kept.clear()
      const until = Math.min(at.getTime() + KEPT_MS, found.expiresAt.getTime())
      kept.set(token, { session: found.session, until, asOf })
      return found.session
    },
    forget: forgetSessions,
  }
}
