import { sql } from 'kysely'
import { addDays } from '../../../kernel/pure/calendar/day.ts'
import { notFound } from '../../../kernel/pure/errors.ts'
import { actorName, type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { notify } from '../../notification/index.ts'
import { contract } from '../contract.ts'
import { giveBack, moveSeats } from '../moving.ts'
import { directoryOf, subjectOf, subjectTitle } from '../points.ts'
import { meOf } from '../store.ts'

type Leave = Pick<Handlers<typeof contract>, 'delegate' | 'revokeDelegation' | 'delegations'>

/** Nobody is away so long without his office being given to somebody else. */
const LONGEST_DAYS = 180
const FOR_OTHERS = ['principal', 'director', 'admin']

export const leave: Leave = {
  async delegate(ctx, input) {
    const fromId = input.personId ?? meOf(ctx)
    const me = meOf(ctx)
    if (fromId !== me && (!hasRole(ctx, ...FOR_OTHERS) || input.toId === me))
      throw contract.fail('delegate_other')
    if (fromId === input.toId) throw contract.fail('delegate_self', {}, { toId: '请另选一人' })
    checkDays(ctx, input)
    for (const kind of input.kinds) subjectOf(ctx, kind)
    const active = await directoryOf(ctx).active(ctx, [fromId, input.toId])
    const from = active.find(p => p.id === fromId)
    const to = active.find(p => p.id === input.toId)
    if (!from || !to) throw contract.fail('person_unknown', {}, { [to ? 'personId' : 'toId']: '请另选一人' })
    await assertNoOther(ctx, { fromId, ...input })
    const row = await ctx.db
      .insertInto('approval_delegation')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        from_id: from.id,
        from_name: from.name,
        to_id: to.id,
        to_name: to.name,
        from_on: input.fromOn,
        to_on: input.toOn,
        kinds: [...new Set(input.kinds)],
        reason: input.reason,
        made_at: ctx.now,
        made_by: actorName(ctx.actor),
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await notify(ctx, {
      personIds: [to.id, from.id],
      topic: 'approval.delegated',
      title: `${from.name}把审批委托给${to.name}，${input.fromOn} 至 ${input.toOn}`,
      body: input.reason,
      link: '/approvals/delegations',
    })
    ctx.about({ kind: 'approval.delegation', id: row.id }, `${from.name}委托${to.name}审批`)
    const moved = input.fromOn <= ctx.today ? await moveSeats(ctx, row) : 0
    return { id: row.id, moved }
  },

  async revokeDelegation(ctx, input) {
    const row = await ctx.db
      .selectFrom('approval_delegation')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row || (row.from_id !== meOf(ctx) && !hasRole(ctx, ...FOR_OTHERS))) throw notFound()
    if (row.revoked_at || row.to_on < ctx.today) throw contract.fail('delegate_over')
    await ctx.db
      .updateTable('approval_delegation')
      .set({ revoked_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', row.id)
      .execute()
    ctx.about({ kind: 'approval.delegation', id: row.id }, `${row.from_name}收回给${row.to_name}的委托`)
    return { id: row.id, moved: await giveBack(ctx, row) }
  },

  async delegations(ctx) {
    const all = hasRole(ctx, ...FOR_OTHERS)
    const me = meOf(ctx)
    const rows = await ctx.db
      .selectFrom('approval_delegation')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .$if(!all, q => q.where(eb => eb.or([eb('from_id', '=', me), eb('to_id', '=', me)])))
      .orderBy('from_on', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute()
    return {
      mayForOthers: all,
      rows: rows.map(row => {
        const state = stateOf(row, ctx.today)
        return {
          id: row.id,
          from: { id: row.from_id, name: row.from_name },
          to: { id: row.to_id, name: row.to_name },
          fromOn: row.from_on,
          toOn: row.to_on,
          kinds: row.kinds,
          kindTitles: row.kinds.map(kind => subjectTitle(ctx, kind)),
          reason: row.reason,
          state,
          mine: row.from_id === me ? ('from' as const) : row.to_id === me ? ('to' as const) : null,
          mayRevoke: (state === 'coming' || state === 'running') && (all || row.from_id === me),
        }
      }),
    }
  },
}

function stateOf(
  row: { from_on: string; to_on: string; revoked_at: Date | null },
  today: string,
): 'coming' | 'running' | 'over' | 'revoked' {
  if (row.revoked_at) return 'revoked'
  if (row.to_on < today) return 'over'
  return row.from_on > today ? 'coming' : 'running'
}

function checkDays(ctx: Ctx, { fromOn, toOn }: { fromOn: string; toOn: string }): void {
  const fail = (why: string, field: string) => contract.fail('delegate_days', { why }, { [field]: why })
  if (fromOn < ctx.today) throw fail('开始的日子不能早于今天', 'fromOn')
  if (toOn < fromOn) throw fail('结束的日子不能早于开始的日子', 'toOn')
  if (toOn > addDays(fromOn, LONGEST_DAYS)) throw fail(`一次最多委托 ${LONGEST_DAYS} 天`, 'toOn')
}

/** Two delegates for one day and one subject would both be asked. */
async function assertNoOther(
  ctx: Ctx,
  wanted: { fromId: string; fromOn: string; toOn: string; kinds: readonly string[] },
): Promise<void> {
  // Two at once would each find none.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`approval.delegate:${wanted.fromId}`}, 0))`.execute(
    ctx.db,
  )
  const others = await ctx.db
    .selectFrom('approval_delegation')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('from_id', '=', wanted.fromId)
    .where('revoked_at', 'is', null)
    .where('from_on', '<=', wanted.toOn)
    .where('to_on', '>=', wanted.fromOn)
    .execute()
  const other = others.find(
    o => o.kinds.length === 0 || wanted.kinds.length === 0 || o.kinds.some(k => wanted.kinds.includes(k)),
  )
  if (other)
    throw contract.fail('delegate_twice', { from: other.from_on, to: other.to_on, who: other.to_name })
}
