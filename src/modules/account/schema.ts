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
