import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as a value, written as a JSON string. */
export type Json<T> = ColumnType<T, string, string>
export type Timestamp = ColumnType<Date, Date | string, Date | string>

interface KernelTables {
  school: {
    id: string
    slug: string
    name: string
    short_name: string
    kind: 'school' | 'district'
    zone: Generated<string>
    demo: Generated<boolean>
    created_at: Timestamp
  }
  kernel_audit: {
    school_id: string
    id: string
    at: Timestamp
    actor_kind: 'user' | 'anonymous' | 'system'
    actor_id: string | null
    actor_name: string
    operation: string
    subject_kind: string | null
    subject_id: string | null
    note: string | null
    detail: Json<unknown>
    request_id: string | null
    seal_seq: ColumnType<number | null, never, number>
    seal_hash: ColumnType<string | null, never, string>
  }
  kernel_audit_head: { school_id: string; seq: number; hash: string }
  kernel_outbox: {
    school_id: string
    id: string
    at: Timestamp
    event: string
    subscriber: string
    payload: Json<unknown>
    attempts: Generated<number>
    not_before: Timestamp
    last_error: string | null
    done_at: Timestamp | null
  }
  kernel_command: {
    school_id: string
    id: string
    operation: string
    actor: string
    answer: ColumnType<unknown, string | null, string>
    at: Timestamp
  }
  kernel_occurrence: {
    school_id: string
    schedule: string
    due_at: Timestamp
    attempts: Generated<number>
    not_before: Timestamp | null
    last_error: string | null
    done_at: Timestamp | null
  }
  kernel_note: { key: string; value: string }
  kernel_rate: { key: string; count: number; ends_at: Timestamp }
  kernel_number: { school_id: string; kind: string; year: number; last: number }
}

/**
 * All tables of the product. Each module adds its own by declaration merging:
 * `declare module '…/kernel/server/tables.ts' { interface Tables { repair_order: … } }`.
 */
export interface Tables extends KernelTables {}
