import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'

export interface ContractBasis {
  no: string
  supplierId: string | null
  supplierName: string
}

export async function contractBasis(_ctx: Ctx, _id: string, _amountFen: number): Promise<ContractBasis> {
  throw contract.fail('no_request', { no: '这笔开支', why: '没有选合同' })
}

export async function noteContractPayment(
  _ctx: Ctx,
  _payment: { contractId: string; amountFen: number; document: Ref },
): Promise<void> {}
