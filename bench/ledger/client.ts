import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { newId } from '../../src/kernel/server/ids.ts'
import type { Scenario } from '../../src/testing/scenario.ts'
import type { Send } from '../../src/testing/storm.ts'
import type { AppProcess } from './app-process.ts'

/** A signed-in session for each account of the school. */
export async function signEverybodyIn(s: Scenario): Promise<Map<string, string>> {
  const { rows } = await s.app.pool.query<{ id: string; login: string }>('select id, login from account_user')
  const sessions = new Map<string, string>()
  for (const { id, login } of rows) {
    const token = randomBytes(32).toString('base64url')
    await s.app.pool.query(
      `insert into account_session (school_id, id, user_id, token_sha256, device, created_at, seen_at, expires_at)
       values ($1, $2, $3, $4, 'bench', now(), now(), now() + interval '1 day')`,
      [s.schoolId, newId(), id, createHash('sha256').update(token).digest()],
    )
    sessions.set(login, token)
  }
  return sessions
}

/**
 * Sends over HTTP as a browser does. Where the connection breaks, nobody knows whether it was done: it is
 * sent again under the same key until there is an answer, and that is written to the journal.
 */
export function httpSend(
  app: AppProcess,
  sessions: Map<string, string>,
  journal: string,
  onAnswer: (ms: number, operation: string) => void,
): Send {
  return async (role, operation, input, key) => {
    for (;;) {
      const address = await app.address()
      const began = performance.now()
      let response: Response
      let body: { code?: string }
      try {
        response = await fetch(`${address}/api/${operation.id}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            cookie: `zw_session=${sessions.get(role)}`,
            'idempotency-key': key,
          },
          body: JSON.stringify(input),
        })
        body = (await response.json()) as { code?: string }
      } catch {
        await new Promise(resolve => setTimeout(resolve, 100))
        continue
      }
      if (response.ok) {
        onAnswer(performance.now() - began, operation.id)
        appendFileSync(journal, `${JSON.stringify({ key, operation: operation.id, answer: body })}\n`)
        return { answer: body as never }
      }
      if (response.status === 503) continue
      if (response.status === 500) throw new Error(`${operation.id} failed: ${JSON.stringify(body)}`)
      return { refused: body.code ?? String(response.status) }
    }
  }
}
