import type { ColumnType, Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { MonthGroup } from './frozen.ts'
import type { Cause, Level, OrderState, Source, WaitReason } from './machine.ts'

/** numeric: read as text, written as text or number. */
type Decimal = ColumnType<string, string | number, string | number>
type MaybeTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Text = Generated<string>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    workorder_order: {
      school_id: string
      id: string
      kind: string
      no: string
      state: OrderState
      trade: string
      level: Level
      item_code: string | null
      item_name: Text
      title: string
      description: Text
      source: Source
      place_id: string | null
      building_id: string | null
      place_path: Generated<string[]>
      place_text: Text
      reporter_person_id: string | null
      reporter_name: Text
      reporter_phone: string | null
      stranger: string | null
      reported_at: Timestamp
      reported_on: string
      timed: Generated<boolean>
      assignee_id: string | null
      assignee_name: Text
      accepted_at: MaybeTimestamp
      dispatched_at: MaybeTimestamp
      responded_at: MaybeTimestamp
      started_at: MaybeTimestamp
      clock_from: Timestamp
      respond_due_at: MaybeTimestamp
      finish_due_at: MaybeTimestamp
      wait_reason: WaitReason | null
      wait_note: Text
      wait_from: MaybeTimestamp
      done_at: MaybeTimestamp
      confirmed_at: MaybeTimestamp
      auto_confirmed: Generated<boolean>
      closed_at: MaybeTimestamp
      cause: Cause | null
      cause_note: Text
      rating: number | null
      rating_note: Text
      rework_count: Generated<number>
      endorse_count: Generated<number>
      photo_count: Generated<number>
      vendor_open: Generated<boolean>
      cost_fen: Generated<number>
      external_no: string | null
      register: string | null
      import_id: string | null
      fingerprint: string | null
      follow_token: string
      version: Generated<number>
      updated_at: Timestamp
      /** The driver reads infinity as the number Infinity. */
      due_at: ColumnType<Date | number, never, never>
      search: ColumnType<string, never, never>
    }
    workorder_line: {
      school_id: string
      id: string
      order_id: string
      seq: number
      kind: string
      trade: string
      reported_on: string
      item_code: string | null
      text: Text
      qty: Decimal
      measure: string
      counts: boolean
    }
    workorder_material: {
      school_id: string
      id: string
      order_id: string
      name: string
      qty: Decimal
      measure: string
      unit_price_fen: number
      amount_fen: number
      used_at: Timestamp
      document_kind: string | null
      document_id: string | null
      taken_back: Generated<boolean>
    }
    workorder_labour: {
      school_id: string
      id: string
      order_id: string
      person_id: string
      person_name: string
      minutes: number
      worked_on: string
    }
    workorder_event: {
      school_id: string
      id: string
      order_id: string
      at: Timestamp
      person_id: string | null
      who: string
      verb: string
      text: Text
      public: boolean
    }
    workorder_pause: {
      school_id: string
      id: string
      order_id: string
      reason: WaitReason
      note: Text
      from_at: Timestamp
      to_at: MaybeTimestamp
      minutes: Generated<number>
    }
    workorder_endorsement: {
      school_id: string
      id: string
      order_id: string
      at: Timestamp
      person_id: string | null
      name: Text
      phone: string | null
      note: Text
      stranger: string | null
      follow_token: string
    }
    workorder_vendor_call: {
      school_id: string
      id: string
      order_id: string
      vendor: string
      phone: Text
      under_warranty: boolean
      called_at: Timestamp
      called_by: string
      visit_on: string | null
      note: Text
      result: Text
      cost_fen: Generated<number>
      finished_at: MaybeTimestamp
    }
    workorder_extension: {
      school_id: string
      id: string
      order_id: string
      until_at: Timestamp
      reason: string
      asked_at: Timestamp
      asked_by: string
      asked_person_id: string | null
      approved: boolean | null
      decided_at: MaybeTimestamp
      decided_by: Text
      note: Text
    }
    workorder_escalation: {
      school_id: string
      id: string
      order_id: string
      step: string
      clock_from: Timestamp
      due_at: Timestamp
      at: Timestamp
      told: string
    }
    workorder_frozen: {
      school_id: string
      id: string
      month: string
      groups: Json<Omit<MonthGroup, 'month'>[]>
      days: Json<(Omit<MonthGroup, 'month'> & { day: string })[]>
      frozen_at: Timestamp
    }
  }
}
