import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { CaseState, Intent, LiableKind, PayMethod } from './rules.ts'

/** numeric: read as text, written as number or text. */
type Decimal = ColumnType<string, string | number, string | number>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    damage_price: {
      school_id: string
      id: string
      item: string
      measure: string
      price_fen: number
      source: Generated<string>
      valid_from: string
      valid_to: string | null
      created_at: Timestamp
    }
    damage_case: {
      school_id: string
      id: string
      no: string
      state: CaseState
      source: 'order' | 'office' | 'import'
      order_id: string | null
      order_no: string | null
      occurred_on: string
      place_id: string | null
      place_text: Generated<string>
      unit_id: string | null
      unit_text: Generated<string>
      liable_kind: LiableKind
      liable_name: Generated<string>
      intent: Intent
      item: string
      quantity: Decimal
      measure: string
      price_id: string | null
      amount_fen: number
      paid_fen: Generated<number>
      basis: Generated<string>
      note: Generated<string>
      decision: Generated<string>
      waiver_by: string | null
      token: string
      fingerprint: string | null
      import_id: string | null
      settled_on: string | null
      version: Generated<number>
      created_by: string | null
      created_at: Timestamp
      updated_at: Timestamp
    }
    damage_share: {
      school_id: string
      id: string
      case_id: string
      name: string
      amount_fen: number
      paid_fen: Generated<number>
      sort: number
    }
    damage_receipt: {
      school_id: string
      id: string
      case_id: string
      share_id: string | null
      receipt_no: string
      amount_fen: number
      paid_on: string
      method: PayMethod
      payer: Generated<string>
      reverses_id: string | null
      reason: Generated<string>
      received_by: string | null
      created_at: Timestamp
    }
    damage_event: {
      school_id: string
      id: string
      case_id: string
      at: Timestamp
      action: string
      actor_name: string
      note: Generated<string>
    }
  }
}
