import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { chainOf } from '../../../mechanisms/approval/index.ts'
import { mustBeOpen } from '../../../mechanisms/ledger/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { reverseSpend, spend } from '../../budget/index.ts'
import { notePayment } from '../../procurement/index.ts'
import { contract } from '../contract.ts'
import { tellContract } from '../contracts.ts'
import { claimMachine, DUTIES, METHODS } from '../rules.ts'
import { type Claim, change, load, lock, me, refOf } from '../store.ts'

type H = Handlers<typeof contract>

/** Money leaves only for a claim with three signatures and its approval; the hand that audits does not pay. */
export const pay: H['pay'] = async (ctx, input) => {
  const seen = await lock(ctx, input.id)
  if (!mayTransit(claimMachine, 'pay', seen.state)) await refuseUnready(ctx, seen)
  const row = await load(ctx, input, 'pay')
  await mustBeSigned(ctx, row)
  if (row.auditor_id === me(ctx)) throw contract.fail('auditor_pays')
  const day = input.day ?? ctx.today
  if (day < row.claimed_on) throw contract.fail('paid_before', { day, claimed: row.claimed_on })
  // What is closed and reconciled stays as it was, also for what books nothing itself.
  await mustBeOpen(ctx, 'budget', day)
  await mustBeNewSlip(ctx, input.slipNo)
  const { id, no } = await writePayment(ctx, row, {
    amountFen: row.amount_fen,
    day,
    method: input.method,
    slipNo: input.slipNo,
    account: input.account || row.payee_account,
    reversesId: null,
    reason: '',
  })
  await tellSource(ctx, row, { amountFen: row.amount_fen, id, no, day })
  const changed = await change(
    ctx,
    row,
    'pay',
    'paid',
    `${METHODS[input.method]} ${formatFen(row.amount_fen)}${input.slipNo ? `，回单 ${input.slipNo}` : ''}`,
    { paid_by: me(ctx), paid_name: actorName(ctx.actor), paid_on: day },
  )
  return { ...changed, no }
}

/** The transfer came back: a second payment of the opposite sign, and the claim waits to be paid again. */
export const reversePayment: H['reversePayment'] = async (ctx, input) => {
  const row = await load(ctx, input, 'reversePayment')
  const payment = await livePayment(ctx, row.id)
  const { id, no } = await writePayment(ctx, row, {
    amountFen: -payment.amount_fen,
    day: ctx.today,
    method: payment.method,
    slipNo: '',
    account: payment.account,
    reversesId: payment.id,
    reason: input.reason,
  })
  await tellSource(ctx, row, {
    amountFen: -payment.amount_fen,
    id,
    no,
    day: ctx.today,
    reverses: { id: payment.id, reason: input.reason },
  })
  const changed = await change(ctx, row, 'reversePayment', 'approved', `${payment.no}：${input.reason}`, {
    paid_by: null,
    paid_name: '',
    paid_on: null,
  })
  return { ...changed, no }
}

/** The accountant books what the cashier paid: the budget line spends what the claim held. */
export const book: H['book'] = async (ctx, input) => {
  const row = await load(ctx, input, 'book')
  const mine = me(ctx)
  if (row.paid_by === mine) throw contract.fail('cashier_books')
  if (row.handler_id === mine) throw contract.fail('handler_books', { duty: DUTIES.handler })
  if (await approvedBy(ctx, row, mine)) throw contract.fail('handler_books', { duty: '审批人' })
  const paidOn = row.paid_on as string
  const day = input.day ?? paidOn
  if (day < paidOn) throw contract.fail('booked_before', { day, paid: paidOn })
  const payment = await livePayment(ctx, row.id)
  const shares = await ctx.db
    .selectFrom('claim_share')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('line_id')
    .orderBy('id')
    .execute()
  for (const share of shares)
    await spend(ctx, {
      lineId: share.line_id,
      amountFen: share.amount_fen,
      document: { kind: 'claim.payment', id: payment.id },
      no: row.no,
      day,
      note: row.title,
      releases: refOf(row),
    })
  return change(ctx, row, 'book', 'booked', `凭证 ${input.voucherNo}`, {
    booked_by: mine,
    booked_name: actorName(ctx.actor),
    booked_on: day,
    voucher_no: input.voucherNo,
  })
}

export const unbook: H['unbook'] = async (ctx, input) => {
  const row = await load(ctx, input, 'unbook')
  const payment = await livePayment(ctx, row.id)
  await reverseSpend(ctx, {
    document: { kind: 'claim.payment', id: payment.id },
    by: refOf(row),
    no: `${row.no}-冲`,
    day: ctx.today,
    reason: input.reason,
  })
  return change(ctx, row, 'unbook', 'paid', input.reason, {
    booked_by: null,
    booked_name: '',
    booked_on: null,
    voucher_no: '',
  })
}

async function refuseUnready(ctx: Ctx, row: Claim): Promise<never> {
  if (['handled', 'accepted', 'drafted'].includes(row.state)) await mustBeSigned(ctx, row)
  if (row.state === 'approving')
    throw contract.fail('held_up', { no: row.no, state: claimMachine.states[row.state].label })
  throw stateRefusal(claimMachine, 'pay', row.state)
}

/** Three valid signatures of three persons, looked at again at the moment of paying. */
async function mustBeSigned(ctx: Ctx, row: Claim): Promise<void> {
  const marks = await signaturesOf(ctx, [refOf(row)])
  const missing = Object.values(DUTIES).filter(duty => !marks.some(mark => mark.duty === duty))
  const persons = new Set(marks.map(mark => mark.personId))
  if (missing.length > 0 || persons.size < 3)
    throw contract.fail('three_signatures', { no: row.no, missing: missing.join('、') || '不同的人' })
}

async function mustBeNewSlip(ctx: Ctx, slip: string): Promise<void> {
  if (!slip) return
  const used = await ctx.db
    .selectFrom('claim_payment as p')
    .leftJoin('claim_payment as r', join =>
      join.onRef('r.school_id', '=', 'p.school_id').onRef('r.reverses_id', '=', 'p.id'),
    )
    .select('p.no')
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.slip_no', '=', slip)
    .where('r.id', 'is', null)
    .executeTakeFirst()
  if (used) throw contract.fail('slip_used', { slip, no: used.no })
}

async function livePayment(ctx: Ctx, claimId: string) {
  return ctx.db
    .selectFrom('claim_payment as p')
    .leftJoin('claim_payment as r', join =>
      join.onRef('r.school_id', '=', 'p.school_id').onRef('r.reverses_id', '=', 'p.id'),
    )
    .selectAll('p')
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.claim_id', '=', claimId)
    .where('p.reverses_id', 'is', null)
    .where('r.id', 'is', null)
    .executeTakeFirstOrThrow()
}

async function writePayment(
  ctx: Ctx,
  row: Claim,
  p: {
    amountFen: number
    day: string
    method: 'transfer' | 'card' | 'cash'
    slipNo: string
    account: string
    reversesId: string | null
    reason: string
  },
): Promise<{ id: string; no: string }> {
  const id = ctx.id()
  const no = await ctx.number('FK', Number(p.day.slice(0, 4)))
  await ctx.db
    .insertInto('claim_payment')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      claim_id: row.id,
      amount_fen: p.amountFen,
      day: p.day,
      method: p.method,
      slip_no: p.slipNo,
      account: p.account,
      paid_by: me(ctx),
      paid_name: actorName(ctx.actor),
      reverses_id: p.reversesId,
      reason: p.reason,
      created_at: ctx.now,
    })
    .execute()
  return { id, no }
}

/** The order or the contract learns what was paid on it, in the same transaction. */
async function tellSource(
  ctx: Ctx,
  row: Claim,
  p: { amountFen: number; id: string; no: string; day: string; reverses?: { id: string; reason: string } },
): Promise<void> {
  const document = { kind: 'claim.payment', id: p.id }
  if (row.order_id)
    await notePayment(ctx, { orderId: row.order_id, amountFen: p.amountFen, document, no: p.no, day: p.day })
  await tellContract(ctx, row, p)
}

/** Who approved it does not book it. */
async function approvedBy(ctx: Ctx, row: Claim, personId: string | null): Promise<boolean> {
  const chain = await chainOf(ctx, refOf(row))
  return Boolean(
    chain?.steps.some(step => step.seats.some(seat => seat.personId === personId && seat.decidedAt)),
  )
}
