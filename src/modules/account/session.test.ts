import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/server/ids.ts'
import { runForEachSchool } from '../../kernel/server/jobs.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { account } from './contract.ts'
import { keepSessions } from './session.ts'

const TOKEN = 'a'.repeat(43)

async function signedIn(): Promise<{
  s: Scenario
  seconds: (n: number) => void
  sessions: ReturnType<typeof keepSessions>
}> {
  const s = await scenario()
  const began = s.now().getTime()
  const clerk = s.as('clerk').actor as { userId: string }
  await s.app.pool.query(
    `insert into account_session (school_id, id, user_id, token_sha256, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [
      s.schoolId,
      newId(),
      clerk.userId,
      createHash('sha256').update(TOKEN).digest(),
      s.now(),
      new Date(began + 60_000),
    ],
  )
  return {
    s,
    seconds: n => s.at(new Date(began + n * 1000).toISOString()),
    sessions: keepSessions(s.app.pool, s.now),
  }
}

const endIt = (s: Scenario) =>
  s.app.pool.query('delete from account_session where school_id = $1', [s.schoolId])

describe('sessions that are kept', () => {
  it('are looked up anew after two seconds, whatever ended them elsewhere', async () => {
    const { s, seconds, sessions } = await signedIn()
    expect((await sessions.of(TOKEN))?.actor.roles).toEqual(['clerk'])
    await endIt(s)
    seconds(1)
    expect(await sessions.of(TOKEN)).not.toBeNull()
    seconds(3)
    expect(await sessions.of(TOKEN)).toBeNull()
  })

  it('are forgotten at once when this process changed something', async () => {
    const { s, sessions } = await signedIn()
    await sessions.of(TOKEN)
    await endIt(s)
    sessions.forget()
    expect(await sessions.of(TOKEN)).toBeNull()
  })

  it('end at once in the process that ended them: by a command, a command within one, or the nightly work', async () => {
    const { s, sessions } = await signedIn()
    const kept = async () => (await sessions.of(TOKEN)) !== null
    const again = async () => {
      await s.app.pool.query('update account_user set disabled_at = null')
      await s.app.pool.query(
        `insert into account_session (school_id, id, user_id, token_sha256, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $5::timestamptz + interval '1 hour')`,
        [s.schoolId, newId(), clerk.userId, createHash('sha256').update(TOKEN).digest(), s.now()],
      )
      expect(await kept()).toBe(true)
    }
    const clerk = s.as('clerk').actor as { userId: string; personId: string }
    expect(await kept()).toBe(true)
    await s.as('admin').call(account.disable, { id: clerk.userId })
    expect(await kept()).toBe(false)
    await again()
    await s.inSchool(ctx => ctx.run(account.resetPassword, { id: clerk.userId }))
    expect(await kept()).toBe(false)
    await again()
    await s.app.pool.query(`update people_person set left_on = '2025-08-31' where id = $1`, [clerk.personId])
    await runForEachSchool(s.app, 'account.closeAccountsOfLeavers')
    expect(await kept()).toBe(false)
  })

  it('are not kept when something changed while they were looked up', async () => {
    const { s, sessions } = await signedIn()
    const looking = sessions.of(TOKEN)
    sessions.forget()
    await looking
    await endIt(s)
    expect(await sessions.of(TOKEN)).toBeNull()
  })

  it('end with the session itself', async () => {
    const { seconds, sessions } = await signedIn()
    seconds(59)
    expect(await sessions.of(TOKEN)).not.toBeNull()
    seconds(60)
    expect(await sessions.of(TOKEN)).toBeNull()
  })
})
