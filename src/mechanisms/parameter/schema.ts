import type { Json, Timestamp } from '../../kernel/server/tables.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    parameter_value: {
      school_id: string
      id: string
      key: string
      value: Json<unknown>
      source: string
      note: string
      valid_from: string
      valid_to: string | null
      set_by: string | null
      set_by_name: string
      created_at: Timestamp
    }
  }
}
