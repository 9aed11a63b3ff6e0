import PgBoss from 'pg-boss'
import type { App } from './app.ts'
import { sealAudit } from './audit.ts'
import type { Connection } from './db.ts'
import { inSchool } from './run.ts'

export interface Jobs {
  stop(): Promise<void>
}

const SEAL_EVERY_MS = 2000

/** Recurring work of all modules, once per tick over all app processes, and the sealing of the audit log. */
export async function startJobs(app: App, connection: Connection): Promise<Jobs> {
  const boss = new PgBoss({ ...connection, schema: 'pgboss', max: 2, application_name: 'zongwu-jobs' })
  boss.on('error', error => app.log.warn({ err: error }, 'job queue'))
  await boss.start()
  for (const schedule of app.registry.schedules) {
    const queue = schedule.id.replace(/[^\w-]/g, '_')
    await boss.createQueue(queue, { name: queue, policy: 'short', retryLimit: 2 })
    await boss.work(queue, { pollingIntervalSeconds: 5 }, () => runForEachSchool(app, schedule.id))
    await boss.schedule(queue, schedule.cron, {}, { tz: 'Asia/Shanghai' })
  }
  let sealing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    sealing = sealAudit(app.pool).catch(error => app.log.warn({ err: error }, 'audit sealing'))
  }, SEAL_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await sealing
      await boss.stop({ graceful: true, timeout: 5000, wait: true }).catch(() => undefined)
    },
  }
}

/** Runs one schedule now; a school whose run fails does not keep the others from theirs. */
export async function runForEachSchool(app: App, scheduleId: string): Promise<void> {
  const schedule = app.registry.schedules.find(s => s.id === scheduleId)
  if (!schedule) throw new Error(`no schedule ${scheduleId}`)
  const { rows } = await app.pool.query<{ id: string }>('select id from school order by id')
  for (const { id } of rows) {
    try {
      await inSchool(app, { schoolId: id, actor: { kind: 'system', name: schedule.title } }, ctx =>
        schedule.run(ctx),
      )
    } catch (error) {
      app.log.error({ err: error, schedule: scheduleId, school: id }, 'scheduled work failed')
    }
  }
}
