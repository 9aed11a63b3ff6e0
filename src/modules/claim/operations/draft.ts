import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { actorName, type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { withdrawApproval } from '../../../mechanisms/approval/index.ts'
import { sign, voidSignatures } from '../../../mechanisms/signature/index.ts'
import { personNames } from '../../people/index.ts'
import { mustBeInvoiced, mustBeListed, payableOrder, sharesFor } from '../basis.ts'
import { type claim, contract } from '../contract.ts'
import { contractBasis } from '../contracts.ts'
import { holdFor, letGo } from '../holding.ts'
import { DUTIES, EXCEPTIONS } from '../rules.ts'
import { statementFor } from '../statement.ts'
import { change, load, me, mustBeHandler, refOf, say } from '../store.ts'

type H = Handlers<typeof contract>
type Input = Omit<ParsedOf<typeof claim.draft>, 'invoiceIds'>

export const draft: H['draft'] = async (ctx, input) => {
  const { invoiceIds, ...facts } = input
  const basis = await basisOf(ctx, facts)
  const id = ctx.id()
  const no = await ctx.number('BXD')
  await ctx.db
    .insertInto('claim_claim')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'drafted',
      source: facts.source,
      order_id: facts.source === 'order' ? (facts.orderId ?? null) : null,
      contract_id: facts.source === 'contract' ? (facts.contractId ?? null) : null,
      exception: facts.source === 'exception' ? (facts.exception ?? null) : null,
      claimed_on: ctx.today,
      ...(await columnsOf(ctx, facts, basis)),
      order_no: basis.orderNo,
      contract_no: basis.contractNo,
      handler_id: me(ctx) ?? ctx.id(),
      handler_name: actorName(ctx.actor),
      acceptor_id: null,
      auditor_id: null,
      missing: null,
      paid_by: null,
      paid_on: null,
      booked_by: null,
      booked_on: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await useInvoices(ctx, id, invoiceIds)
  await say(ctx, id, '填报销单', formatFen(facts.amountFen))
  ctx.about({ kind: 'claim.claim', id }, no)
  return { id, no, state: 'drafted' as const, version: 1 }
}

export const edit: H['edit'] = async (ctx, input) => {
  const { id, version, invoiceIds, ...facts } = input
  const row = await load(ctx, { id, version }, 'edit')
  mustBeHandler(ctx, row, '修改')
  // What it is claimed for stays; for something else there is another claim.
  const fixed: Input = {
    ...facts,
    source: row.source,
    orderId: row.order_id ?? undefined,
    contractId: row.contract_id ?? undefined,
    exception: row.exception ?? undefined,
  }
  const basis = await basisOf(ctx, fixed)
  await useInvoices(ctx, id, invoiceIds)
  return change(ctx, row, 'edit', row.state, '', await columnsOf(ctx, fixed, basis))
}

/** The handler signs: from here on the claim holds its money and its invoices. */
export const submit: H['submit'] = async (ctx, input) => {
  const row = await load(ctx, input, 'submit')
  mustBeHandler(ctx, row, '签字')
  const shares = await sharesFor(ctx, row)
  const supplier =
    row.source === 'order'
      ? (await payableOrder(ctx, row.order_id as string)).supplierName
      : row.source === 'contract'
        ? row.payee
        : undefined
  await mustBeInvoiced(ctx, row, supplier)
  await holdFor(ctx, row, shares)
  await sign(ctx, {
    subject: refOf(row),
    duty: DUTIES.handler,
    statement: statementFor(row, 'handler'),
    strokes: input.strokes,
  })
  return change(ctx, row, 'submit', 'handled', '', { missing: null, missing_note: '' })
}

export const withdraw: H['withdraw'] = async (ctx, input) => {
  const row = await load(ctx, input, 'withdraw')
  mustBeHandler(ctx, row, '撤回')
  const note = input.note || '经手人撤回'
  if (row.state === 'approving') {
    await withdrawApproval(ctx, refOf(row), note)
    const now = await load(ctx, { id: row.id, version: row.version + 1 }, 'edit')
    return { id: now.id, state: now.state, version: now.version }
  }
  await voidSignatures(ctx, refOf(row), note)
  await letGo(ctx, row)
  return change(ctx, row, 'withdraw', 'returned', note, CLEARED)
}

export const cancel: H['cancel'] = async (ctx, input) => {
  const row = await load(ctx, input, 'cancel')
  if (!hasRole(ctx, 'director', 'accountant')) mustBeHandler(ctx, row, '撤销')
  await letGo(ctx, row)
  await ctx.db
    .updateTable('claim_invoice')
    .set({ claim_id: null })
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .execute()
  return change(ctx, row, 'cancel', 'cancelled', input.reason, { decision: input.reason })
}

/** Signatures given to what was sent back no longer count. */
export const CLEARED = {
  acceptor_id: null,
  acceptor_name: '',
  auditor_id: null,
  auditor_name: '',
} as const

interface Basis {
  orderNo: string
  contractNo: string
  supplierId: string | null
  payee: string
}

/** What the claim hangs on, looked at while it is written, so that nobody writes what cannot be paid. */
async function basisOf(ctx: Ctx, input: Input): Promise<Basis> {
  if (input.source === 'order') {
    if (!input.orderId) throw contract.fail('no_request', { no: '这笔开支', why: '没有选采购单' })
    const order = await payableOrder(ctx, input.orderId)
    return { orderNo: order.orderNo, contractNo: '', supplierId: order.supplierId, payee: order.supplierName }
  }
  if (input.source === 'contract') {
    if (!input.contractId) throw contract.fail('no_request', { no: '这笔开支', why: '没有选合同' })
    const found = await contractBasis(ctx, input.contractId, input.amountFen)
    return { orderNo: '', contractNo: found.no, supplierId: found.supplierId, payee: found.supplierName }
  }
  await mustBeListed(ctx, input.exception ?? null)
  return { orderNo: '', contractNo: '', supplierId: null, payee: input.payee }
}

async function columnsOf(ctx: Ctx, input: Input, basis: Basis) {
  const witness = input.source === 'order' ? undefined : input.witnessId
  const names = witness ? await personNames(ctx, [witness]) : new Map<string, string>()
  if (witness && !names.has(witness)) throw notFound()
  if (witness && witness === me(ctx)) throw contract.fail('witness_self')
  return {
    title: input.title,
    unit_text: input.unitText,
    amount_fen: input.amountFen,
    line_id: input.lineId ?? null,
    supplier_id: basis.supplierId,
    payee: basis.payee || input.payee || (input.exception ? EXCEPTIONS[input.exception] : ''),
    payee_account: input.payeeAccount,
    witness_id: witness ?? null,
    witness_name: witness ? (names.get(witness) ?? '') : '',
  }
}

/** Puts these invoices on the claim and takes the others off it. */
async function useInvoices(ctx: Ctx, claimId: string, ids: readonly string[]): Promise<void> {
  await ctx.db
    .updateTable('claim_invoice')
    .set({ claim_id: null })
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', claimId)
    .execute()
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const rows = await ctx.db
    .selectFrom('claim_invoice as i')
    .leftJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 'i.school_id').onRef('c.id', '=', 'i.claim_id'),
    )
    .select(['i.id', 'i.number', 'i.void', 'i.claim_id', 'c.no'])
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.id', 'in', wanted)
    .orderBy('i.id')
    .forUpdate('i')
    .execute()
  if (rows.length < wanted.length) throw notFound()
  const used = rows.find(i => i.claim_id !== null)
  if (used) throw contract.fail('invoice_used', { number: used.number, no: used.no ?? '' })
  if (rows.some(i => i.void)) throw kernelError('kernel.changed', { who: '别人' })
  await ctx.db
    .updateTable('claim_invoice')
    .set({ claim_id: claimId })
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', wanted)
    .execute()
}
