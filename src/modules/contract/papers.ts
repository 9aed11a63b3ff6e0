import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ImportState } from './machine.ts'
import { type Part, planPaid } from './rules.ts'
import { agreementById, TENDER_REF } from './store.ts'

/** The papers of a contract, for whoever reads the whole chain of a payment. */
export interface AgreementPapers {
  no: string
  title: string
  supplierName: string
  totalFen: number
  signedOn: string | null
  managerName: string
  plan: (Part & { paidFen: number })[]
  tender: {
    ref: { kind: string; id: string }
    no: string
    title: string
    decidedOn: string | null
    decidedByName: string
    reason: string
    bids: { supplierName: string; amountFen: number | null; won: boolean }[]
  } | null
  imports: {
    id: string
    no: string
    title: string
    state: ImportState
    currency: string
    foreignAmount: string
    rate: string
    rateOn: string
    valueFen: number
    exemptionNo: string
    exemptedOn: string | null
    acceptedOn: string | null
  }[]
}

/** 404 where there is no such contract. */
export async function agreementPapers(ctx: Ctx, id: string): Promise<AgreementPapers> {
  const row = await agreementById(ctx, id)
  const imports = await ctx.db
    .selectFrom('contract_import')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', id)
    .where('state', '<>', 'dropped')
    .orderBy('no')
    .execute()
  return {
    no: row.no,
    title: row.title,
    supplierName: row.supplier_name,
    totalFen: row.total_fen,
    signedOn: row.signed_on,
    managerName: row.manager_name,
    plan: planPaid(row.plan, row.paid_fen),
    tender: row.tender_id ? await tenderOf(ctx, row.tender_id) : null,
    imports: imports.map(i => ({
      id: i.id,
      no: i.no,
      title: i.title,
      state: i.state,
      currency: i.currency,
      foreignAmount: i.foreign_amount,
      rate: i.rate,
      rateOn: i.rate_on,
      valueFen: i.value_fen,
      exemptionNo: i.exemption_no,
      exemptedOn: i.exempted_on,
      acceptedOn: i.accepted_on,
    })),
  }
}

async function tenderOf(ctx: Ctx, id: string): Promise<AgreementPapers['tender']> {
  const row = await ctx.db
    .selectFrom('contract_tender')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const bids = await ctx.db
    .selectFrom('contract_bid')
    .select(['supplier_id', 'supplier_name', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('tender_id', '=', id)
    .orderBy('amount_fen')
    .execute()
  return {
    ref: { kind: TENDER_REF, id },
    no: row.no,
    title: row.title,
    decidedOn: row.decided_on,
    decidedByName: row.decided_by_name,
    reason: row.decision_reason,
    bids: bids.map(b => ({
      supplierName: b.supplier_name,
      amountFen: b.amount_fen,
      won: b.supplier_id === row.winner_id,
    })),
  }
}
