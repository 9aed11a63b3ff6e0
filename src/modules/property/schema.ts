import type { ColumnType, Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { Cause, MonthState, SheetKind, SheetState, TemplateLine } from './rules.ts'

/** numeric: read as text, written as a number. */
type Numeric = ColumnType<string, number, number>
type NullableNumeric = ColumnType<string | null, number | null, number | null>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    property_sheet: {
      school_id: string
      id: string
      no: string
      kind: SheetKind
      state: SheetState
      term_code: string
      term_name: string
      unit_id: string | null
      place_id: string | null
      title: string
      group_text: Generated<string>
      place_text: Generated<string>
      keeper_id: string | null
      keeper_name: Generated<string>
      previous_id: string | null
      registered_on: string | null
      reviewed_on: string | null
      closed_on: string | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    property_line: {
      school_id: string
      id: string
      sheet_id: string
      sort: number
      name: string
      measure: string
      quantity: Numeric
      broken: ColumnType<string, number | undefined, number>
      note: Generated<string>
      asset_id: string | null
      asset_no: Generated<string>
      found: NullableNumeric
      found_broken: NullableNumeric
      review_note: Generated<string>
      cause: Cause | null
      explanation: Generated<string>
      charged_quantity: NullableNumeric
      case_id: string | null
      case_no: Generated<string>
      settled_by: Generated<string>
    }
    property_event: {
      school_id: string
      id: string
      sheet_id: string
      at: Timestamp
      action: string
      actor_name: string
      note: Generated<string>
    }
    property_template: {
      school_id: string
      id: string
      kind: SheetKind
      lines: Json<TemplateLine[]>
      version: Generated<number>
      updated_at: Timestamp
    }
    property_month: {
      school_id: string
      id: string
      month: string
      state: MonthState
      published_on: string | null
      published_by: Generated<string>
      note: Generated<string>
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    property_deduction: {
      school_id: string
      id: string
      month_id: string
      unit_id: string
      on_day: string
      points: Numeric
      reason: string
      case_id: string | null
      case_no: Generated<string>
      noted_by: string
      withdrawn: Generated<string>
      created_at: Timestamp
    }
    property_score: {
      school_id: string
      id: string
      month_id: string
      unit_id: string
      name: string
      points: Numeric
      score: Numeric
      rank: number
    }
  }
}
