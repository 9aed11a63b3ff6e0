import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { PersonKind } from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    people_person: {
      school_id: string
      id: string
      name: string
      pinyin: Generated<string>
      initials: Generated<string>
      kind: PersonKind
      staff_no: string | null
      phone: string | null
      phone_tail: string | null
      unit_id: string | null
      note: Generated<string>
      left_on: string | null
      merged_into_id: string | null
      erased_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    people_alias: {
      school_id: string
      id: string
      person_id: string
      alias: string
      created_at: Timestamp
    }
    people_post: {
      school_id: string
      id: string
      person_id: string
      role: string
      unit_id: string | null
      title: Generated<string>
      valid_from: string
      valid_to: string | null
      created_at: Timestamp
    }
  }
}
