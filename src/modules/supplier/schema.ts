import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { FirmState } from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    supplier_firm: {
      school_id: string
      id: string
      no: string
      name: string
      name_key: string
      pinyin: Generated<string>
      initials: Generated<string>
      credit_code: string | null
      contact_name: Generated<string>
      phone: Generated<string>
      address: Generated<string>
      bank_name: Generated<string>
      bank_account: Generated<string>
      supplies: Generated<string>
      note: Generated<string>
      state: FirmState
      block_reason: Generated<string>
      blocked_until: string | null
      version: Generated<number>
      created_at: Timestamp
      updated_at: Timestamp
    }
    supplier_licence: {
      school_id: string
      id: string
      firm_id: string
      title: string
      number: Generated<string>
      valid_to: string | null
      required: boolean
      ended_at: Timestamp | null
      created_at: Timestamp
    }
    supplier_delivery: {
      school_id: string
      id: string
      firm_id: string
      document_kind: string
      document_id: string
      document_no: string
      delivered_on: string
      quality: number | null
      quantity: number | null
      time: number | null
      place: number | null
      price: number | null
      note: Generated<string>
      rated_by: Generated<string>
      version: Generated<number>
      created_at: Timestamp
    }
    supplier_event: {
      school_id: string
      id: string
      firm_id: string
      at: Timestamp
      on_day: string
      action: string
      actor_name: string
      note: Generated<string>
    }
  }
}
