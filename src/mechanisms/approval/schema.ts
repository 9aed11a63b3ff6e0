import type { Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { CaseState, Mode, Origin, SeatState, StepState } from './machine.ts'
import type { By, RouteDraft } from './shapes.ts'

type MaybeTimestamp = Timestamp | null
type Text = Generated<string>

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    approval_route: {
      school_id: string
      id: string
      subject_kind: string
      version: number
      routes: Json<RouteDraft[]>
      note: Text
      saved_at: Timestamp
      saved_by: string | null
      saved_by_name: string
    }
    approval_case: {
      school_id: string
      id: string
      subject_kind: string
      subject_id: string
      subject_title: string
      no: string
      title: string
      href: string
      amount_fen: number | null
      category: string | null
      category_title: Text
      unit_id: string | null
      unit_text: Text
      funding: string | null
      asker_id: string
      asker_name: string
      barred: Json<{ personId: string; reason: string }[]>
      state: CaseState
      route_version: number
      route_title: string
      ask_again: boolean
      started_at: Timestamp
      ended_at: MaybeTimestamp
      ended_by: Text
      end_note: Text
      urged_at: MaybeTimestamp
      urge_count: Generated<number>
      version: Generated<number>
    }
    approval_step: {
      school_id: string
      id: string
      case_id: string
      seq: number
      title: string
      sits: Json<By>
      mode: Mode
      added: Generated<boolean>
      hours: number | null
      cc_roles: string[]
      state: StepState
      round: Generated<number>
      opened_at: MaybeTimestamp
      closed_at: MaybeTimestamp
      due_at: MaybeTimestamp
      reminded_at: MaybeTimestamp
    }
    approval_seat: {
      school_id: string
      id: string
      case_id: string
      step_id: string
      round: number
      seq: number
      person_id: string
      person_name: string
      state: SeatState
      origin: Origin
      origin_text: Text
      for_id: string | null
      delegation_id: string | null
      extra: Generated<boolean>
      called_at: MaybeTimestamp
      decided_at: MaybeTimestamp
      note: Text
    }
    approval_event: {
      school_id: string
      id: string
      case_id: string
      at: Timestamp
      person_id: string | null
      who: string
      verb: string
      text: Text
    }
    approval_copy: {
      school_id: string
      id: string
      case_id: string
      person_id: string
      person_name: string
      at: Timestamp
    }
    approval_delegation: {
      school_id: string
      id: string
      from_id: string
      from_name: string
      to_id: string
      to_name: string
      from_on: string
      to_on: string
      kinds: string[]
      reason: Text
      made_at: Timestamp
      made_by: string
      revoked_at: MaybeTimestamp
    }
    approval_deputy: {
      school_id: string
      id: string
      person_id: string | null
      person_name: Text
      set_at: Timestamp
      set_by: string
    }
  }
}
