import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type {
  AcceptanceState,
  BatchState,
  MismatchState,
  OrderState,
  RequestState,
  SheetState,
} from './machines.ts'
import type {
  Channel,
  MismatchKind,
  PortalState,
  RequestKind,
  SettleHow,
  SubjectKind,
  Target,
} from './words.ts'

/** numeric: read as text, written as number or text. */
type Decimal = ColumnType<string, string | number, string | number>
type DecimalOrNull = ColumnType<string | null, string | number | null, string | number | null>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    procurement_request: {
      school_id: string
      id: string
      no: string
      state: RequestState
      source: 'desk' | 'phone' | 'need'
      kind: RequestKind
      category: string
      channel: Channel
      title: string
      asker_id: string
      asker_name: string
      unit_id: string | null
      unit_text: Generated<string>
      place_id: string | null
      place_text: Generated<string>
      reason: string
      line_id: string | null
      funding: Generated<string>
      needed_on: string | null
      just_need: Generated<string>
      just_alternatives: Generated<string>
      just_utilisation: Generated<string>
      just_opinion: Generated<string>
      amount_fen: number
      standing_fen: Generated<number>
      committed_fen: Generated<number>
      ladder_fen: Generated<number>
      approval_id: string | null
      decision: Generated<string>
      asked_on: string
      decided_on: string | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    procurement_batch: {
      school_id: string
      id: string
      no: string
      state: BatchState
      title: string
      category: string
      channel: Channel
      amount_fen: number
      buyer_id: string
      buyer_name: string
      made_on: string
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    procurement_batch_line: {
      school_id: string
      id: string
      batch_id: string
      sort: number
      item_id: string | null
      name: string
      spec: Generated<string>
      measure: string
      quantity: Decimal
      price_fen: number
      target: Target
      class_code: Generated<string>
    }
    procurement_request_line: {
      school_id: string
      id: string
      request_id: string
      sort: number
      item_id: string | null
      name: string
      spec: Generated<string>
      measure: string
      quantity: Decimal
      price_fen: number
      amount_fen: number
      standing_fen: number
      target: Target
      class_code: Generated<string>
      onhand: DecimalOrNull
      stock_reason: Generated<string>
      idle_text: Generated<string>
      idle_reason: Generated<string>
      batch_line_id: string | null
      accepted: ColumnType<string, string | number | undefined, string | number>
      called_off: ColumnType<string, string | number | undefined, string | number>
    }
    procurement_sheet: {
      school_id: string
      id: string
      no: string
      batch_id: string
      state: SheetState
      single: Generated<boolean>
      needed: number
      chosen_quote_id: string | null
      few_reason: Generated<string>
      dear_reason: Generated<string>
      conclusion: Generated<string>
      decision: Generated<string>
      asked_by: string
      asked_by_name: string
      proposed_by: string | null
      chosen_by: string | null
      chosen_by_name: Generated<string>
      opened_on: string
      chosen_on: string | null
      mean_fen: number | null
      first_fen: number | null
      chosen_fen: number | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    procurement_quote: {
      school_id: string
      id: string
      sheet_id: string
      supplier_id: string | null
      supplier_name: string
      contact: Generated<string>
      phone: Generated<string>
      credit_code: Generated<string>
      checked: Generated<boolean>
      delivery_days: number | null
      warranty_months: number | null
      valid_until: string | null
      note: Generated<string>
      total_fen: number
      first_fen: number
      quoted_on: string
      version: Generated<number>
      created_at: Timestamp
    }
    procurement_quote_line: {
      school_id: string
      id: string
      quote_id: string
      batch_line_id: string
      brand: Generated<string>
      price_fen: number
      amount_fen: number
    }
    procurement_order: {
      school_id: string
      id: string
      no: string
      batch_id: string
      sheet_id: string | null
      state: OrderState
      channel: Channel
      supplier_id: string
      supplier_name: string
      contract_id: string | null
      contract_no: Generated<string>
      portal_name: Generated<string>
      portal_no: Generated<string>
      portal_state: Generated<PortalState>
      title: string
      category: string
      place_text: Generated<string>
      buyer_id: string
      buyer_name: string
      ordered_on: string
      due_on: string | null
      arrived_on: string | null
      total_fen: number
      accepted_fen: Generated<number>
      called_off_fen: Generated<number>
      deducted_fen: Generated<number>
      paid_fen: Generated<number>
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    procurement_order_line: {
      school_id: string
      id: string
      order_id: string
      batch_line_id: string
      sort: number
      item_id: string | null
      name: string
      spec: Generated<string>
      brand: Generated<string>
      measure: string
      quantity: Decimal
      price_fen: number
      amount_fen: number
      target: Target
      class_code: Generated<string>
      warranty_months: number | null
      counted: ColumnType<string, string | number | undefined, string | number>
      accepted: ColumnType<string, string | number | undefined, string | number>
      rejected: ColumnType<string, string | number | undefined, string | number>
      called_off: ColumnType<string, string | number | undefined, string | number>
      accepted_fen: Generated<number>
      contract_line_id: string | null
      deducted_fen: Generated<number>
    }
    procurement_acceptance: {
      school_id: string
      id: string
      no: string
      order_id: string
      state: AcceptanceState
      arrived_on: string
      accepted_on: string | null
      store_id: string | null
      place_ok: Generated<boolean>
      papers: Generated<string>
      installed: Generated<string>
      note: Generated<string>
      void_reason: Generated<string>
      amount_fen: number
      made_by: string
      made_by_name: string
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    procurement_acceptance_member: {
      school_id: string
      id: string
      acceptance_id: string
      person_id: string
      name: string
      duty: string
      signed_at: ColumnType<Date | null, Date | string | null, Date | string | null>
    }
    procurement_acceptance_line: {
      school_id: string
      id: string
      acceptance_id: string
      order_line_id: string
      delivered: Decimal
      accepted: Decimal
      rejected: Decimal
      reason: Generated<string>
      looks_ok: Generated<boolean>
      works_ok: Generated<boolean>
      found: Generated<string>
      serials: Generated<string>
      item_id: string | null
      target: Target
      amount_fen: number
      card_reason: Generated<string>
    }
    procurement_mismatch: {
      school_id: string
      id: string
      order_id: string
      acceptance_id: string | null
      order_line_id: string | null
      state: MismatchState
      kind: MismatchKind
      name: string
      quantity: DecimalOrNull
      text: string
      found_on: string
      found_by: string
      found_by_name: string
      how: SettleHow | null
      deducted_fen: Generated<number>
      settlement: Generated<string>
      settled_by_name: Generated<string>
      settled_on: string | null
      version: Generated<number>
      created_at: Timestamp
    }
    procurement_payment: {
      school_id: string
      id: string
      order_id: string
      document_kind: string
      document_id: string
      document_no: string
      amount_fen: number
      paid_on: string
      created_at: Timestamp
    }
    procurement_off_channel: {
      school_id: string
      id: string
      no: string
      bought_on: string
      person_id: string | null
      person_name: string
      unit_id: string | null
      unit_text: Generated<string>
      what: string
      category: string
      supplier_name: Generated<string>
      amount_fen: number
      reason: Generated<string>
      handling: Generated<string>
      handled_on: string | null
      noted_by_name: string
      version: Generated<number>
      created_at: Timestamp
    }
    procurement_event: {
      school_id: string
      id: string
      subject_kind: SubjectKind
      subject_id: string
      at: Timestamp
      action: string
      actor_name: string
      note: Generated<string>
    }
  }
}
