import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { listMachine } from './machine.ts'
import { cutoff, periodText } from './rules.ts'
import { kindOf, type List, listOf, needsReason } from './store.ts'

type H = Handlers<typeof contract>

export const propose: H['propose'] = async (ctx, input) => {
  const kind = kindOf(ctx, input.kind)
  const user = userOf(ctx)
  if (!kind || !user) throw notFound()
  const { title } = kind
  if (kind.certainty === 'unsure' && !input.checked) throw contract.fail('unsure', { title })
  const open = await ctx.db
    .selectFrom('retention_list')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', kind.id)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (open) throw contract.fail('waiting', { title, no: open.no })
  const before = cutoff(ctx.today, kind.keep)
  const { count } = await kind.past(ctx, before)
  if (count === 0) throw contract.fail('nothing', { title })
  const id = ctx.id()
  const no = await ctx.number('XH')
  await ctx.db
    .insertInto('retention_list')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'proposed',
      kind: kind.id,
      title,
      before_on: before,
      keep_text: periodText(kind.keep),
      basis: kind.basis,
      reason: input.reason,
      proposed_count: count,
      destroyed_count: null,
      proposed_by: user.personId,
      proposed_name: user.name,
      proposed_at: ctx.now,
      decided_by: null,
      decided_name: null,
      decided_at: null,
      alone_reason: null,
    })
    .execute()
  ctx.about({ kind: 'retention.list', id }, `${title} ${count}件`)
  return { id, no, version: 1 }
}

/** Destroys exactly what was proposed: the same kind, up to the same day. The list is written in the same transaction. */
export const destroy: H['destroy'] = async (ctx, input) => {
  const list = await current(ctx, input, 'destroy')
  const kind = kindOf(ctx, list.kind)
  if (!kind) throw notFound()
  const alone = needsReason(ctx, list)
  const reason = input.alone?.trim() ?? ''
  if (alone && !(hasRole(ctx, 'admin') && reason.length >= 4))
    throw contract.fail('same_person', { who: list.proposed_name })
  const gone = await kind.destroy(ctx, list.before_on)
  const moved = await move(ctx, list, {
    state: 'destroyed',
    destroyed_count: gone.length,
    alone_reason: alone ? reason : null,
  })
  const BATCH = 1000
  for (let from = 0; from < gone.length; from += BATCH)
    await ctx.db
      .insertInto('retention_item')
      .values(
        gone.slice(from, from + BATCH).map((record, i) => ({
          school_id: ctx.schoolId,
          id: ctx.id(),
          list_id: list.id,
          seq: from + i + 1,
          label: record.label,
          dated_on: record.on,
        })),
      )
      .execute()
  ctx.about({ kind: 'retention.list', id: list.id }, `${list.title} ${gone.length}件`)
  return moved
}

export const withdraw: H['withdraw'] = async (ctx, input) => {
  const list = await current(ctx, input, 'withdraw')
  ctx.about({ kind: 'retention.list', id: list.id })
  return move(ctx, list, { state: 'withdrawn' })
}

async function current(
  ctx: Ctx,
  input: { id: string; version: number },
  action: 'destroy' | 'withdraw',
): Promise<List> {
  const list = await listOf(ctx, input.id)
  if (!list) throw notFound()
  if (!mayTransit(listMachine, action, list.state)) throw stateRefusal(listMachine, action, list.state)
  if (list.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  return list
}

async function move(
  ctx: Ctx,
  list: List,
  to: Pick<List, 'state'> & Partial<Pick<List, 'destroyed_count' | 'alone_reason'>>,
) {
  const { numUpdatedRows } = await ctx.db
    .updateTable('retention_list')
    .set({
      ...to,
      decided_by: userOf(ctx)?.personId ?? null,
      decided_name: actorName(ctx.actor),
      decided_at: ctx.now,
      version: list.version + 1,
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', list.id)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw kernelError('kernel.changed', { who: '别人' })
  return { id: list.id, no: list.no, version: list.version + 1 }
}
