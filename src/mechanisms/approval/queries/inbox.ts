import { sql } from 'kysely'
import { kernelError } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../parameter/index.ts'
import type { contract } from '../contract.ts'
import { ORIGINS } from '../machine.ts'
import { BULK_YUAN } from '../parameters.ts'
import type { CaseRow } from '../shapes.ts'
import { meOf } from '../store.ts'

type Tab = 'todo' | 'done' | 'mine' | 'copied'

export const inbox: Pick<Handlers<typeof contract>, 'inbox'> = {
  async inbox(ctx, input) {
    // What waits for me: the oldest first, for it hurts most. All else: the newest first.
    const direction = input.tab === 'todo' ? 'asc' : 'desc'
    const matching = source(ctx, input.tab)
      .$if(Boolean(input.kinds?.length), q => q.where('c.subject_kind', 'in', input.kinds as string[]))
      .$if(input.text !== '', q => {
        const like = `%${input.text.replace(/[\\%_]/g, '\\$&')}%`
        return q.where(eb =>
          eb.or([eb('c.title', 'ilike', like), eb('c.no', 'ilike', like), eb('c.asker_name', 'ilike', like)]),
        )
      })
    const after = input.cursor ? readCursor(input.cursor) : undefined
    const than = direction === 'asc' ? sql`>` : sql`<`
    const found = await matching
      .$if(after !== undefined, q =>
        q.where(sql<boolean>`(m.at, c.id) ${than} (${after?.at}::timestamptz, ${after?.id}::uuid)`),
      )
      .select([
        'c.id',
        'c.subject_kind',
        'c.subject_title',
        'c.no',
        'c.title',
        'c.amount_fen',
        'c.unit_text',
        'c.asker_name',
        'c.state',
        'c.started_at',
        'c.ended_at',
        'm.at',
      ])
      .orderBy('m.at', direction)
      .orderBy('c.id', direction)
      .limit(input.limit + 1)
      .execute()
    const shown = found.slice(0, input.limit)
    const last = shown.at(-1)
    const standing = await standingOf(
      ctx,
      shown.filter(c => c.state === 'pending').map(c => c.id),
    )
    const counts = await countsOf(ctx)
    const seats = await mySeats(
      ctx,
      shown.filter(c => c.state === 'pending').map(c => c.id),
    )
    const total =
      input.kinds?.length || input.text
        ? (await matching.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
        : counts[input.tab]
    return {
      rows: shown.map(
        (c): CaseRow => ({
          id: c.id,
          subjectKind: c.subject_kind,
          subjectTitle: c.subject_title,
          no: c.no,
          title: c.title,
          amountFen: c.amount_fen,
          unitText: c.unit_text,
          askerName: c.asker_name,
          state: c.state,
          seatId: seats.get(c.id)?.id ?? null,
          origin: seats.get(c.id)?.origin ?? '',
          stepTitle: standing.get(c.id)?.title ?? '',
          waitingFor: standing.get(c.id)?.names ?? [],
          startedAt: c.started_at,
          at: c.at,
          dueAt: standing.get(c.id)?.dueAt ?? null,
          endedAt: c.ended_at,
        }),
      ),
      next: found.length > input.limit && last ? `${last.at.toISOString()}~${last.id}` : null,
      total,
      counts,
      bulkUpToFen: (await readParameter(ctx, BULK_YUAN)) * 100,
    }
  },
}

/** The approvals of a tab with the moment that counts there: one row a chain. */
function source(ctx: Ctx, tab: Tab) {
  const me = meOf(ctx)
  const school = ctx.schoolId
  const moments = {
    // Only one step is open at a time, and nobody sits twice in it.
    todo: sql`select case_id, called_at as at from approval_seat
      where school_id = ${school}::uuid and person_id = ${me}::uuid and state = 'open'`,
    // After a return one decides again: the last word counts.
    done: sql`select s.case_id, s.decided_at as at from approval_seat s
      where s.school_id = ${school}::uuid and s.person_id = ${me}::uuid and ${decidedState('s')}
        and not exists (select 1 from approval_seat t where t.school_id = s.school_id and t.case_id = s.case_id
          and t.person_id = s.person_id and ${decidedState('t')}
          and (t.decided_at, t.id) > (s.decided_at, s.id))`,
    mine: sql`select id as case_id, started_at as at from approval_case
      where school_id = ${school}::uuid and asker_id = ${me}::uuid`,
    copied: sql`select case_id, at from approval_copy
      where school_id = ${school}::uuid and person_id = ${me}::uuid`,
  }
  return ctx.db
    .selectFrom('approval_case as c')
    .innerJoin(sql<{ case_id: string; at: Date }>`(${moments[tab]})`.as<'m'>('m'), join =>
      join.onRef('m.case_id', '=', 'c.id'),
    )
    .where('c.school_id', '=', school)
}

const decidedState = (alias: 's' | 't') =>
  sql`${sql.ref(`${alias}.state`)} in ('approved', 'refused', 'returned', 'handed')`

async function countsOf(ctx: Ctx): Promise<Record<Tab, number>> {
  const mine = sql`school_id = ${ctx.schoolId}::uuid and person_id = ${meOf(ctx)}::uuid`
  const { rows } = await sql<Record<Tab, number>>`select
    (select count(*)::int from approval_seat where ${mine} and state = 'open') as todo,
    (select count(distinct case_id)::int from approval_seat
      where ${mine} and state in ('approved', 'refused', 'returned', 'handed')) as done,
    (select count(*)::int from approval_case
      where school_id = ${ctx.schoolId}::uuid and asker_id = ${meOf(ctx)}::uuid) as mine,
    (select count(*)::int from approval_copy where ${mine}) as copied`.execute(ctx.db)
  return rows[0] as Record<Tab, number>
}

/** The places where I sit now, by chain. */
async function mySeats(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { id: string; origin: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('approval_seat')
    .select(['id', 'case_id', 'origin', 'origin_text'])
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', 'in', [...ids])
    .where('person_id', '=', meOf(ctx))
    .where('state', '=', 'open')
    .execute()
  return new Map(rows.map(s => [s.case_id, { id: s.id, origin: s.origin_text || ORIGINS[s.origin] }]))
}

/** Where running chains stand, and with whom. */
async function standingOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { title: string; dueAt: Date | null; names: string[] }>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('approval_step as p')
    .innerJoin('approval_seat as s', join =>
      join
        .onRef('s.school_id', '=', 'p.school_id')
        .onRef('s.step_id', '=', 'p.id')
        .onRef('s.round', '=', 'p.round'),
    )
    .select(['p.case_id', 'p.title', 'p.due_at', 's.person_name'])
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.case_id', 'in', [...ids])
    .where('p.state', '=', 'open')
    .where('s.state', '=', 'open')
    .orderBy('s.seq')
    .execute()
  const standing = new Map<string, { title: string; dueAt: Date | null; names: string[] }>()
  for (const row of rows) {
    const known = standing.get(row.case_id)
    if (known) known.names.push(row.person_name)
    else standing.set(row.case_id, { title: row.title, dueAt: row.due_at, names: [row.person_name] })
  }
  return standing
}

function readCursor(cursor: string): { at: string; id: string } {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(cursor)
  if (!match) throw kernelError('kernel.invalid', { detail: '翻页位置不对，请从第一页重新看起' })
  return { at: match[1] as string, id: match[2] as string }
}
