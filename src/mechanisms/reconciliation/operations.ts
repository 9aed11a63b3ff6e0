import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { compare, holdLatest, keep } from './comparing.ts'
import { contract } from './contract.ts'
import { specOf } from './kinds.ts'
import { CAUSES, type DifferenceState, differenceMachine } from './machine.ts'

type H = Handlers<typeof contract>
export const RUN_REF = 'reconciliation.run'

export const run: H['run'] = async (ctx, input) => {
  const spec = specOf(ctx, input.kind)
  const asAt = input.asAt ?? ctx.today
  if (asAt > ctx.today) throw contract.fail('future', { day: asAt, today: ctx.today }, { asAt: '还没有到' })
  await holdLatest(ctx, spec.id)
  const comparison = await compare(ctx, spec, asAt)
  const id = await keep(ctx, comparison)
  const { standing, rows } = comparison
  const differenceCount = standing.open + standing.explained + standing.agreed
  ctx.about({ kind: RUN_REF, id }, `${spec.title}，${asAt}，差异 ${differenceCount} 处`)
  return { id, asAt, rowCount: rows.length, differenceCount, standing }
}

export const explain: H['explain'] = async (ctx, input) => {
  const row = await hold(ctx, input.id, 'explain')
  return change(ctx, row, input.version, 'explained', {
    set: {
      cause: input.cause,
      note: input.note,
      explained_by: userOf(ctx)?.personId ?? null,
      explained_name: actorName(ctx.actor),
      explained_at: ctx.now,
      returned_note: '',
    },
    note: `${row.label}：${CAUSES[input.cause]}，${input.note}`,
  })
}

export const agree: H['agree'] = async (ctx, input) => {
  const row = await hold(ctx, input.id, 'agree')
  const me = userOf(ctx)?.personId ?? null
  if (me !== null && row.explained_by === me) throw contract.fail('same_person')
  return change(ctx, row, input.version, 'agreed', {
    set: { agreed_by: me, agreed_name: actorName(ctx.actor), agreed_at: ctx.now },
    note: row.label,
  })
}

export const sendBack: H['sendBack'] = async (ctx, input) => {
  const row = await hold(ctx, input.id, 'sendBack')
  return change(ctx, row, input.version, 'open', {
    set: {
      cause: null,
      note: '',
      explained_by: null,
      explained_name: '',
      explained_at: null,
      agreed_by: null,
      agreed_name: '',
      agreed_at: null,
      returned_note: input.reason,
    },
    note: `${row.label}：${input.reason}`,
  })
}

type Held = Awaited<ReturnType<typeof hold>>

/** A difference of the latest run, held so that no new run copies it half-way. */
async function hold(ctx: Ctx, id: string, action: keyof (typeof differenceMachine)['transitions']) {
  const found = await ctx.db
    .selectFrom('reconciliation_row as r')
    .innerJoin('reconciliation_run as run', join =>
      join.onRef('run.school_id', '=', 'r.school_id').onRef('run.id', '=', 'r.run_id'),
    )
    .select(['run.id as run_id', 'run.kind'])
    .where('r.id', '=', id)
    .where('r.state', 'is not', null)
    .executeTakeFirst()
  if (!found) throw notFound()
  if ((await holdLatest(ctx, found.kind)) !== found.run_id) throw contract.fail('stale')
  const row = await ctx.db
    .selectFrom('reconciliation_row')
    .select(['id', 'run_id', 'label', 'state', 'explained_by', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const state = row.state as DifferenceState
  if (!mayTransit(differenceMachine, action, state)) throw stateRefusal(differenceMachine, action, state)
  return { ...row, state }
}

async function change(
  ctx: Ctx,
  row: Held,
  version: number,
  state: DifferenceState,
  { set, note }: { set: object; note: string },
) {
  const done = await ctx.db
    .updateTable('reconciliation_row')
    .set({ ...set, state, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about({ kind: RUN_REF, id: row.run_id }, note)
  return { id: row.id, state, version: row.version + 1 }
}
