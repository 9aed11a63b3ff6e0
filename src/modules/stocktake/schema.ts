import type { ColumnType, Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { CampaignState, Cause, CountKind, Duty, EntryKind, Result } from './rules.ts'
import type { Scope } from './shapes.ts'

/** numeric: read as text, written as a number. */
type Numeric = ColumnType<string, number, number>
type NullableNumeric = ColumnType<string | null, number | null, number | null>
type NullableInstant = ColumnType<Date | null, Date | null, Date | null>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    stocktake_campaign: {
      school_id: string
      id: string
      no: string
      kind: CountKind
      title: string
      state: CampaignState
      blind: boolean
      scope: Json<Scope>
      scope_text: string
      due_on: string | null
      note: Generated<string>
      started_at: NullableInstant
      finished_on: string | null
      adjusted_on: string | null
      closed_on: string | null
      submitted_by: string | null
      approved_by: Generated<string>
      answer: Generated<string>
      version: Generated<number>
      created_by: string | null
      created_at: Timestamp
      updated_at: Timestamp
    }
    stocktake_counter: {
      school_id: string
      id: string
      campaign_id: string
      person_id: string
      name: string
      duty: Duty
      areas: string[]
      areas_text: Generated<string>
    }
    stocktake_line: {
      school_id: string
      id: string
      campaign_id: string
      origin: 'book' | 'outside' | 'extra'
      asset_id: string | null
      store_id: string | null
      item_id: string | null
      batch_id: string | null
      code: Generated<string>
      name: string
      spec: Generated<string>
      measure: string
      book_quantity: Numeric
      book_fen: number
      area_id: string | null
      area_text: Generated<string>
      area_path: Generated<string[]>
      unit_text: Generated<string>
      keeper_text: Generated<string>
      use_text: Generated<string>
      round: Generated<number>
      found_quantity: NullableNumeric
      found_area_id: string | null
      found_area_text: Generated<string>
      damaged: Generated<boolean>
      move_here: Generated<boolean>
      count_note: Generated<string>
      counted_at: NullableInstant
      counted_by: Generated<string>
      result: ColumnType<Result, never, never>
      cause: Cause | null
      opinion: Generated<string>
      value_fen: number | null
      value_basis: 'market' | 'nominal' | null
      settled_by: Generated<string>
      settled_person: Generated<string | null>
      released: Generated<boolean>
    }
    stocktake_entry: {
      school_id: string
      id: string
      campaign_id: string
      line_id: string | null
      kind: EntryKind
      round: number
      spot: Generated<string>
      area_id: string | null
      quantity: Numeric
      damaged: Generated<boolean>
      move_here: Generated<boolean>
      room_done: Generated<boolean>
      undoes: Generated<string | null>
      note: Generated<string>
      counted_at: Timestamp
      counter_id: string
      counter_name: string
      received_at: Timestamp
    }
    stocktake_event: {
      school_id: string
      id: string
      campaign_id: string
      at: Timestamp
      action: string
      actor_name: string
      note: Generated<string>
    }
  }
}
