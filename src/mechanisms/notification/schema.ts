import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    notification_message: {
      school_id: string
      id: string
      person_id: string
      topic: string
      title: string
      body: Generated<string>
      link: string | null
      subject_kind: string | null
      subject_id: string | null
      created_at: Timestamp
      read_at: Timestamp | null
    }
  }
}
