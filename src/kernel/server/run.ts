import { type RawBuilder, sql } from 'kysely'
import type { Logger } from 'pino'
import { type AppError, kernelError } from '../pure/errors.ts'
import type { InputOf, Operation, OutputOf } from '../pure/operation.ts'
import { answersWithFile } from '../pure/operation.ts'
import type { Ref } from '../pure/ref.ts'
import { type App, type Call, NO_REPLY } from './app.ts'
import { writeAudit } from './audit.ts'
import { dayIn } from './clock.ts'
import { type Actor, actorName, type Ctx } from './ctx.ts'
import { type Db, savepoint, sendBehind, transaction } from './db.ts'
import { isRetryable, translateDatabaseError } from './db-errors.ts'
import { Gathered } from './gather.ts'
import { newId } from './ids.ts'
import { assertStorable, parseInput } from './parse.ts'
import type { BoundOperation } from './registry.ts'

const MAX_TRIES = 4

/** Thrown to roll a preview back with its result in hand. */
class Rollback extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('preview')
    this.result = result
  }
}

/**
 * The whole way of one call, the same for each operation: find, authorise, parse, one transaction,
 * handler, audit, parse the answer, commit, outbox.
 */
export async function execute(app: App, call: Call): Promise<unknown> {
  const bound = app.registry.operations.get(call.operation)
  if (!bound) throw kernelError('kernel.not_found')
  authorise(bound.spec, call.actor)
  assertStorable(call.input)
  const input = parseInput(bound.spec, call.input)
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(app, call, bound, input)
    } catch (error) {
      if (attempt < MAX_TRIES && isRetryable(error)) {
        await new Promise(resolve => setTimeout(resolve, 5 * attempt + Math.random() * 20))
        continue
      }
      throw translateDatabaseError(error)
    }
  }
}

async function once(app: App, call: Call, bound: BoundOperation, input: unknown): Promise<unknown> {
  const { spec } = bound
  const after: (() => void)[] = []
  const tail: Promise<unknown>[] = []
  const answer = await transaction(
    app.pool,
    { schoolId: call.schoolId, readOnly: spec.kind === 'query', tail },
    async (db, _client, line) => {
      const session = { emitted: false }
      const ctx = makeContext(app, call, db, call.actor, {
        after,
        session,
        preview: false,
        zone: await zoneOf(app, db, call.schoolId),
      })
      if (spec.kind === 'query') return seal(spec, await bound.handler(ctx, input))
      const first = call.commandId ? await claimCommand(ctx, call.commandId, spec) : undefined
      if (first) return first.answer
      const { answer, audit } = await perform(ctx, bound, input)
      await sendBehind(line, tail, audit)
      const { commandId } = call
      if (commandId) await sendBehind(line, tail, () => storeAnswer(ctx, commandId, spec, answer))
      if (session.emitted) after.push(() => app.wake())
      return answer
    },
  )
  for (const task of after) task()
  return answer
}

interface Frame {
  after: (() => void)[]
  session: { emitted: boolean }
  preview: boolean
  zone: string
  /** Numbers given out in a preview. */
  trial?: number
  /** What `together` writes in one go. */
  gathered?: Gathered | undefined
}

/** What was gathered before the savepoint is written before it, and what is gathered within it, within it. */
async function stepBack<T>(ctx: Ctx, frame: Frame, work: () => Promise<T>): Promise<T> {
  await ctx.settle()
  try {
    return await savepoint(ctx.db, async () => {
      const result = await work()
      await ctx.settle()
      return result
    })
  } catch (error) {
    frame.gathered?.drop()
    throw error
  }
}

/** Handler of one command, and what writes its audit row; nested commands come through here as well. */
async function perform(
  ctx: Ctx,
  bound: BoundOperation,
  input: unknown,
): Promise<{ answer: unknown; audit: () => Promise<void> }> {
  const subject: { ref?: Ref; note?: string | undefined } = {}
  const own: Ctx = Object.assign(Object.create(ctx) as Ctx, {
    about: (ref: Ref, note?: string) => {
      subject.ref = ref
      if (note !== undefined) subject.note = note
    },
  })
  const answer = seal(bound.spec, await bound.handler(own, input))
  const audit = () =>
    writeAudit(own, bound.spec.id, {
      subject: subject.ref,
      note: subject.note,
      input: bound.spec.secret ? {} : input,
    })
  return { answer, audit }
}

/** A command within another: what follows may rely on its audit row. */
async function performNested(ctx: Ctx, bound: BoundOperation, input: unknown): Promise<unknown> {
  const { answer, audit } = await perform(ctx, bound, input)
  await audit()
  return answer
}

function makeContext(app: App, call: Call, db: Db, actor: Actor, frame: Frame): Ctx {
  const now = call.now ?? app.now()
  const ctx: Ctx = {
    db,
    now,
    today: dayIn(frame.zone, now),
    schoolId: call.schoolId,
    zone: frame.zone,
    actor,
    log: app.log,
    files: app.files,
    secrets: app.secrets,
    uploads: call.uploads ?? [],
    requestId: call.requestId ?? '',
    preview: frame.preview,
    publicUrl: app.publicUrl,
    reply: call.reply ?? NO_REPLY,
    id: newId,
    number: (prefix, year) => numberFor(ctx, frame, prefix, year ?? Number(ctx.today.slice(0, 4))),
    may: operation => {
      const target = app.registry.operations.get(operation.id)
      return target !== undefined && refusal(target.spec, actor) === undefined
    },
    run: async <Op extends Operation>(operation: Op, input: InputOf<Op>) => {
      const bound = app.registry.operations.get(operation.id)
      if (!bound) throw kernelError('kernel.not_found')
      authorise(bound.spec, actor)
      const parsed = parseInput(bound.spec, input)
      const answer =
        bound.spec.kind === 'query'
          ? seal(bound.spec, await bound.handler(ctx, parsed))
          : await performNested(ctx, bound, parsed)
      return answer as OutputOf<Op>
    },
    asSystem: (name, work) => work(makeContext(app, call, db, { kind: 'system', name }, frame)),
    operations: () => [...app.registry.operations.values()].map(bound => bound.spec),
    apart: work => inSchool(app, { schoolId: call.schoolId, actor, now, preview: frame.preview }, work),
    savepoint: work => stepBack(ctx, frame, work),
    together: async work => {
      if (frame.gathered) return stepBack(ctx, frame, work)
      frame.gathered = new Gathered()
      try {
        return await stepBack(ctx, frame, work)
      } finally {
        frame.gathered = undefined
      }
    },
    gather: async (writer, item) =>
      frame.gathered ? frame.gathered.add(ctx, writer, item) : writer(ctx, [item]),
    settle: async () => frame.gathered?.settle(),
    about: () => undefined,
    emit: async (event, payload) => {
      const targets = app.registry.subscribersOf(event)
      if (targets.length === 0) return
      frame.session.emitted = true
      await db
        .insertInto('kernel_outbox')
        .values(
          targets.map(target => ({
            school_id: call.schoolId,
            id: newId(),
            at: now,
            event,
            subscriber: target.id,
            payload: JSON.stringify(payload),
            // The outbox runs on the real clock even when a record is dated back.
            not_before: app.now(),
          })),
        )
        .execute()
    },
    all: point => app.registry.all(point),
    afterCommit: task => {
      if (!frame.preview) frame.after.push(task)
    },
    background: task => {
      if (frame.preview) return
      frame.after.push(() => {
        void track(app, task(app))
      })
    },
  }
  return ctx
}

/** Runs `work` in a school's transaction outside any single operation: jobs, imports, demo data. */
export async function inSchool<T>(
  app: App,
  scope: { schoolId: string; actor: Actor; now?: Date; preview?: boolean; requestId?: string; log?: Logger },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const after: (() => void)[] = []
  const session = { emitted: false }
  try {
    const result = await transaction(app.pool, { schoolId: scope.schoolId }, async db => {
      const frame = {
        after,
        session,
        preview: scope.preview ?? false,
        zone: await zoneOf(app, db, scope.schoolId),
      }
      const call: Call = { operation: '', input: null, ...scope }
      const result = await work(makeContext(app, call, db, scope.actor, frame))
      if (scope.preview) throw new Rollback(result)
      return result
    })
    if (session.emitted) app.wake()
    for (const task of after) task()
    return result
  } catch (error) {
    if (error instanceof Rollback) return error.result as T
    throw translateDatabaseError(error)
  }
}

function authorise(spec: Operation, actor: Actor): void {
  const problem = refusal(spec, actor)
  if (problem) throw problem
}

function refusal(spec: Operation, actor: Actor): AppError | undefined {
  if (actor.kind === 'system' || spec.access === 'anyone') return undefined
  if (actor.kind === 'anonymous') return kernelError('kernel.signed_out')
  if (actor.mustChangePassword && !spec.beforePasswordChange)
    return kernelError('kernel.must_change_password')
  if (actor.mustEnrol && !spec.beforePasswordChange && !spec.beforeSecondFactor)
    return kernelError('kernel.must_enrol')
  if (spec.access === 'signed-in') return undefined
  const { access } = spec
  return actor.roles.some(role => access.includes(role))
    ? undefined
    : kernelError('kernel.forbidden', { operation: spec.title })
}

function seal(spec: Operation, answer: unknown): unknown {
  return answersWithFile(spec) ? answer : spec.output.parse(answer)
}

async function claimCommand(
  ctx: Ctx,
  id: string,
  { id: operation, secret }: Operation,
): Promise<{ answer: unknown } | undefined> {
  const actor = ctx.actor.kind === 'user' ? ctx.actor.userId : actorName(ctx.actor)
  // A second call with the same id waits here until the first has committed or rolled back.
  const claimed = await ctx.db
    .insertInto('kernel_command')
    .values({ school_id: ctx.schoolId, id, operation, actor, answer: null, at: ctx.now })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows === 1n) return undefined
  const first = await ctx.db
    .selectFrom('kernel_command')
    .select(['operation', 'actor', 'answer'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (first.operation !== operation || first.actor !== actor) throw kernelError('kernel.command_mismatch')
  return { answer: secret ? opened(ctx, id, first.answer) : first.answer }
}

/** What deals in passwords is kept sealed; where the key is gone, the command still takes effect only once. */
function opened(ctx: Ctx, id: string, answer: unknown): unknown {
  const text = typeof answer === 'string' ? ctx.secrets.open(answer, id) : undefined
  return text === undefined ? {} : JSON.parse(text)
}

async function storeAnswer(ctx: Ctx, id: string, { secret }: Operation, answer: unknown): Promise<void> {
  const text = JSON.stringify(answer ?? null)
  await ctx.db
    .updateTable('kernel_command')
    .set({ answer: secret ? JSON.stringify(ctx.secrets.seal(text, id)) : text })
    .where('id', '=', id)
    .execute()
}

/** A preview takes no number: it would hold the counter against everybody else until it is rolled back. */
async function numberFor(ctx: Ctx, frame: Frame, kind: string, year: number): Promise<string> {
  if (!frame.preview) return nextNumber(ctx, kind, year)
  frame.trial = (frame.trial ?? 0) + 1
  return `${kind}-${year}-预演${frame.trial}`
}

/**
 * The number that `ctx.number` is giving out in this transaction, for a statement sent right behind it: the
 * counter is held against everybody else from there to the commit, so nothing should wait in between.
 */
export const numberGiven = (ctx: Ctx, kind: string): RawBuilder<string> =>
  sql<string>`(select kind || '-' || year || '-' || lpad(last::text, greatest(6, length(last::text)), '0')
    from kernel_number where school_id = ${ctx.schoolId} and kind = ${kind} and year = ${Number(ctx.today.slice(0, 4))})`

async function nextNumber(ctx: Ctx, kind: string, year: number): Promise<string> {
  const { last } = await ctx.db
    .insertInto('kernel_number')
    .values({ school_id: ctx.schoolId, kind, year, last: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['school_id', 'kind', 'year'])
        .doUpdateSet(eb => ({ last: eb('kernel_number.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return `${kind}-${year}-${String(last).padStart(6, '0')}`
}

const background = new WeakMap<App, Set<Promise<void>>>()

async function track(app: App, work: Promise<void>): Promise<void> {
  const running = background.get(app) ?? new Set()
  background.set(app, running)
  const tracked = work
    .catch(error => app.log.error({ err: error }, 'background work failed'))
    .finally(() => running.delete(tracked))
  running.add(tracked)
  await tracked
}

/** Waits for background work that is under way (shutdown, tests, command line). */
export async function backgroundDone(app: App): Promise<void> {
  for (const running = background.get(app); running && running.size > 0; ) await Promise.all(running)
}

const zones = new WeakMap<App, Map<string, string>>()

/** A school's zone never changes while the product runs, so it is read once. */
async function zoneOf(app: App, db: Db, schoolId: string): Promise<string> {
  const known = zones.get(app) ?? new Map<string, string>()
  zones.set(app, known)
  const cached = known.get(schoolId)
  if (cached) return cached
  const school = await db.selectFrom('school').select('zone').where('id', '=', schoolId).executeTakeFirst()
  if (!school) throw kernelError('kernel.school_unknown')
  known.set(schoolId, school.zone)
  return school.zone
}
