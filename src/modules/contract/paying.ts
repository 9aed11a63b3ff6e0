import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { commit, heldOn, release } from '../budget/index.ts'
import { contract } from './contract.ts'
import { drawOf, openDraws } from './drawing.ts'
import { agreementMachine } from './machine.ts'
import { AGREEMENT_REF, type Agreement, lockAgreement, moveAgreement, note } from './store.ts'

export interface ContractPayment {
  contractId: string
  amountFen: number
  /** The payment or receipt; counted once. */
  document: Ref
  no: string
  day: string
  /** The order under the contract that is paid by it. */
  draws?: Ref | undefined
}

/**
 * What was paid on a contract, in the transaction of the payment. Refused: 'contract.over_paid',
 * 'contract.not_running', 'contract.paid_before', 'contract.is_rent'. Whatever the contract still holds of the
 * budget beyond what is left to pay is given back; where the claim took the commitment over, that is nothing.
 */
export async function recordPayment(
  ctx: Ctx,
  payment: ContractPayment,
): Promise<{ paidFen: number; leftFen: number }> {
  const row = await lockAgreement(ctx, payment.contractId)
  if (row.kind === 'rent') throw contract.fail('is_rent', { no: row.no })
  const { paidFen } = await addPayment(ctx, row, { ...payment, note: '' })
  return { paidFen, leftFen: row.total_fen - paidFen }
}

export interface Reversal {
  contractId: string
  /** The payment that is taken back. */
  document: Ref
  /** The document that takes it back. */
  by: Ref
  no: string
  day: string
  reason: string
}

/** Takes back a payment; a contract that was finished runs again. Refused: 'contract.not_paid'. */
export async function reversePayment(ctx: Ctx, r: Reversal): Promise<{ paidFen: number }> {
  const row = await lockAgreement(ctx, r.contractId)
  const payment = await ctx.db
    .selectFrom('contract_payment as p')
    .leftJoin('contract_payment as r', join =>
      join.onRef('r.school_id', '=', 'p.school_id').onRef('r.reverses_id', '=', 'p.id'),
    )
    .selectAll('p')
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.agreement_id', '=', row.id)
    .where('p.document_kind', '=', r.document.kind)
    .where('p.document_id', '=', r.document.id)
    .where('p.reverses_id', 'is', null)
    .where('r.id', 'is', null)
    .executeTakeFirst()
  if (!payment) throw contract.fail('not_paid')
  await insertPayment(ctx, row, {
    amountFen: -payment.amount_fen,
    document: r.by,
    no: r.no,
    day: r.day,
    note: r.reason,
    releasedFen: -payment.released_fen,
    reversesId: payment.id,
    drawId: payment.draw_id,
  })
  if (payment.draw_id) await payDraw(ctx, payment.draw_id, -payment.amount_fen)
  if (payment.released_fen > 0 && row.line_id)
    await commit(ctx, {
      lineId: row.line_id,
      amountFen: payment.released_fen,
      document: { kind: AGREEMENT_REF, id: row.id },
      no: row.no,
      day: r.day,
      note: `${r.no} 冲回付款`,
    })
  const paidFen = row.paid_fen - payment.amount_fen
  await setPaid(ctx, row.id, paidFen)
  await note(ctx, { kind: AGREEMENT_REF, id: row.id }, '冲回付款', `${r.no}：${r.reason}`)
  if (row.state === 'completed')
    await moveAgreement(ctx, row, 'reopen', r.no, { ended_on: null, end_reason: '' })
  return { paidFen }
}

/** Adds a payment to a locked contract. */
export async function addPayment(
  ctx: Ctx,
  row: Agreement,
  p: Omit<ContractPayment, 'contractId'> & { note: string },
): Promise<{ paidFen: number }> {
  const { no } = row
  if (row.state !== 'active')
    throw contract.fail('not_running', { no, state: agreementMachine.states[row.state].label })
  const seen = await ctx.db
    .selectFrom('contract_payment')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', p.document.kind)
    .where('document_id', '=', p.document.id)
    .where('agreement_id', '=', row.id)
    .executeTakeFirst()
  if (seen) throw contract.fail('paid_before', { document: seen.no, no })
  const draw = p.draws ? await drawOf(ctx, p.draws) : undefined
  const drawn = await openDraws(ctx, row.id)
  // Money that orders have taken is for them alone.
  mayBePaid(row, p.amountFen, draw ? 0 : drawn)
  const paidFen = row.paid_fen + p.amountFen
  const stillDrawn = draw ? drawn - p.amountFen : drawn
  const releasedFen = await giveBack(ctx, row, row.total_fen - paidFen - stillDrawn, p)
  await insertPayment(ctx, row, { ...p, releasedFen, reversesId: null, drawId: draw?.id ?? null })
  if (draw) await payDraw(ctx, draw.id, p.amountFen)
  await setPaid(ctx, row.id, paidFen)
  await note(
    ctx,
    { kind: AGREEMENT_REF, id: row.id },
    row.kind === 'rent' ? '收款' : '付款',
    `${p.no} ${formatFen(p.amountFen)}`,
  )
  return { paidFen }
}

/** Refuses an amount beyond what is left of a contract, beside what its orders have taken of it. */
export function mayBePaid(
  row: { no: string; total_fen: number; paid_fen: number },
  amountFen: number,
  drawnFen = 0,
): void {
  const left = row.total_fen - row.paid_fen - drawnFen
  if (amountFen > left)
    throw contract.fail('over_paid', {
      no: row.no,
      total: formatFen(row.total_fen),
      paid: formatFen(row.paid_fen),
      left: formatFen(left),
      amount: formatFen(amountFen),
      over: formatFen(amountFen - left),
    })
}

async function giveBack(
  ctx: Ctx,
  row: Agreement,
  leftFen: number,
  p: { day: string; no: string },
): Promise<number> {
  if (!row.line_id) return 0
  const document = { kind: AGREEMENT_REF, id: row.id }
  const surplus = (await heldOn(ctx, document, row.line_id)) - leftFen
  if (surplus <= 0) return 0
  await release(ctx, { document, amountFen: surplus, day: p.day, note: `${p.no} 付款` })
  return surplus
}

async function insertPayment(
  ctx: Ctx,
  row: Agreement,
  p: {
    amountFen: number
    document: Ref
    no: string
    day: string
    note: string
    releasedFen: number
    reversesId: string | null
    drawId: string | null
  },
): Promise<void> {
  await ctx.db
    .insertInto('contract_payment')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      agreement_id: row.id,
      document_kind: p.document.kind,
      document_id: p.document.id,
      no: p.no,
      day: p.day,
      amount_fen: p.amountFen,
      released_fen: p.releasedFen,
      reverses_id: p.reversesId,
      draw_id: p.drawId,
      note: p.note,
      created_at: ctx.now,
    })
    .execute()
}

const setPaid = (ctx: Ctx, id: string, paidFen: number) =>
  ctx.db
    .updateTable('contract_agreement')
    .set({ paid_fen: paidFen, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()

const payDraw = (ctx: Ctx, id: string, fen: number) =>
  ctx.db
    .updateTable('contract_draw')
    .set(eb => ({ paid_fen: eb('paid_fen', '+', fen) }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()
