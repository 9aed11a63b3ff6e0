import { dayIn } from '../../kernel/server/clock.ts'
import type { UserActor } from '../../kernel/server/ctx.ts'
import type { DbPool } from '../../kernel/server/db.ts'
import { tokenHash } from './passwords.ts'

interface Row {
  school_id: string
  session_id: string
  seen_at: Date
  user_id: string
  person_id: string
  name: string
  must_change: boolean
  roles: string[] | null
}

const SEEN_EVERY_MS = 10 * 60_000

/** Who a session token belongs to. One query by the token's hash, above all schools, with owner rights. */
export async function authenticate(
  pool: DbPool,
  token: string,
  now: Date,
): Promise<{ actor: UserActor; schoolId: string } | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const { rows } = await pool.query<Row>({
    name: 'account-authenticate',
    text: `select s.school_id, s.id as session_id, s.seen_at, u.id as user_id, u.person_id, p.name, u.must_change,
        (select array_agg(distinct t.role) from people_post t
          where t.school_id = s.school_id and t.person_id = u.person_id
            and t.valid_from <= $3 and (t.valid_to is null or t.valid_to >= $3)) as roles
      from account_session s
      join account_user u on u.school_id = s.school_id and u.id = s.user_id
      join people_person p on p.school_id = u.school_id and p.id = u.person_id
      where s.token_sha256 = $1 and s.expires_at > $2 and u.disabled_at is null`,
    values: [tokenHash(token), now, dayIn('Asia/Shanghai', now)],
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
    schoolId: row.school_id,
    actor: {
      kind: 'user',
      userId: row.user_id,
      personId: row.person_id,
      name: row.name,
      roles: row.roles ?? [],
      sessionId: row.session_id,
      mustChangePassword: row.must_change,
    },
  }
}
