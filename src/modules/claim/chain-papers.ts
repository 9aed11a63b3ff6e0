import type { Ctx } from '../../kernel/server/ctx.ts'
import { type ChainHead, chainHeads } from '../../mechanisms/approval/index.ts'
import { type DocumentEntry, entriesOf } from '../../mechanisms/ledger/index.ts'
import { type SignedSubject, signaturesOf } from '../../mechanisms/signature/index.ts'
import { type CardFrom, cardsFrom } from '../asset/index.ts'
import { AGREEMENT_REF, type AgreementPapers, agreementPapers } from '../contract/index.ts'
import { ACCEPTANCE_REF, type OrderPapers, orderPapers, REQUEST_REF } from '../procurement/index.ts'
import { type ReceiptFrom, receiptsFrom } from '../stock/index.ts'
import type { Claim } from './store.ts'
import { refOf } from './store.ts'

export const PAYMENT_REF = 'claim.payment'

/** Everything that the chains of some claims are told from, read together: by kind of paper, not by claim. */
export interface ChainPapers {
  zone: string
  orders: Map<string, OrderPapers>
  agreements: Map<string, AgreementPapers>
  approvals: Map<string, ChainHead>
  receipts: ReceiptFrom[]
  cards: CardFrom[]
  marks: SignedSubject[]
  invoices: Awaited<ReturnType<typeof invoicesOf>>
  payments: Awaited<ReturnType<typeof paymentsOf>>
  entries: DocumentEntry[]
}

export async function papersFor(ctx: Ctx, rows: readonly Claim[]): Promise<ChainPapers> {
  const orders = await orderPapers(
    ctx,
    rows.flatMap(row => row.order_id ?? []),
  )
  const bought = [...orders.values()]
  const contractIds = [
    ...rows.flatMap(row => row.contract_id ?? []),
    ...bought.flatMap(order => order.contractId ?? []),
  ]
  const agreements = await agreementPapers(ctx, contractIds)
  const accepted = bought.flatMap(order => order.acceptances.map(({ id }) => ({ kind: ACCEPTANCE_REF, id })))
  const payments = await paymentsOf(ctx, rows)
  return {
    zone: ctx.zone,
    orders,
    agreements,
    approvals: await chainHeads(ctx, [
      ...bought.flatMap(order => order.requests.map(({ id }) => ({ kind: REQUEST_REF, id }))),
      ...contractIds.map(id => ({ kind: AGREEMENT_REF, id })),
      ...[...agreements.values()].flatMap(found => found.tender?.ref ?? []),
      ...rows.map(refOf),
    ]),
    receipts: await receiptsFrom(ctx, accepted),
    cards: await cardsFrom(ctx, accepted),
    marks: await signaturesOf(ctx, rows.map(refOf)),
    invoices: await invoicesOf(ctx, rows),
    payments,
    entries: await entriesOf(
      ctx,
      payments.map(({ id }) => ({ kind: PAYMENT_REF, id })),
    ),
  }
}

const idsOf = (rows: readonly Claim[]): string[] => rows.map(row => row.id)

const invoicesOf = (ctx: Ctx, rows: readonly Claim[]) =>
  ctx.db
    .selectFrom('claim_invoice')
    .select(['id', 'claim_id', 'number', 'seller_name', 'issued_on', 'amount_fen', 'entered_name'])
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', 'in', idsOf(rows))
    .orderBy('issued_on')
    .orderBy('id')
    .execute()

const paymentsOf = (ctx: Ctx, rows: readonly Claim[]) =>
  ctx.db
    .selectFrom('claim_payment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', 'in', idsOf(rows))
    .orderBy('id')
    .execute()
