import { notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { commit, heldOn, release } from '../budget/index.ts'
import { contract } from './contract.ts'
import { agreementMachine } from './machine.ts'
import { AGREEMENT_REF, type Agreement, agreementById, lockAgreement, note } from './store.ts'

export interface Orderable {
  id: string
  no: string
  supplierId: string
  supplierName: string
  lines: { id: string; name: string; quantity: number; measure: string; priceFen: number }[]
}

/**
 * The contract under which goods may be ordered now, with what was agreed in it. Refused: 404,
 * 'contract.not_orderable', 'contract.expired'.
 */
export async function orderable(ctx: Ctx, id: string): Promise<Orderable> {
  const row = await agreementById(ctx, id)
  if (row.state !== 'active' || row.kind === 'rent')
    throw contract.fail('not_orderable', {
      no: row.no,
      state: row.kind === 'rent' ? '租赁收入合同' : agreementMachine.states[row.state].label,
    })
  if (row.ends_on < ctx.today) throw contract.fail('expired', { no: row.no, day: row.ends_on })
  const lines = await ctx.db
    .selectFrom('contract_line')
    .select(['id', 'name', 'quantity', 'measure', 'price_fen as priceFen'])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', id)
    .orderBy('seq')
    .execute()
  return {
    id: row.id,
    no: row.no,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    lines: lines.map(line => ({ ...line, quantity: Number(line.quantity) })),
  }
}

export interface Drawing {
  contractId: string
  /** The order; drawn once, and then changed. */
  document: Ref
  no: string
  title: string
  day: string
  /** What the order stands for now; 0 when it was cancelled. */
  amountFen: number
}

/**
 * What an order takes of a contract. The budget was held by the contract and is held by the request behind the
 * order from now on; what the order needs less goes back to the contract. Refused: 'contract.over_drawn'.
 */
export async function drawOn(ctx: Ctx, d: Drawing): Promise<void> {
  const row = await lockAgreement(ctx, d.contractId)
  const known = await drawOf(ctx, d.document)
  if (known && known.agreement_id !== row.id) throw notFound()
  const more = d.amountFen - (known?.amount_fen ?? 0)
  if (more === 0) return
  if (more > 0) await takeOver(ctx, row, more, d)
  else if (row.state === 'active' && row.line_id)
    await commit(ctx, {
      lineId: row.line_id,
      amountFen: -more,
      document: { kind: AGREEMENT_REF, id: row.id },
      no: row.no,
      day: d.day,
      note: `${d.no} 少用，回到合同`,
    })
  if (known)
    await ctx.db
      .updateTable('contract_draw')
      .set({ amount_fen: d.amountFen })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', known.id)
      .execute()
  else
    await ctx.db
      .insertInto('contract_draw')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        agreement_id: row.id,
        document_kind: d.document.kind,
        document_id: d.document.id,
        no: d.no,
        title: d.title,
        day: d.day,
        amount_fen: d.amountFen,
        created_at: ctx.now,
      })
      .execute()
  await note(
    ctx,
    { kind: AGREEMENT_REF, id: row.id },
    more > 0 ? '按合同下单' : '采购单减少',
    `${d.no} ${formatFen(Math.abs(more))}`,
  )
}

async function takeOver(ctx: Ctx, row: Agreement, more: number, d: Drawing): Promise<void> {
  const drawn = await openDraws(ctx, row.id)
  const left = row.total_fen - row.paid_fen - drawn
  if (more > left)
    throw contract.fail('over_drawn', {
      no: row.no,
      total: formatFen(row.total_fen),
      paid: formatFen(row.paid_fen),
      drawn: formatFen(drawn),
      left: formatFen(left),
      amount: formatFen(more),
    })
  if (!row.line_id) return
  const document = { kind: AGREEMENT_REF, id: row.id }
  const amountFen = Math.min(more, await heldOn(ctx, document, row.line_id))
  if (amountFen > 0)
    await release(ctx, { document, amountFen, day: d.day, note: `${d.no} 按合同下单，转由采购申请占用` })
}

export const drawOf = (ctx: Ctx, document: Ref) =>
  ctx.db
    .selectFrom('contract_draw')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', document.kind)
    .where('document_id', '=', document.id)
    .executeTakeFirst()

/** What orders have taken of a contract and nobody has paid yet. */
export const openDraws = async (ctx: Ctx, agreementId: string): Promise<number> =>
  (await openDrawsOf(ctx, [agreementId])).get(agreementId) ?? 0

export async function openDrawsOf(ctx: Ctx, agreementIds: readonly string[]): Promise<Map<string, number>> {
  if (agreementIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('contract_draw')
    .select(eb => ['agreement_id', eb.fn.sum<string>(eb('amount_fen', '-', eb.ref('paid_fen'))).as('fen')])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', 'in', [...new Set(agreementIds)])
    .groupBy('agreement_id')
    .execute()
  return new Map(rows.map(row => [row.agreement_id, Number(row.fen)]))
}

/** Orders under a contract, newest first. */
export const drawsOn = (ctx: Ctx, agreementId: string) =>
  ctx.db
    .selectFrom('contract_draw')
    .select([
      'id',
      'document_kind as documentKind',
      'document_id as documentId',
      'no',
      'title',
      'day',
      'amount_fen as amountFen',
      'paid_fen as paidFen',
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', agreementId)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
