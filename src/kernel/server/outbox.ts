import type { App } from './app.ts'
import { inSchool } from './run.ts'

const POLL_MS = 2000
const BATCH = 50
const MAX_ATTEMPTS = 12
const LONGEST_DELAY_MS = 3_600_000

export interface OutboxWorker {
  wake(): void
  /** Handles all that is due now; for tests, demo data and the command line. */
  drain(): Promise<number>
  stop(): Promise<void>
}

/**
 * Hands committed events to their subscribers. Each (event, subscriber) is handled in one transaction
 * together with its mark as done, so it happens exactly once however often the process dies.
 */
export function startOutbox(app: App, options: { poll: boolean }): OutboxWorker {
  let stopped = false
  let running: Promise<number> | undefined
  let again = false
  let timer: NodeJS.Timeout | undefined

  const run = (): Promise<number> => {
    if (running) {
      again = true
      return running
    }
    running = handleDue(app)
      .catch(error => {
        app.log.error({ err: error }, 'outbox failed')
        return 0
      })
      .finally(() => {
        running = undefined
        if (again && !stopped) {
          again = false
          void run()
        }
      })
    return running
  }
  const tick = (): void => {
    if (stopped) return
    void run().finally(() => {
      if (!stopped) timer = setTimeout(tick, POLL_MS)
    })
  }
  if (options.poll) timer = setTimeout(tick, POLL_MS)
  return {
    wake: () => {
      if (options.poll && !stopped) void run()
    },
    drain: async () => {
      let total = 0
      for (let count = -1; count !== 0; total += count) count = await handleDue(app)
      return total
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

async function handleDue(app: App): Promise<number> {
  const now = app.now()
  // What is due later than any delay was written by a clock that ran ahead, and is due now.
  const { rows } = await app.pool.query<{ school_id: string; id: string }>(
    `select school_id, id from kernel_outbox
     where done_at is null and (not_before <= $1 or not_before > $2 or attempts = 0)
     order by not_before, id limit ${BATCH}`,
    [now, new Date(now.getTime() + LONGEST_DELAY_MS)],
  )
  let handled = 0
  for (const row of rows) if (await handleOne(app, row.school_id, row.id)) handled++
  return handled
}

async function handleOne(app: App, schoolId: string, id: string): Promise<boolean> {
  const actor = { kind: 'system', name: '系统' } as const
  let attempts = 0
  try {
    return await inSchool(app, { schoolId, actor }, async ctx => {
      const row = await ctx.db
        .selectFrom('kernel_outbox')
        .selectAll()
        .where('id', '=', id)
        .where('done_at', 'is', null)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (!row) return false
      attempts = row.attempts + 1
      const subscriber = app.registry.subscriber(row.subscriber)
      if (subscriber) await subscriber.handle(ctx, row.payload as never)
      await ctx.db
        .updateTable('kernel_outbox')
        .set({ done_at: app.now(), attempts, last_error: null })
        .where('id', '=', id)
        .execute()
      return true
    })
  } catch (error) {
    app.log.error({ err: error, event: id }, 'event handler failed')
    const delayMs = Math.min(LONGEST_DELAY_MS, 1000 * 2 ** attempts)
    await app.pool
      .query(
        `update kernel_outbox set attempts = $3, last_error = $4, not_before = $5,
           done_at = case when $3 >= ${MAX_ATTEMPTS} then $5::timestamptz end
         where school_id = $1 and id = $2 and done_at is null`,
        [
          schoolId,
          id,
          attempts,
          String((error as Error).message).slice(0, 500),
          new Date(app.now().getTime() + delayMs),
        ],
      )
      .catch(() => undefined)
    return false
  }
}
