import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { PeriodState } from './machine.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    ledger_account: {
      school_id: string
      id: string
      book: string
      kind: string
      key: string
      commodity: string
      title: string
      floor: boolean
      held_fen: number | null
      held_quantity: string | null
      opened_at: Timestamp
    }
    ledger_entry: {
      school_id: string
      id: string
      book: string
      day: string
      no: string | null
      document_kind: string
      document_id: string
      document_no: string
      note: string
      reverses_id: string | null
      posted_at: Timestamp
      person_id: string | null
      who: string
    }
    ledger_line: {
      school_id: string
      id: string
      entry_id: string
      seq: number
      account_id: string
      day: string
      amount_fen: number
      quantity: string
    }
    ledger_period: {
      school_id: string
      id: string
      book: string
      month: string
      state: PeriodState
      closed_at: Timestamp | null
      closed_by: string | null
      closed_name: Generated<string>
      reopened_at: Timestamp | null
      reopened_by: string | null
      reopened_name: Generated<string>
      reopen_reason: Generated<string>
      entries: Generated<number>
      version: Generated<number>
    }
  }
}
