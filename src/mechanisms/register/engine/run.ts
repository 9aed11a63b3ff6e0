import { sql } from 'kysely'
import { AppError } from '../../../kernel/pure/errors.ts'
import type { App } from '../../../kernel/server/app.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { inSchool } from '../../../kernel/server/run.ts'
import { contract } from '../contract.ts'
import { isNotWorthWriting } from '../rules.ts'
import { readStored } from './book.ts'
import { type BookInHand, type CommitJob, type ImportJob, kindsOf } from './job.ts'
import { type Outcome, processBook, RunLost } from './process.ts'
import { type Pulse, startPulse } from './pulse.ts'
import { storeRows } from './store.ts'

const TRIES = 3

/** Works the import through, rolls it back and keeps what would have happened. */
export async function runPreview(app: App, job: ImportJob): Promise<void> {
  const pulse = startPulse(app, job)
  const started = performance.now()
  try {
    const hand = await takeInHand(app, job)
    const scope = { schoolId: job.schoolId, actor: job.actor, preview: true }
    const outcome = await persistently(() => inSchool(app, scope, ctx => processBook(ctx, hand, pulse)))
    await pulse.stop()
    await inSchool(app, { schoolId: job.schoolId, actor: job.actor }, async ctx => {
      await storeRows(ctx, job.importId, outcome.rows, 'preview')
      await close(ctx, job, 'previewing', { ...summary(outcome, started), state: 'ready', error: null })
    })
  } catch (error) {
    await giveUp(app, job, pulse, error)
  }
}

/** What came of a commit: where nothing was written, why, and which rows stood in the way if it came so far. */
export type CommitEnd =
  | { written: true; outcome: Outcome }
  | { written: false; outcome: Outcome | null; why: string }

/** Writes all rows of the import in one transaction, which also closes the import: either both or neither. */
export async function runCommit(
  app: App,
  job: CommitJob,
  watch: (done: number, total: number) => void = () => undefined,
): Promise<CommitEnd> {
  const pulse = startPulse(app, job, watch)
  const started = performance.now()
  try {
    const hand = await takeInHand(app, job)
    const scope = { schoolId: job.schoolId, actor: job.actor }
    const outcome = await persistently(() =>
      inSchool(app, scope, async ctx => {
        pulse.report('waiting', 0, 0)
        await oneAtATime(ctx)
        const outcome = await processBook(ctx, hand, pulse)
        if (isNotWorthWriting(outcome.counts, job.mode)) throw new RowsRefused(outcome)
        await storeRows(ctx, job.importId, outcome.rows, 'import')
        await pulse.stop()
        await close(ctx, job, 'committing', {
          ...summary(outcome, started),
          state: 'done',
          error: null,
          finished_at: app.now(),
        })
        return outcome
      }),
    )
    return { written: true, outcome }
  } catch (error) {
    if (!(error instanceof RowsRefused))
      return { written: false, outcome: null, why: await giveUp(app, job, pulse, error) }
    return {
      written: false,
      outcome: error.outcome,
      why: await sendBack(app, job, pulse, error.outcome, started),
    }
  }
}

/** Rolls the transaction back with what was found in hand. */
class RowsRefused extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('rows refused')
    this.outcome = outcome
  }
}

async function takeInHand(app: App, job: ImportJob): Promise<BookInHand> {
  const kind = kindsOf(app).find(k => k.id === job.kind)
  if (!kind) throw contract.fail('kind_unknown', { kind: job.kind, way: '请重新上传。' })
  const { importId, fileName, settings, choices } = job
  return { kind, book: await readStored(app, job), importId, fileName, settings, choices }
}

/** Imports of a school into its registers come one after the other, so that the later one sees the earlier's rows. */
async function oneAtATime(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`register:${ctx.schoolId}`}, 0))`.execute(ctx.db)
}

/** A run that collided with other writers starts again from its beginning. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const busy = error instanceof AppError && error.code === 'kernel.busy'
      if (!busy || attempt >= TRIES) throw error
      await new Promise(resolve => setTimeout(resolve, 100 * attempt))
    }
  }
}

const summary = (outcome: Outcome, started: number) => ({
  rows_read: outcome.counts.rowsRead,
  imported: outcome.counts.imported,
  refused: outcome.counts.refused,
  skipped: outcome.counts.skipped,
  questions: JSON.stringify(outcome.questions),
  result: JSON.stringify({ ...outcome.result, elapsedMs: Math.round(performance.now() - started) }),
})

type Closing = Partial<ReturnType<typeof summary>> & {
  state: 'ready' | 'done' | 'failed'
  error: string | null
  finished_at?: Date
}

/** Ends the run, if it still holds the import. Otherwise its transaction must not commit. */
async function close(
  ctx: Ctx,
  job: ImportJob,
  from: 'previewing' | 'committing',
  closing: Closing,
): Promise<void> {
  const closed = await ctx.db
    .updateTable('register_import')
    .set(eb => ({ ...closing, run_token: null, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('id', '=', job.importId)
    .where('state', '=', from)
    .where('run_token', '=', job.token)
    .executeTakeFirst()
  if (closed.numUpdatedRows !== 1n) throw new RunLost()
}

async function sendBack(
  app: App,
  job: CommitJob,
  pulse: Pulse,
  outcome: Outcome,
  started: number,
): Promise<string> {
  await pulse.stop()
  const { refused } = outcome.counts
  const code = job.mode === 'all-or-nothing' ? 'refused_rows' : 'all_refused'
  const { message } = contract.fail(code, { refused })
  await inSchool(app, { schoolId: job.schoolId, actor: job.actor }, async ctx => {
    await storeRows(ctx, job.importId, outcome.rows, 'preview')
    await close(ctx, job, 'committing', { ...summary(outcome, started), state: 'ready', error: message })
  }).catch(ignoreLost)
  return message
}

async function giveUp(app: App, job: ImportJob, pulse: Pulse, error: unknown): Promise<string> {
  await pulse.stop()
  if (error instanceof RunLost) return contract.fail('taken_over').message
  if (!(error instanceof AppError)) app.log.error({ err: error, import: job.importId }, 'import failed')
  const why =
    error instanceof AppError
      ? error.message
      : '系统出了问题，没有写入任何内容。请再试一次；若仍不行，请告诉管理员。'
  await inSchool(app, { schoolId: job.schoolId, actor: job.actor }, async ctx => {
    await ctx.db
      .updateTable('register_import')
      .set(eb => ({
        state: 'failed',
        error: why,
        run_token: null,
        version: eb('version', '+', 1),
        updated_at: ctx.now,
      }))
      .where('id', '=', job.importId)
      .where('state', 'in', ['previewing', 'committing'])
      .where('run_token', '=', job.token)
      .execute()
  })
  return why
}

function ignoreLost(error: unknown): void {
  if (!(error instanceof RunLost)) throw error
}
