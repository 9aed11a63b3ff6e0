import type { ColumnType, Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type {
  Change,
  Choices,
  ImportMode,
  ImportResult,
  ImportState,
  Outline,
  Progress,
  Question,
  RowStatus,
  Settings,
  SheetSettings,
  Understood,
} from './shapes.ts'

/** jsonb with a default. */
type DefaultJson<T> = ColumnType<T, string | undefined, string>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    register_import: {
      school_id: string
      id: string
      kind: string
      state: ImportState
      file_sha256: string
      file_name: string
      file_bytes: number
      settings: DefaultJson<Settings>
      choices: DefaultJson<Choices>
      outline: DefaultJson<Outline>
      questions: DefaultJson<Question[]>
      mode: ImportMode | null
      rows_read: Generated<number>
      imported: Generated<number>
      refused: Generated<number>
      skipped: Generated<number>
      result: ColumnType<ImportResult | null, string | null | undefined, string | null>
      progress: ColumnType<Progress | null, string | null | undefined, string | null>
      error: string | null
      run_token: string | null
      heartbeat_at: Timestamp | null
      user_id: string | null
      user_name: string
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
      finished_at: Timestamp | null
    }
    register_import_row: {
      school_id: string
      id: string
      import_id: string
      position: number
      kind: string
      sheet: string
      row_no: number
      status: RowStatus
      reason: string | null
      cells: Json<string[]>
      understood: Json<Understood[]>
      record_kind: string | null
      record_id: string | null
      fingerprint: string | null
      effect: 'created' | 'updated' | null
      changes: DefaultJson<Change[]>
    }
    register_mapping: {
      school_id: string
      id: string
      kind: string
      signature: string
      settings: Json<SheetSettings>
      used_at: Timestamp
    }
    register_choice: {
      school_id: string
      id: string
      kind: string
      question: string
      answer: string
      answer_text: string
      chosen_by: string
      chosen_at: Timestamp
    }
    register_view: {
      school_id: string
      id: string
      register: string
      name: string
      query: string
      shared: Generated<boolean>
      owner_id: string
      owner_name: string
      created_at: Timestamp
      updated_at: Timestamp
    }
  }
}
