import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { Cause, DifferenceState } from './machine.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    reconciliation_run: {
      school_id: string
      id: string
      kind: string
      as_at: string
      at: Timestamp
      person_id: string | null
      who: string
      row_count: number
      difference_count: number
      left_fen: number
      right_fen: number
    }
    reconciliation_row: {
      school_id: string
      id: string
      run_id: string
      seq: number
      key: string
      label: string
      left_fen: number
      right_fen: number
      left_quantity: string | null
      right_quantity: string | null
      href: string | null
      state: DifferenceState | null
      cause: Cause | null
      note: Generated<string>
      explained_by: string | null
      explained_name: Generated<string>
      explained_at: Timestamp | null
      agreed_by: string | null
      agreed_name: Generated<string>
      agreed_at: Timestamp | null
      returned_note: Generated<string>
      version: Generated<number>
    }
  }
}
