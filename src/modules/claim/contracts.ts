import type { Ctx } from '../../kernel/server/ctx.ts'
import { payableContract, recordPayment, reversePayment } from '../contract/index.ts'
import type { Claim } from './store.ts'

export interface ContractBasis {
  no: string
  supplierId: string | null
  supplierName: string
}

/** The running contract with room for the amount. Refused by the contract's own rules. */
export async function contractBasis(ctx: Ctx, id: string, amountFen: number): Promise<ContractBasis> {
  const { no, supplierId, supplierName } = await payableContract(ctx, id, amountFen)
  return { no, supplierId, supplierName }
}

interface Told {
  id: string
  no: string
  day: string
  amountFen: number
  /** The payment taken back, and why. */
  reverses?: { id: string; reason: string }
}

/** The contract learns of a payment or of one that came back, in the same transaction. */
export async function tellContract(ctx: Ctx, row: Claim, p: Told): Promise<void> {
  if (!row.contract_id) return
  const document = { kind: 'claim.payment', id: p.id }
  const { no, day } = p
  if (p.reverses)
    await reversePayment(ctx, {
      contractId: row.contract_id,
      document: { kind: 'claim.payment', id: p.reverses.id },
      by: document,
      no,
      day,
      reason: p.reverses.reason,
    })
  else await recordPayment(ctx, { contractId: row.contract_id, amountFen: p.amountFen, document, no, day })
}
