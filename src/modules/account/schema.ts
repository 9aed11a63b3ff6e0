import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    account_user: {
      school_id: string
      id: string
      person_id: string
      login: string
      password_hash: string
      must_change: boolean
      initial_at: Timestamp | null
      failed_count: Generated<number>
      locked_until: Timestamp | null
      disabled_at: Timestamp | null
      last_seen_at: Timestamp | null
      created_at: Timestamp
      version: Generated<number>
    }
    account_session: {
      school_id: string
      id: string
      user_id: string
      token_sha256: Buffer
      device: Generated<string>
      created_at: Timestamp
      seen_at: Timestamp
      expires_at: Timestamp
    }
    account_factor: {
      school_id: string
      id: string
      user_id: string
      secret: string | null
      confirmed_at: Timestamp | null
      last_step: number | null
      pending_secret: string | null
      pending_at: Timestamp | null
      created_at: Timestamp
    }
    account_recovery_code: {
      school_id: string
      id: string
      user_id: string
      code_hash: string
      used_at: Timestamp | null
      created_at: Timestamp
    }
    account_identity: {
      school_id: string
      id: string
      provider: string
      subject: string
      user_id: string
      created_at: Timestamp
    }
  }
}
