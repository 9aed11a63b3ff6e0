import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { finish, openNext } from './advance.ts'
import { contract } from './contract.ts'
import { directoryOf, subjectOf } from './points.ts'
import { sittersOf } from './resolve.ts'
import { routeFor, routesOf } from './routes.ts'
import type { Chain } from './shapes.ts'
import { type Case, lockCase, namesOf, openSeats, say } from './store.ts'
import { chainView } from './view.ts'

export interface Start {
  subject: Ref
  /**
   * As a function: called when all is looked up and only writing is left, for whoever takes the number there and
   * writes the document. Taking a number makes all who want one of its kind wait until the command ends.
   */
  no: string | (() => Promise<string>)
  /** What is asked, in a sentence: 会议室投影仪 1 台 */
  title: string
  /** Path of the document's page. */
  href: string
  amountFen?: number
  category?: string
  /** Left out: the asker's own unit. */
  unitId?: string
  funding?: string
  askerId: string
  /** Who has had a hand in this document and so must not approve it. */
  barred?: readonly { personId: string; reason: string }[]
}

/**
 * Starts the approval of a document by the route that holds now. Refused: 'approval.nobody' when a step has
 * nobody to sit there, 'approval.running' when one is under way.
 */
export async function startApproval(
  ctx: Ctx,
  start: Start,
): Promise<{ approvalId: string; state: 'pending' }> {
  const subject = subjectOf(ctx, start.subject.kind)
  const running = await pendingOf(ctx, start.subject)
  if (running) throw contract.fail('running', { who: namesOf(await openSeats(ctx, running.id)) })
  const directory = directoryOf(ctx)
  const unitId = start.unitId ?? (await directory.unitOf(ctx, start.askerId))
  const { version, routes } = await routesOf(ctx, subject.kind)
  const { route, unitName } = await routeFor(ctx, routes, { ...start, unitId })
  const barred = [...(start.barred ?? [])]
  for (const step of route.steps) {
    const asked = { kind: subject.kind, askerId: start.askerId, unitId, barred }
    const { sitters, why } = await sittersOf(ctx, asked, step)
    if (sitters.length === 0) throw contract.fail('nobody', { step: step.title, why })
  }
  const names = await directory.names(ctx, [start.askerId])
  const no = typeof start.no === 'string' ? start.no : await start.no()
  const row = await ctx.db
    .insertInto('approval_case')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      subject_kind: subject.kind,
      subject_id: start.subject.id,
      subject_title: subject.title,
      no,
      title: start.title,
      href: start.href,
      amount_fen: start.amountFen ?? null,
      category: start.category ?? null,
      category_title: subject.categories?.find(c => c.code === start.category)?.title ?? '',
      unit_id: unitId,
      unit_text: unitName,
      funding: start.funding ?? null,
      asker_id: start.askerId,
      asker_name: names.get(start.askerId) ?? '',
      barred: JSON.stringify(barred),
      state: 'pending',
      route_version: version,
      route_title: route.title,
      ask_again: route.askAgain ?? false,
      started_at: ctx.now,
      ended_at: null,
      urged_at: null,
    })
    // Two hands on one document at once: the second finds it running.
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw contract.fail('running', { who: '批准人' })
  await ctx.db
    .insertInto('approval_step')
    .values(
      route.steps.map((step, i) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        case_id: row.id,
        seq: i + 1,
        title: step.title,
        sits: JSON.stringify(step.by),
        mode: step.mode,
        hours: step.timeoutHours ?? null,
        cc_roles: [...(step.cc?.roles ?? [])],
        state: 'ahead' as const,
        opened_at: null,
        closed_at: null,
        due_at: null,
        reminded_at: null,
      })),
    )
    .execute()
  await say(ctx, row, 'start', route.title, row.asker_name)
  await openNext(ctx, row)
  return { approvalId: row.id, state: 'pending' }
}

/** Takes back what is being approved; the document's own rules say who may. Refused: 'approval.none_running'. */
export async function withdrawApproval(ctx: Ctx, subject: Ref, note: string): Promise<void> {
  const running = await pendingOf(ctx, subject)
  if (!running) throw contract.fail('none_running')
  const row = await ctx.asSystem('审批', system => lockCase(system, running.id))
  if (row.state !== 'pending') throw contract.fail('none_running')
  await say(ctx, row, 'withdraw', note)
  await finish(ctx, row, 'withdrawn', note)
}

/** The newest approval of a document, whole, for its page; whoever shows it answers for who may see it. */
export async function chainOf(ctx: Ctx, subject: Ref): Promise<Chain | undefined> {
  const row = await ctx.db
    .selectFrom('approval_case')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('subject_id', '=', subject.id)
    .where('subject_kind', '=', subject.kind)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && chainView(ctx, row)
}

const pendingOf = (ctx: Ctx, subject: Ref): Promise<Case | undefined> =>
  ctx.db
    .selectFrom('approval_case')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('state', '=', 'pending')
    .executeTakeFirst()
