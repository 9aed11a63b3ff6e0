import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { PlaceKind, UseKind } from './rules.ts'

/** numeric: read as text, written as a number. */
type Numeric = ColumnType<string, number, number>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    place_node: {
      school_id: string
      id: string
      parent_id: string | null
      kind: PlaceKind
      name: string
      full_name: string
      key: string
      code: string | null
      pinyin: string
      initials: string
      sort_key: string
      path: string[]
      building_id: string | null
      use_kind: UseKind | null
      area_m2: Numeric | null
      completed_on: string | null
      unit_id: string | null
      valid_from: string
      valid_to: string | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    place_past: {
      school_id: string
      id: string
      place_id: string
      name: string
      full_name: string
      parent_id: string | null
      use_kind: UseKind | null
      unit_id: string | null
      from_on: string
      to_on: string
      created_at: Timestamp
    }
    place_alias: {
      school_id: string
      id: string
      place_id: string
      alias: string
      key: string
      loose: string
      created_at: Timestamp
    }
    place_code: {
      school_id: string
      id: string
      code: string
      batch: string
      target_kind: string | null
      target_id: string | null
      claimed_at: Timestamp | null
      claimed_by: string | null
      retired_at: Timestamp | null
      created_at: Timestamp
    }
  }
}
