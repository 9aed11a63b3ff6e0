import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    calendar_term: {
      school_id: string
      id: string
      code: string
      name: string
      from_on: string
      to_on: string
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    calendar_day: {
      school_id: string
      id: string
      day: string
      kind: 'off' | 'work'
      title: string
      like_weekday: number | null
      created_at: Timestamp
    }
    calendar_hours: {
      school_id: string
      id: string
      applies: Generated<string>
      weekday: number
      from_minute: number
      to_minute: number
      created_at: Timestamp
    }
  }
}
