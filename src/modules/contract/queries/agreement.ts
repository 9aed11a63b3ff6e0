import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { heldOn, lineFacts } from '../../budget/index.ts'
import { type contract, contracts } from '../contract.ts'
import { drawsOn } from '../drawing.ts'
import { type AgreementAction, agreementMachine } from '../machine.ts'
import { ADD_ON_LAW, addOnPercent, exceedsAddOn, planPaid } from '../rules.ts'
import { AGREEMENT_REF, type Agreement, agreementById, eventsOf, filesOf } from '../store.ts'
import { rowOf } from './agreements.ts'

type H = Handlers<typeof contract>

export const get: H['get'] = async (ctx, { id }) => {
  const row = await agreementById(ctx, id)
  const ref = { kind: AGREEMENT_REF, id }
  const [lines, payments, changes] = [
    await linesOf(ctx, id),
    await paymentsOf(ctx, id),
    await changesOf(ctx, id),
  ]
  const added = changes.reduce(
    (sum, c) => sum + (c.state === 'approved' && c.deltaFen > 0 ? c.deltaFen : 0),
    0,
  )
  return {
    ...rowOf(row, ctx.today),
    scope: row.scope,
    note: row.note,
    version: row.version,
    firstTotalFen: row.first_total_fen,
    heldFen: row.line_id ? await heldOn(ctx, ref, row.line_id) : 0,
    endedOn: row.ended_on,
    endReason: row.end_reason,
    budgetLine: await budgetLineOf(ctx, row),
    tender: row.tender_id ? await tenderOf(ctx, row.tender_id) : null,
    renews: row.renews_id ? ((await others(ctx, 'id', row.renews_id))[0] ?? null) : null,
    renewedBy: await others(ctx, 'renews_id', id),
    lines,
    plan: planPaid(row.plan, row.paid_fen),
    orders: await drawsOn(ctx, id),
    payments,
    changes,
    warnings: exceedsAddOn(row.way, row.first_total_fen, added)
      ? [
          `变更累计增加原合同的 ${addOnPercent(row.first_total_fen, added)}%，超过单一来源的 10%（${ADD_ON_LAW}）`,
        ]
      : [],
    files: await filesOf(ctx, ref),
    events: await eventsOf(ctx, ref),
    actions: actionsFor(ctx, row, changes),
  }
}

const MOVES = {
  submit: contracts.submit,
  sign: contracts.sign,
  complete: contracts.complete,
  terminate: contracts.terminate,
  discard: contracts.discard,
} as const satisfies Partial<Record<AgreementAction, { id: string }>>

function actionsFor(ctx: Ctx, row: Agreement, changes: readonly { state: string }[]): Actions {
  const actions: Actions = {}
  for (const move of Object.keys(MOVES) as (keyof typeof MOVES)[])
    if (ctx.may(MOVES[move]) && mayTransit(agreementMachine, move, row.state))
      actions[move] =
        move === 'submit' && !row.line_id && row.kind !== 'rent'
          ? { allowed: false, why: '还没有选预算项目' }
          : { allowed: true }
  if (ctx.may(contracts.update) && row.state === 'draft') actions.update = { allowed: true }
  if (ctx.may(contracts.renew) && (row.state === 'active' || row.state === 'completed'))
    actions.renew = { allowed: true }
  if (ctx.may(contracts.change) && row.state === 'active')
    actions.change = changes.some(c => c.state === 'pending')
      ? { allowed: false, why: '有一项变更正在审批' }
      : { allowed: true }
  if (ctx.may(contracts.receive) && row.kind === 'rent' && row.state === 'active')
    actions.receive = { allowed: true }
  if (ctx.may(contracts.addFiles)) actions.addFiles = { allowed: true }
  return actions
}

const linesOf = async (ctx: Ctx, id: string) =>
  (
    await ctx.db
      .selectFrom('contract_line')
      .select(['id', 'name', 'quantity', 'measure', 'price_fen as priceFen', 'amount_fen as amountFen'])
      .where('school_id', '=', ctx.schoolId)
      .where('agreement_id', '=', id)
      .orderBy('seq')
      .execute()
  ).map(line => ({ ...line, quantity: Number(line.quantity) }))

const paymentsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('contract_payment')
    .select([
      'id',
      'no',
      'day',
      'amount_fen as amountFen',
      'document_kind as documentKind',
      'document_id as documentId',
      'note',
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', id)
    .orderBy('day')
    .orderBy('id')
    .limit(500)
    .execute()

const changesOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('contract_change')
    .select([
      'id',
      'seq',
      'delta_fen as deltaFen',
      'old_ends_on as oldEndsOn',
      'new_ends_on as newEndsOn',
      'reason',
      'state',
      'asked_by_name as askedBy',
      'asked_on as askedOn',
      'decided_on as decidedOn',
      'decision',
      'warning',
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', id)
    .orderBy('seq')
    .execute()

async function budgetLineOf(ctx: Ctx, row: Agreement) {
  const line = row.line_id ? (await lineFacts(ctx, [row.line_id])).get(row.line_id) : undefined
  return line ? { id: line.id, code: line.code, title: line.title, leftFen: line.leftFen } : null
}

const others = (ctx: Ctx, column: 'id' | 'renews_id', id: string) =>
  ctx.db
    .selectFrom('contract_agreement')
    .select(['id', 'no', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where(column, '=', id)
    .orderBy('id')
    .execute()

const tenderOf = async (ctx: Ctx, id: string) =>
  (await ctx.db
    .selectFrom('contract_tender')
    .select(['id', 'no', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()) ?? null
