import { latestDue } from '../pure/cron.ts'
import type { App } from './app.ts'
import { sealAudit } from './audit.ts'
import { inSchool } from './run.ts'

export interface Jobs {
  stop(): Promise<void>
}

const SEAL_EVERY_MS = 2000
const LOOK_EVERY_MS = 5000
/** Longest rest between two schools. */
const MAX_REST_MS = 250
/** Tries of one occurrence, a minute, two, four … apart. */
const MAX_ATTEMPTS = 5
const SINCE = 'jobs_since'

type Due = App['registry']['schedules'][number]

/** Recurring work of all modules, in whichever process sees first that it is due, and the sealing of the audit log. */
export function startJobs(app: App): Jobs {
  const seal = repeat(SEAL_EVERY_MS, () => sealAudit(app.pool), app, 'audit sealing')
  const look = repeat(LOOK_EVERY_MS, going => runDue(app, going, rest), app, 'recurring work')
  return {
    stop: async () => {
      await Promise.all([seal.stop(), look.stop()])
    },
  }
}

/**
 * Does what is due and not done: for each school and schedule the last time it was due. A machine that was off
 * makes up for that one, not for all between. Each occurrence is done in one transaction with its mark, so
 * neither a killed process nor a second one nor a clock put back makes it happen twice. What is left when the
 * process is told to stop, the next one does. `between` is told how long (ms) a school took before the next has its
 * turn.
 */
export async function runDue(
  app: App,
  going: () => boolean = () => true,
  between: (tookMs: number) => Promise<void> = async () => undefined,
): Promise<number> {
  const since = await workingSince(app)
  let done = 0
  for (const schedule of app.registry.schedules) {
    const due = latestDue(schedule.cron, app.now())
    if (due < since) continue
    const { rows } = await app.pool.query<{ id: string }>(
      `select s.id from school s left join kernel_occurrence o
         on o.school_id = s.id and o.schedule = $1 and o.due_at = $2
       where s.created_at <= $2 and o.done_at is null
         and (o.due_at is null or (o.attempts < ${MAX_ATTEMPTS} and o.not_before <= $3)) order by s.id`,
      [schedule.id, due, app.now()],
    )
    for (const { id } of rows) {
      if (!going()) return done
      const began = performance.now()
      if (await runOccurrence(app, schedule, id, due)) done++
      await between(performance.now() - began)
    }
  }
  return done
}

/** As long as the work took: where hundreds of schools are due at once, people at their pages come in between. */
const rest = (tookMs: number): Promise<void> =>
  new Promise(done => setTimeout(done, Math.min(tookMs, MAX_REST_MS)))

/** Runs one schedule now; a school whose run fails does not keep the others from theirs. */
export async function runForEachSchool(app: App, scheduleId: string): Promise<void> {
  const schedule = app.registry.schedules.find(s => s.id === scheduleId)
  if (!schedule) throw new Error(`no schedule ${scheduleId}`)
  const { rows } = await app.pool.query<{ id: string }>('select id from school order by id')
  for (const { id } of rows) {
    try {
      await inSchool(app, { schoolId: id, actor: actorOf(schedule) }, ctx => schedule.run(ctx))
    } catch (error) {
      app.log.error({ err: error, schedule: scheduleId, school: id }, 'scheduled work failed')
    }
  }
}

async function runOccurrence(app: App, schedule: Due, schoolId: string, due: Date): Promise<boolean> {
  try {
    return await inSchool(app, { schoolId, actor: actorOf(schedule) }, async ctx => {
      // Another process that is at it is waited for here, and then there is nothing left to do.
      const mine = await ctx.db
        .insertInto('kernel_occurrence')
        .values({ school_id: schoolId, schedule: schedule.id, due_at: due, attempts: 1, done_at: ctx.now })
        .onConflict(conflict =>
          conflict
            .columns(['school_id', 'schedule', 'due_at'])
            .doUpdateSet(eb => ({
              attempts: eb('kernel_occurrence.attempts', '+', 1),
              done_at: ctx.now,
            }))
            .where('kernel_occurrence.done_at', 'is', null),
        )
        .executeTakeFirst()
      if (mine.numInsertedOrUpdatedRows !== 1n) return false
      await schedule.run(ctx)
      return true
    })
  } catch (error) {
    app.log.error({ err: error, schedule: schedule.id, school: schoolId }, 'scheduled work failed')
    await app.pool.query(
      `insert into kernel_occurrence as o (school_id, schedule, due_at, attempts, not_before, last_error)
         values ($1, $2, $3, 1, $4::timestamptz + interval '1 minute', $5)
       on conflict (school_id, schedule, due_at) do update set attempts = o.attempts + 1,
         not_before = $4::timestamptz + interval '1 minute' * 2 ^ o.attempts, last_error = excluded.last_error
       where o.done_at is null`,
      [schoolId, schedule.id, due, app.now(), String((error as Error).message).slice(0, 500)],
    )
    return false
  }
}

/** When this installation began to do recurring work: what was due before is nobody's omission. */
async function workingSince(app: App): Promise<Date> {
  const { rows } = await app.pool.query<{ value: string }>(
    `insert into kernel_note (key, value) values ($1, $2)
     on conflict (key) do update set value = least(kernel_note.value, excluded.value) returning value`,
    [SINCE, app.now().toISOString()],
  )
  return new Date(rows[0]?.value as string)
}

const actorOf = (schedule: Due) => ({ kind: 'system', name: schedule.title }) as const

/** Again and again until stopped, never twice at a time; a failure is followed by the next turn. */
function repeat(
  everyMs: number,
  work: (going: () => boolean) => Promise<unknown>,
  app: App,
  name: string,
): Jobs {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const turn = async (): Promise<void> => {
    await work(() => !stopped).catch(error => app.log.warn({ err: error }, name))
    if (!stopped) timer = setTimeout(begin, everyMs)
  }
  let running: Promise<void> = Promise.resolve()
  const begin = (): void => {
    running = turn()
  }
  begin()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
