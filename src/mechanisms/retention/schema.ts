import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { ListState } from './machine.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    retention_list: {
      school_id: string
      id: string
      no: string
      state: ListState
      kind: string
      title: string
      before_on: string
      keep_text: string
      basis: string
      reason: string
      proposed_count: number
      destroyed_count: number | null
      proposed_by: string
      proposed_name: string
      proposed_at: Timestamp
      decided_by: string | null
      decided_name: string | null
      decided_at: Timestamp | null
      alone_reason: string | null
      version: Generated<number>
    }
    retention_item: {
      school_id: string
      id: string
      list_id: string
      seq: number
      label: string
      dated_on: string
    }
  }
}
