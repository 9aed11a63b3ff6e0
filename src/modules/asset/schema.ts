import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { Particulars } from './particulars.ts'
import type {
  AcquireMode,
  Answer,
  CardState,
  CategoryCode,
  CheckState,
  Condition,
  CustodyState,
  Direction,
  DisposalState,
  DisposeMode,
  Edition,
  Funding,
  Ground,
  LoanState,
  TransferState,
  ValueType,
} from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    asset_batch: {
      school_id: string
      id: string
      no: string
      source: 'office' | 'acceptance' | 'import' | 'surplus' | 'count'
      name: string
      on_day: string
      cards: Generated<number>
      quantity: Generated<number>
      value_fen: Generated<number>
      document_kind: string | null
      document_id: string | null
      document_no: Generated<string>
      posted_at: Timestamp | null
      created_by: string
      created_at: Timestamp
    }
    asset_card: {
      school_id: string
      id: string
      no: string
      former_nos: Generated<string>
      batch_id: string
      state: CardState
      name: string
      pinyin: string
      initials: string
      class_edition: Edition | null
      class_code: string | null
      category: CategoryCode
      spec: Generated<string>
      brand: Generated<string>
      model: Generated<string>
      serial_no: Generated<string>
      measure: string
      quantity: Generated<number>
      acquire_mode: AcquireMode
      acquired_on: string
      booked_on: string
      supplier_id: string | null
      supplier_text: Generated<string>
      invoice_no: Generated<string>
      warranty_until: string | null
      funding: Funding
      direction: Direction
      value_type: ValueType
      value_fen: number
      life_months: number | null
      months_done: Generated<number>
      depreciated_fen: Generated<number>
      bulk: Generated<boolean>
      place_id: string | null
      place_text: Generated<string>
      unit_id: string | null
      unit_text: Generated<string>
      keeper_id: string | null
      keeper_name: Generated<string>
      user_name: Generated<string>
      note: Generated<string>
      particulars: ColumnType<Particulars, string | undefined, string>
      custody_id: string | null
      transfer_id: string | null
      loan_id: string | null
      disposal_id: string | null
      count_no: string | null
      repairs: Generated<number>
      disposed_on: string | null
      dispose_mode: string | null
      dispose_no: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
      search: ColumnType<string, never, never>
    }
    asset_event: {
      school_id: string
      id: string
      asset_id: string
      at: Timestamp
      action: string
      note: Generated<string>
      actor_name: string
      document_kind: string | null
      document_id: string | null
      document_no: Generated<string>
    }
    asset_value: {
      school_id: string
      id: string
      asset_id: string
      kind:
        | 'acquired'
        | 'opening'
        | 'depreciation'
        | 'refurbished'
        | 'corrected'
        | 'reclassed'
        | 'disposed'
        | 'restored'
      on_day: string
      category: CategoryCode
      value_fen: Generated<number>
      depreciated_fen: Generated<number>
      document_kind: string
      document_id: string
      document_no: Generated<string>
      note: Generated<string>
      posted: boolean
    }
    asset_run: {
      school_id: string
      id: string
      month: string
      no: string
      cards: number
      amount_fen: number
      run_by: string
      run_at: Timestamp
    }
    asset_custody: {
      school_id: string
      id: string
      state: CustodyState
      keeper_id: string
      keeper_name: string
      cards: number
      note: Generated<string>
      answer: Generated<string>
      offered_by: string | null
      offered_name: string
      offered_at: Timestamp
      answered_at: Timestamp | null
      version: Generated<number>
    }
    asset_custody_line: {
      school_id: string
      id: string
      custody_id: string
      asset_id: string
      former_keeper: Generated<string>
    }
    asset_transfer: {
      school_id: string
      id: string
      no: string
      state: TransferState
      from_unit_id: string | null
      from_unit_text: Generated<string>
      to_unit_id: string
      to_unit_text: string
      to_place_id: string | null
      to_place_text: Generated<string>
      to_keeper_id: string | null
      to_keeper_name: Generated<string>
      reason: string
      reuse: Generated<boolean>
      cards: number
      quantity: number
      value_fen: number
      requested_by: string | null
      requested_name: string
      requested_at: Timestamp
      released_by: string | null
      received_by: string | null
      booked_by: string | null
      booked_on: string | null
      note: Generated<string>
      version: Generated<number>
      updated_at: Timestamp
    }
    asset_transfer_line: {
      school_id: string
      id: string
      transfer_id: string
      asset_id: string
      from_place_text: Generated<string>
      from_keeper_name: Generated<string>
      value_fen: number
      depreciated_fen: number
    }
    asset_loan: {
      school_id: string
      id: string
      no: string
      state: LoanState
      borrower_id: string | null
      borrower_name: string
      unit_text: Generated<string>
      phone: Generated<string>
      outside: Generated<boolean>
      purpose: string
      due_on: string
      lent_by: string | null
      lent_name: string
      prepared_at: Timestamp
      out_on: string | null
      returned_on: string | null
      cards: number
      note: Generated<string>
      version: Generated<number>
    }
    asset_loan_line: {
      school_id: string
      id: string
      loan_id: string
      asset_id: string
      state_before: 'in_use' | 'idle'
      condition_out: Exclude<Condition, 'lost'>
      condition_in: Condition | null
      note: Generated<string>
      returned_on: string | null
    }
    asset_idle: {
      school_id: string
      id: string
      asset_id: string
      since: string
      reason: string
      condition: Exclude<Condition, 'lost'>
      offered_name: string
      ended_on: string | null
      ended_by: 'withdrawn' | 'reused' | 'lent' | 'repaired' | 'disposed' | null
      transfer_id: string | null
    }
    asset_disposal: {
      school_id: string
      id: string
      no: string
      state: DisposalState
      mode: DisposeMode
      ground: Ground
      reason: string
      estimate_fen: Generated<number>
      unit_id: string | null
      unit_text: Generated<string>
      cards: number
      quantity: number
      value_fen: number
      depreciated_fen: number
      proposed_by: string | null
      proposed_name: string
      proposed_at: Timestamp
      opinion: Generated<string>
      checked_by: string | null
      checked_name: Generated<string>
      checked_at: Timestamp | null
      decision: Generated<string>
      executed_on: string | null
      executed_by: string | null
      receiver: Generated<string>
      proceeds_fen: Generated<number>
      receipt_no: Generated<string>
      approval_no: Generated<string>
      version: Generated<number>
      updated_at: Timestamp
    }
    asset_disposal_line: {
      school_id: string
      id: string
      disposal_id: string
      asset_id: string
      state_before: CardState
      from_place_text: Generated<string>
      from_keeper_name: Generated<string>
      value_fen: number
      depreciated_fen: number
      months_used: number
      life_months: number | null
    }
    asset_check: {
      school_id: string
      id: string
      no: string
      title: string
      state: CheckState
      opened_on: string
      due_on: string
      opened_name: string
      closed_on: string | null
      version: Generated<number>
    }
    asset_check_sheet: {
      school_id: string
      id: string
      check_id: string
      keeper_id: string
      keeper_name: string
      token: string
      done_at: Timestamp | null
    }
    asset_check_line: {
      school_id: string
      id: string
      sheet_id: string
      asset_id: string
      answer: Answer | null
      place_text: Generated<string>
      note: Generated<string>
      answered_at: Timestamp | null
      settled: Generated<string>
      settled_at: Timestamp | null
    }
    asset_order: {
      school_id: string
      id: string
      asset_id: string
      order_id: string
      linked_name: string
      linked_at: Timestamp
    }
    asset_code: {
      school_id: string
      id: string
      code: string
      batch: string
      asset_id: string | null
      claimed_at: Timestamp | null
      claimed_by: string | null
      retired_at: Timestamp | null
      printed: Generated<number>
      created_at: Timestamp
    }
  }
}
