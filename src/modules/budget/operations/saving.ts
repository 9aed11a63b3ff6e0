import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { attach, listFor } from '../../../mechanisms/attachment/index.ts'
import { type budget, contract } from '../contract.ts'
import { type SavingState, savedFen, savingMachine } from '../rules.ts'

type H = Handlers<typeof contract>
type Facts = Omit<ParsedOf<typeof budget.claimSaving>, 'fileIds'>

export const claimSaving: H['claimSaving'] = async (ctx, input) => {
  const { fileIds, ...facts } = input
  const id = ctx.id()
  const no = await ctx.number('JS', Number(facts.countedOn.slice(0, 4)))
  await ctx.db
    .insertInto('budget_saving')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'claimed',
      ...columnsOf(facts),
      claimed_by: userOf(ctx)?.personId ?? null,
      claimed_name: actorName(ctx.actor),
      verified_by: null,
      verified_on: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await attach(ctx, { kind: 'budget.saving', id }, fileIds, 'other')
  ctx.about({ kind: 'budget.saving', id }, facts.measure)
  return { id, no, version: 1 }
}

export const amendSaving: H['amendSaving'] = async (ctx, input) => {
  const { id, version, fileIds, ...facts } = input
  const row = await load(ctx, { id, version }, 'amend')
  mustBeClaimer(ctx, row)
  await attach(ctx, { kind: 'budget.saving', id }, fileIds, 'other')
  return change(ctx, row, 'claimed', columnsOf(facts))
}

/** Counted only when somebody else saw the baseline, the real figure and the paper behind both. */
export const decideSaving: H['decideSaving'] = async (ctx, input) => {
  const row = await load(ctx, input, input.approve ? 'verify' : 'refuse')
  const me = userOf(ctx)?.personId ?? null
  if (row.claimed_by && row.claimed_by === me) throw contract.fail('own_saving')
  if (input.approve && !row.evidence) {
    const files = await listFor(ctx, [{ kind: 'budget.saving', id: row.id }])
    if ([...files.values()].every(list => list.length === 0)) throw contract.fail('no_evidence')
  }
  return change(ctx, row, input.approve ? 'verified' : 'refused', {
    verified_by: me,
    verified_name: actorName(ctx.actor),
    verified_on: ctx.today,
    decision: input.note,
  })
}

export const withdrawSaving: H['withdrawSaving'] = async (ctx, input) => {
  const row = await load(ctx, input, 'withdraw')
  mustBeClaimer(ctx, row)
  return change(ctx, row, 'withdrawn', {})
}

function columnsOf(facts: Facts) {
  const { kind, measure, basis, baselineFen, actualFen, recurring, countedOn, evidence } = facts
  const amount = kind === 'saving' ? savedFen(baselineFen, actualFen) : actualFen
  if (amount <= 0)
    throw contract.fail('no_saving', { actual: formatFen(actualFen), baseline: formatFen(baselineFen) })
  return {
    kind,
    measure,
    basis,
    baseline_fen: baselineFen,
    actual_fen: actualFen,
    amount_fen: amount,
    recurring,
    counted_on: countedOn,
    evidence,
  }
}

type Row = Awaited<ReturnType<typeof load>>

function mustBeClaimer(ctx: Ctx, row: Row): void {
  if (row.claimed_by !== userOf(ctx)?.personId) throw contract.fail('not_asker', { name: row.claimed_name })
}

async function load(
  ctx: Ctx,
  which: { id: string; version: number },
  action: keyof typeof savingMachine.transitions,
) {
  const row = await ctx.db
    .selectFrom('budget_saving')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', which.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayTransit(savingMachine, action, row.state)) throw stateRefusal(savingMachine, action, row.state)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

async function change(
  ctx: Ctx,
  row: Row,
  state: SavingState,
  set: Partial<
    ReturnType<typeof columnsOf> & {
      verified_by: string | null
      verified_name: string
      verified_on: string
      decision: string
    }
  >,
) {
  await ctx.db
    .updateTable('budget_saving')
    .set({ ...set, state, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: 'budget.saving', id: row.id }, `${row.no} ${savingMachine.states[state].label}`)
  return { id: row.id, version: row.version + 1 }
}
