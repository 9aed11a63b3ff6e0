import { kernelError } from '../../../kernel/pure/errors.ts'
import { stateRefusal } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { startApproval } from '../../../mechanisms/approval/index.ts'
import { contract } from '../contract.ts'
import { checked, type Draft, writeLines } from '../drafting.ts'
import { agreementMachine } from '../machine.ts'
import { movedPlan, nextTerm } from '../rules.ts'
import { AGREEMENT_REF, agreementById, agreementToChange, hang, me, moveAgreement, note } from '../store.ts'

type H = Handlers<typeof contract>

export const create: H['create'] = (ctx, input) => write(ctx, input, null)

export const update: H['update'] = async (ctx, { id, version, ...input }) => {
  const row = await agreementToChange(ctx, { id, version })
  if (row.state !== 'draft')
    throw kernelError('kernel.state', { state: agreementMachine.states[row.state].label, action: '修改' })
  const { columns, warnings } = await checked(ctx, input, id)
  await ctx.db
    .updateTable('contract_agreement')
    .set({ ...columns, version: version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
  await writeLines(ctx, id, input.lines)
  await note(ctx, { kind: AGREEMENT_REF, id }, '修改')
  return { id, state: row.state, version: version + 1, warnings }
}

export const submit: H['submit'] = async (ctx, which) => {
  const row = await agreementToChange(ctx, which)
  if (row.state !== 'draft') throw stateRefusal(agreementMachine, 'submit', row.state)
  if (!row.line_id && row.kind !== 'rent') throw contract.fail('no_line', {}, { lineId: '没有选' })
  const asker = me(ctx).id ?? row.manager_id
  if (!asker) throw kernelError('kernel.forbidden')
  const done = await moveAgreement(ctx, row, 'submit', '')
  await startApproval(ctx, {
    subject: { kind: AGREEMENT_REF, id: row.id },
    no: row.no,
    title: `${row.title}（${row.supplier_name}）`,
    href: `/contracts/${row.id}`,
    amountFen: row.total_fen,
    category: row.kind,
    askerId: asker,
  })
  return done
}

export const discard: H['discard'] = async (ctx, { reason, ...which }) => {
  const row = await agreementToChange(ctx, which)
  return moveAgreement(ctx, row, 'discard', reason, { end_reason: reason, ended_on: ctx.today })
}

/** The same again: a draft with the lines of the old contract, for the time that follows. */
export const renew: H['renew'] = async (ctx, input) => {
  const old = await agreementById(ctx, input.id)
  if (old.state !== 'active' && old.state !== 'completed')
    throw kernelError('kernel.state', { state: agreementMachine.states[old.state].label, action: '续签' })
  const lines = await ctx.db
    .selectFrom('contract_line')
    .select(['name', 'quantity', 'measure', 'price_fen as priceFen'])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', old.id)
    .orderBy('seq')
    .execute()
  const term = nextTerm(old.starts_on, old.ends_on)
  const startsOn = input.startsOn ?? term.startsOn
  // Variations changed the plan but not the lines: a plan that no longer fits them is left to be written anew.
  const plan = old.total_fen === old.first_total_fen ? movedPlan(old.plan, old.starts_on, startsOn) : []
  const draft: Draft = {
    outerNo: '',
    supplierId: old.supplier_id,
    kind: old.kind,
    title: old.title,
    scope: old.scope,
    way: old.way,
    lines: lines.map(line => ({ ...line, quantity: Number(line.quantity) })),
    startsOn,
    endsOn: input.endsOn ?? term.endsOn,
    plan,
    lineId: input.lineId,
    tenderId: null,
    note: '',
  }
  const { totalFen: _total, ...done } = await write(ctx, draft, old.id)
  await note(ctx, { kind: AGREEMENT_REF, id: old.id }, '续签', done.no)
  ctx.about({ kind: AGREEMENT_REF, id: done.id }, `续签 ${old.no}`)
  return done
}

export const addFiles: H['addFiles'] = async (ctx, { id, fileIds }) => {
  await agreementById(ctx, id)
  return hang(ctx, { kind: AGREEMENT_REF, id }, fileIds)
}

async function write(ctx: Ctx, input: Draft, renewsId: string | null) {
  const { columns, warnings } = await checked(ctx, input)
  const [id, no] = [ctx.id(), await ctx.number('HT')]
  const manager = me(ctx)
  await ctx.db
    .insertInto('contract_agreement')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      ...columns,
      renews_id: renewsId,
      state: 'draft',
      manager_id: manager.id,
      manager_name: manager.name,
      signed_on: null,
      ended_on: null,
      alerted_days: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await writeLines(ctx, id, input.lines)
  await note(ctx, { kind: AGREEMENT_REF, id }, renewsId ? '续签起草' : '起草', input.title)
  return { id, no, state: 'draft' as const, version: 1, totalFen: columns.total_fen, warnings }
}
