import type { Generated } from 'kysely'
import type { Json, Timestamp } from '../../kernel/server/tables.ts'
import type { Assembled } from '../../mechanisms/metric/prose/assemble.ts'
import type { Doc } from '../../mechanisms/metric/prose/doc.ts'
import type { ReportState } from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    summary_report: {
      school_id: string
      id: string
      term_code: string
      from_on: string
      to_on: string
      title: string
      state: ReportState
      doc: Json<Doc>
      generated: Json<Doc>
      missing: Json<Assembled['missing']>
      uncovered: Json<Assembled['uncovered']>
      as_at: Timestamp
      version: Generated<number>
      created_by: string | null
      created_at: Timestamp
      updated_at: Timestamp
    }
    summary_signature: {
      school_id: string
      id: string
      report_id: string
      role: string
      person_id: string
      person_name: string
      signed_on: string
      signed_at: Timestamp
      withdrawn_at: Timestamp | null
      withdrawn_why: Generated<string>
    }
  }
}
