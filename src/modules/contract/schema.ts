import type { ColumnType, Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { AgreementState, ChangeState, ImportState, TenderState } from './machine.ts'
import type { Kind, Part, Way } from './rules.ts'

type Decimal = ColumnType<string, string | number, string | number>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    contract_tender: {
      school_id: string
      id: string
      no: string
      title: string
      need: string
      way: Way
      way_reason: Generated<string>
      reference_fen: number | null
      reference_source: Generated<string>
      state: TenderState
      run_by_id: string | null
      run_by_name: string
      winner_id: string | null
      decided_fen: number | null
      decided_by_id: string | null
      decided_by_name: Generated<string>
      decided_on: string | null
      decision_reason: Generated<string>
      cancel_reason: Generated<string>
      version: Generated<number>
      created_on: string
      created_at: Timestamp
      updated_at: Timestamp
    }
    contract_bid: {
      school_id: string
      id: string
      tender_id: string
      supplier_id: string
      supplier_name: string
      amount_fen: number | null
      note: Generated<string>
      received_on: string | null
      recorded_by_id: string | null
      recorded_by_name: Generated<string>
    }
    contract_agreement: {
      school_id: string
      id: string
      no: string
      outer_no: Generated<string>
      supplier_id: string
      supplier_name: string
      kind: Kind
      title: string
      scope: Generated<string>
      way: Way | null
      starts_on: string
      ends_on: string
      line_id: string | null
      tender_id: string | null
      renews_id: string | null
      state: AgreementState
      first_total_fen: number
      total_fen: number
      paid_fen: Generated<number>
      plan: Json<Part[]>
      manager_id: string | null
      manager_name: string
      signed_on: string | null
      ended_on: string | null
      end_reason: Generated<string>
      alerted_days: number | null
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    contract_line: {
      school_id: string
      id: string
      agreement_id: string
      seq: number
      name: string
      quantity: Decimal
      measure: string
      price_fen: number
      amount_fen: number
    }
    contract_payment: {
      school_id: string
      id: string
      agreement_id: string
      document_kind: string
      document_id: string
      no: string
      day: string
      amount_fen: number
      released_fen: number
      reverses_id: string | null
      note: Generated<string>
      created_at: Timestamp
      draw_id: string | null
    }
    contract_draw: {
      school_id: string
      id: string
      agreement_id: string
      document_kind: string
      document_id: string
      no: string
      title: string
      day: string
      amount_fen: number
      paid_fen: Generated<number>
      created_at: Timestamp
    }
    contract_change: {
      school_id: string
      id: string
      agreement_id: string
      seq: number
      delta_fen: number
      old_ends_on: string
      new_ends_on: string | null
      due_on: string | null
      reason: string
      state: ChangeState
      asked_by_id: string | null
      asked_by_name: string
      asked_on: string
      decided_on: string | null
      decision: Generated<string>
      warning: Generated<string>
      created_at: Timestamp
    }
    contract_import: {
      school_id: string
      id: string
      no: string
      title: string
      supplier_id: string
      supplier_name: string
      agreement_id: string | null
      currency: string
      foreign_amount: Decimal
      rate: Decimal
      rate_on: string
      rate_source: string
      value_fen: number
      items: number
      exemption_no: Generated<string>
      dutiable_fen: number
      duty_rate: Decimal
      saved_fen: Generated<number>
      state: ImportState
      negotiated_on: string
      contracted_on: string | null
      exempted_on: string | null
      shipped_on: string | null
      cleared_on: string | null
      accepted_on: string | null
      dropped_reason: Generated<string>
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    contract_event: {
      school_id: string
      id: string
      subject_kind: string
      subject_id: string
      at: Timestamp
      on_day: string
      action: string
      actor_name: string
      note: Generated<string>
    }
  }
}
