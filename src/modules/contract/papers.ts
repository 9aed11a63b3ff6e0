import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ImportState } from './machine.ts'
import { type Part, planPaid } from './rules.ts'
import { TENDER_REF } from './store.ts'

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

/** By contract; as many statements for two hundred contracts as for one. */
export async function agreementPapers(
  ctx: Ctx,
  contractIds: readonly string[],
): Promise<Map<string, AgreementPapers>> {
  const ids = [...new Set(contractIds)]
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('contract_agreement')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  const imports = await ctx.db
    .selectFrom('contract_import')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', 'in', ids)
    .where('state', '<>', 'dropped')
    .orderBy('no')
    .execute()
  const tenders = await tendersOf(
    ctx,
    rows.flatMap(row => row.tender_id ?? []),
  )
  return new Map(
    rows.map(row => [
      row.id,
      {
        no: row.no,
        title: row.title,
        supplierName: row.supplier_name,
        totalFen: row.total_fen,
        signedOn: row.signed_on,
        managerName: row.manager_name,
        plan: planPaid(row.plan, row.paid_fen),
        tender: (row.tender_id && tenders.get(row.tender_id)) || null,
        imports: imports
          .filter(i => i.agreement_id === row.id)
          .map(i => ({
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
      },
    ]),
  )
}

async function tendersOf(ctx: Ctx, ids: readonly string[]) {
  const tenders = new Map<string, NonNullable<AgreementPapers['tender']>>()
  if (ids.length === 0) return tenders
  const rows = await ctx.db
    .selectFrom('contract_tender')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  const bids = await ctx.db
    .selectFrom('contract_bid')
    .select(['tender_id', 'supplier_id', 'supplier_name', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('tender_id', 'in', ids)
    .orderBy('amount_fen')
    .execute()
  for (const row of rows)
    tenders.set(row.id, {
      ref: { kind: TENDER_REF, id: row.id },
      no: row.no,
      title: row.title,
      decidedOn: row.decided_on,
      decidedByName: row.decided_by_name,
      reason: row.decision_reason,
      bids: bids
        .filter(b => b.tender_id === row.id)
        .map(b => ({
          supplierName: b.supplier_name,
          amountFen: b.amount_fen,
          won: b.supplier_id === row.winner_id,
        })),
    })
  return tenders
}
