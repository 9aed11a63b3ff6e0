import type { App } from '../../../kernel/server/app.ts'
import { transaction } from '../../../kernel/server/db.ts'
import type { Progress } from '../shapes.ts'

/** Sign of life of a running import, seen by everybody while its own transaction is still open. */
export interface Pulse {
  report(phase: Progress['phase'], done: number, total: number): void
  /** True once another run has taken the import over: this one should stop. */
  readonly lost: boolean
  stop(): Promise<void>
}

const WRITE_EVERY_MS = 250
const BEAT_EVERY_MS = 2000

export const silentPulse: Pulse = { report: () => undefined, lost: false, stop: async () => undefined }

/** Writes progress through connections of its own, at most four times a second. */
export function startPulse(
  app: App,
  run: { schoolId: string; importId: string; token: string },
  watch: (done: number, total: number) => void = () => undefined,
): Pulse {
  const startedAt = app.now().toISOString()
  let latest: Progress = { phase: 'reading', done: 0, total: 0, startedAt }
  let lost = false
  let stopped = false
  let lastWrite = Number.NEGATIVE_INFINITY
  let writing: Promise<void> | undefined
  let pending: NodeJS.Timeout | undefined

  const write = (): void => {
    pending = undefined
    if (stopped) return
    if (writing) return void writing.then(writeSoon)
    lastWrite = performance.now()
    writing = beat(app, run, latest)
      .then(alive => {
        lost ||= !alive
      })
      // A beat that fails is followed by the next; the run itself fails on its own connection.
      .catch(error => app.log.warn({ err: error, import: run.importId }, 'import progress'))
      .finally(() => {
        writing = undefined
      })
  }
  const writeSoon = (): void => {
    pending ??= setTimeout(write, Math.max(0, lastWrite + WRITE_EVERY_MS - performance.now()))
  }
  const timer = setInterval(writeSoon, BEAT_EVERY_MS)
  return {
    report(phase, done, total) {
      latest = { phase, done, total, startedAt }
      watch(done, total)
      writeSoon()
    },
    get lost() {
      return lost
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(pending)
      await writing
    },
  }
}

async function beat(
  app: App,
  run: { schoolId: string; importId: string; token: string },
  progress: Progress,
): Promise<boolean> {
  const written = await transaction(app.pool, { schoolId: run.schoolId }, db =>
    db
      .updateTable('register_import')
      .set({ progress: JSON.stringify(progress), heartbeat_at: app.now() })
      .where('id', '=', run.importId)
      .where('run_token', '=', run.token)
      .executeTakeFirst(),
  )
  return written.numUpdatedRows === 1n
}
