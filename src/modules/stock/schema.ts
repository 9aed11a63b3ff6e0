import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { DocumentKind, DocumentState, ItemClass, LoanState, NeedState, SheetState } from './rules.ts'

/** numeric: read as text, written as number or text. */
type Decimal = ColumnType<string, string | number, string | number>
type MaybeDecimal = ColumnType<string | null, string | number | null, string | number | null>
type DefaultDecimal = ColumnType<string, string | number | undefined, string | number>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    stock_store: {
      school_id: string
      id: string
      name: string
      keeper_id: string | null
      place_text: Generated<string>
      note: Generated<string>
      sort: Generated<number>
      closed: Generated<boolean>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    stock_item: {
      school_id: string
      id: string
      code: string
      name: string
      spec: Generated<string>
      measure: string
      pack_measure: Generated<string>
      pack_factor: MaybeDecimal
      class: ItemClass
      min_quantity: MaybeDecimal
      max_quantity: MaybeDecimal
      trade_in: Generated<boolean>
      lendable: Generated<boolean>
      aliases: Generated<string[]>
      location: Generated<string>
      note: Generated<string>
      search: string
      closed: Generated<boolean>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    stock_batch: {
      school_id: string
      id: string
      item_id: string
      batch_no: string
      expires_on: string | null
      received_on: string
      created_at: Timestamp
    }
    stock_onhand: {
      school_id: string
      id: string
      store_id: string
      item_id: string
      batch_id: string | null
      quantity: DefaultDecimal
      amount_fen: Generated<number>
    }
    stock_need: {
      school_id: string
      id: string
      no: string
      state: NeedState
      store_id: string
      asker_id: string
      asker_text: Generated<string>
      unit_id: string | null
      unit_text: Generated<string>
      order_id: string | null
      order_no: Generated<string>
      purpose: string
      over_reason: Generated<string>
      decision: Generated<string>
      asked_on: string
      amount_fen: Generated<number>
      picked_by: string | null
      picked_text: Generated<string>
      papers: Generated<number>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    stock_need_line: {
      school_id: string
      id: string
      need_id: string
      seq: number
      item_id: string
      quantity: Decimal
      picked: DefaultDecimal
      issued: DefaultDecimal
      note: Generated<string>
    }
    stock_kit: {
      school_id: string
      id: string
      title: string
      class_match: Generated<string>
      version_no: number
      valid_from: string
      valid_to: string | null
      source: Generated<string>
      created_at: Timestamp
    }
    stock_kit_line: {
      school_id: string
      id: string
      kit_id: string
      item_id: string
      quantity: Decimal
    }
    stock_sheet: {
      school_id: string
      id: string
      no: string
      title: string
      state: SheetState
      store_id: string
      day: string
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    stock_sheet_line: {
      school_id: string
      id: string
      sheet_id: string
      unit_id: string
      item_id: string
      kit_id: string
      standard: Decimal
      has: DefaultDecimal
      demand: Decimal
    }
    stock_loan: {
      school_id: string
      id: string
      no: string
      state: LoanState
      store_id: string
      borrower_id: string
      borrower_text: Generated<string>
      unit_text: Generated<string>
      unit_id: string | null
      purpose: Generated<string>
      lent_on: string
      due_on: string
      reminded_on: string | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    stock_loan_line: {
      school_id: string
      id: string
      loan_id: string
      seq: number
      item_id: string
      batch_id: string | null
      quantity: Decimal
      amount_fen: number
      out_condition: string
      back: DefaultDecimal
      back_fen: Generated<number>
      lost: DefaultDecimal
      back_condition: Generated<string>
      damaged: Generated<boolean>
    }
    stock_document: {
      school_id: string
      id: string
      no: string
      kind: DocumentKind
      state: DocumentState
      store_id: string
      to_store_id: string | null
      day: string
      supplier_id: string | null
      supplier_text: Generated<string>
      source_kind: string | null
      source_id: string | null
      source_no: Generated<string>
      invoice_no: Generated<string>
      need_id: string | null
      sheet_id: string | null
      loan_id: string | null
      origin_id: string | null
      person_id: string | null
      person_text: Generated<string>
      unit_id: string | null
      unit_text: Generated<string>
      order_id: string | null
      reason: Generated<string>
      decision: Generated<string>
      amount_fen: Generated<number>
      entry_id: string | null
      reverses_id: string | null
      transit_id: string | null
      by_id: string | null
      by_text: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    stock_line: {
      school_id: string
      id: string
      document_id: string
      seq: number
      item_id: string
      batch_id: string | null
      quantity: Decimal
      amount_fen: Generated<number>
      returned: DefaultDecimal
      returned_fen: Generated<number>
      old_in: boolean | null
      note: Generated<string>
    }
    stock_move: {
      school_id: string
      id: string
      document_id: string
      kind: DocumentKind
      day: string
      store_id: string
      item_id: string
      batch_id: string | null
      quantity: Decimal
      amount_fen: number
      unit_id: string | null
      at: Timestamp
    }
    stock_quota: {
      school_id: string
      id: string
      item_id: string
      unit_id: string | null
      unit_kind: 'class' | 'department' | null
      quantity: Decimal
      version: Generated<number>
      updated_at: Timestamp
    }
  }
}
