import type { Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { ClaimState, ExceptionCode, Method, Missing, Source } from './rules.ts'

export interface InvoiceLine {
  name: string
  quantity: string
  amountFen: number
}

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    claim_claim: {
      school_id: string
      id: string
      no: string
      state: ClaimState
      source: Source
      order_id: string | null
      order_no: Generated<string>
      contract_id: string | null
      contract_no: Generated<string>
      exception: ExceptionCode | null
      title: string
      unit_text: Generated<string>
      claimed_on: string
      amount_fen: number
      line_id: string | null
      supplier_id: string | null
      payee: string
      payee_account: Generated<string>
      handler_id: string
      handler_name: string
      witness_id: string | null
      witness_name: Generated<string>
      acceptor_id: string | null
      acceptor_name: Generated<string>
      auditor_id: string | null
      auditor_name: Generated<string>
      missing: Missing | null
      missing_note: Generated<string>
      decision: Generated<string>
      paid_by: string | null
      paid_name: Generated<string>
      paid_on: string | null
      booked_by: string | null
      booked_name: Generated<string>
      booked_on: string | null
      voucher_no: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    claim_share: {
      school_id: string
      id: string
      claim_id: string
      line_id: string
      from_kind: string | null
      from_id: string | null
      from_no: Generated<string>
      amount_fen: number
      taken_fen: Generated<number>
    }
    claim_invoice: {
      school_id: string
      id: string
      code: Generated<string>
      number: string
      issued_on: string
      seller_name: string
      seller_tax_no: Generated<string>
      buyer_name: string
      buyer_tax_no: Generated<string>
      amount_fen: number
      lines: Json<InvoiceLine[]>
      note: Generated<string>
      claim_id: string | null
      void: Generated<boolean>
      void_reason: Generated<string>
      import_id: string | null
      entered_by: string | null
      entered_name: string
      version: Generated<number>
      created_at: Timestamp
    }
    claim_payment: {
      school_id: string
      id: string
      no: string
      claim_id: string
      amount_fen: number
      day: string
      method: Method
      slip_no: Generated<string>
      account: Generated<string>
      paid_by: string | null
      paid_name: string
      reverses_id: string | null
      reason: Generated<string>
      created_at: Timestamp
    }
    claim_return: {
      school_id: string
      id: string
      claim_id: string
      day: string
      missing: Missing
      note: string
      refused: Generated<boolean>
      by_name: string
      created_at: Timestamp
    }
    claim_event: {
      school_id: string
      id: string
      claim_id: string
      at: Timestamp
      action: string
      actor_name: string
      note: Generated<string>
    }
    claim_sample: {
      school_id: string
      id: string
      no: string
      title: string
      from_on: string
      to_on: string
      above_fen: number
      seed: string
      size: number
      population: number
      population_fen: number
      drawn_by: string | null
      drawn_name: string
      created_at: Timestamp
    }
    claim_sample_item: {
      school_id: string
      id: string
      sample_id: string
      claim_id: string
      seq: number
    }
    claim_look: {
      school_id: string
      id: string
      item_id: string
      at: Timestamp
      person_id: string | null
      who: string
    }
  }
}
