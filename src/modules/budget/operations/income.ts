import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { post, reverse } from '../../../mechanisms/ledger/index.ts'
import { contract } from '../contract.ts'
import { receiveIncome, reverseIncome } from '../income.ts'
import { INCOME_KINDS, type IncomeKind, type RemittanceState, remittanceMachine } from '../rules.ts'

type H = Handlers<typeof contract>

/** Income that no other document brought: rent, scrap sold at the gate. */
export const receive: H['receive'] = async (ctx, input) => {
  if (input.receiptNo) {
    const used = await ctx.db
      .selectFrom('budget_income')
      .select('no')
      .where('school_id', '=', ctx.schoolId)
      .where('document_kind', '=', 'budget.income')
      .where('document_no', '=', input.receiptNo)
      .where('reverses_id', 'is', null)
      .executeTakeFirst()
    if (used) throw contract.fail('receipt_used', { receipt: input.receiptNo, no: used.no })
  }
  const made = await receiveIncome(ctx, {
    kind: input.kind,
    amountFen: input.amountFen,
    document: { kind: 'budget.income', id: ctx.id() },
    no: input.receiptNo,
    day: input.day ?? ctx.today,
    note: input.note,
    payer: input.payer,
  })
  ctx.about(
    { kind: 'budget.income', id: made.incomeId },
    `${INCOME_KINDS[input.kind]} ${formatFen(input.amountFen)}`,
  )
  return { id: made.incomeId, no: made.no }
}

export const reverseReceived: H['reverseReceived'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('budget_income')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.document_kind !== 'budget.income') throw contract.fail('from_document', { no: row.document_no })
  if (row.reverses_id) throw contract.fail('already_reversed')
  const document = { kind: row.document_kind, id: row.document_id }
  const done = await reverseIncome(ctx, {
    document,
    by: document,
    no: `${row.document_no}-冲`,
    day: ctx.today,
    reason: input.reason,
  })
  if (!done) throw contract.fail('already_reversed')
  ctx.about({ kind: 'budget.income', id: row.id }, input.reason)
  return { id: done.incomeId, no: row.no }
}

/** The cashier hands the money up, whole receipts only, against a slip whose number is used once. */
export const remit: H['remit'] = async (ctx, input) => {
  const ids = [...new Set(input.incomeIds)]
  if (ids.length === 0) throw contract.fail('income_none')
  const rows = await ctx.db
    .selectFrom('budget_income')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length < ids.length || rows.some(row => row.remittance_id)) throw contract.fail('income_chosen')
  const sums = new Map<IncomeKind, number>()
  for (const row of rows) sums.set(row.kind, (sums.get(row.kind) ?? 0) + row.amount_fen)
  const amountFen = rows.reduce((sum, row) => sum + row.amount_fen, 0)
  if (amountFen <= 0 || [...sums.values()].some(fen => fen < 0))
    throw contract.fail('income_negative', { sum: formatFen(amountFen) })
  const used = await ctx.db
    .selectFrom('budget_remittance')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('slip_no', '=', input.slipNo)
    .where('state', '<>', 'reversed')
    .executeTakeFirst()
  if (used) throw contract.fail('slip_used', { slip: input.slipNo, no: used.no })
  const id = ctx.id()
  const day = input.day ?? ctx.today
  const no = await ctx.number('SJK', Number(day.slice(0, 4)))
  const { entryId } = await post(ctx, {
    book: 'income',
    day,
    document: { kind: 'budget.remittance', id },
    documentNo: no,
    note: `上缴收入，缴款书 ${input.slipNo}`,
    lines: [...sums].flatMap(([key, fen]) => [
      { account: { kind: 'received', key, title: INCOME_KINDS[key] }, amountFen: -fen },
      { account: { kind: 'remitted', key, title: INCOME_KINDS[key] }, amountFen: fen },
    ]),
  })
  await ctx.db
    .insertInto('budget_remittance')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      slip_no: input.slipNo,
      state: 'remitted',
      day,
      amount_fen: amountFen,
      payee: input.payee,
      note: input.note,
      remitted_by: userOf(ctx)?.personId ?? null,
      remitted_name: actorName(ctx.actor),
      checked_by: null,
      checked_on: null,
      entry_id: entryId,
      created_at: ctx.now,
    })
    .execute()
  await ctx.db
    .updateTable('budget_income')
    .set({ remittance_id: id })
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  ctx.about({ kind: 'budget.remittance', id }, `${input.slipNo} ${formatFen(amountFen)}`)
  return { id, no, amountFen, version: 1 }
}

export const checkRemittance: H['checkRemittance'] = async (ctx, input) => {
  const row = await load(ctx, input, 'check')
  const me = userOf(ctx)?.personId ?? null
  if (row.remitted_by && row.remitted_by === me) throw contract.fail('cashier_checks')
  return change(ctx, row, 'checked', {
    checked_by: me,
    checked_name: actorName(ctx.actor),
    checked_on: ctx.today,
  })
}

export const reverseRemittance: H['reverseRemittance'] = async (ctx, input) => {
  const row = await load(ctx, input, 'reverse')
  await reverse(ctx, {
    entryId: row.entry_id,
    day: ctx.today,
    document: { kind: 'budget.remittance', id: row.id },
    documentNo: `${row.no}-冲`,
    reason: input.reason,
  })
  await ctx.db
    .updateTable('budget_income')
    .set({ remittance_id: null })
    .where('school_id', '=', ctx.schoolId)
    .where('remittance_id', '=', row.id)
    .execute()
  return change(ctx, row, 'reversed', { reason: input.reason })
}

async function load(
  ctx: Ctx,
  which: { id: string; version: number },
  action: keyof typeof remittanceMachine.transitions,
) {
  const row = await ctx.db
    .selectFrom('budget_remittance')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', which.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayTransit(remittanceMachine, action, row.state))
    throw stateRefusal(remittanceMachine, action, row.state)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

async function change(
  ctx: Ctx,
  row: Awaited<ReturnType<typeof load>>,
  state: RemittanceState,
  set: Partial<{ checked_by: string | null; checked_name: string; checked_on: string; reason: string }>,
) {
  await ctx.db
    .updateTable('budget_remittance')
    .set({ ...set, state, version: row.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: 'budget.remittance', id: row.id }, remittanceMachine.states[state].label)
  return { id: row.id, version: row.version + 1 }
}
