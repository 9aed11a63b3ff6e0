import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    signature_mark: {
      school_id: string
      id: string
      subject_kind: string
      subject_id: string
      duty: string
      statement: string
      name: string
      person_id: string | null
      witness_id: string | null
      strokes: string | null
      signed_at: Timestamp
      voided_at: Timestamp | null
      void_reason: Generated<string>
    }
  }
}
