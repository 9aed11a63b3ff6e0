import type { Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { UnitKind } from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    org_unit: {
      school_id: string
      id: string
      parent_id: string | null
      kind: UnitKind
      name: string
      code: string | null
      pinyin: Generated<string>
      initials: Generated<string>
      path: string[]
      sort: Generated<number>
      head_person_id: string | null
      valid_from: string
      valid_to: string | null
      successor_id: string | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    org_past: {
      school_id: string
      id: string
      unit_id: string
      name: string
      parent_id: string | null
      from_on: string
      to_on: string
      created_at: Timestamp
    }
    org_setting: {
      school_id: string
      id: string
      key: string
      value: Json<unknown>
      version: Generated<number>
      updated_at: Timestamp
    }
  }
}
