import type { Generated } from 'kysely'
import type { Timestamp } from '../../kernel/server/tables.ts'
import type { FileRole } from './rules.ts'

declare module '../../kernel/server/tables.ts' {
  interface Tables {
    attachment_file: {
      school_id: string
      id: string
      subject_kind: string | null
      subject_id: string | null
      role: Generated<FileRole>
      sha256: string
      large_sha256: string | null
      thumb_sha256: string | null
      name: string
      mime: string
      bytes: number
      width: number | null
      height: number | null
      uploaded_by: string | null
      stranger: string | null
      created_at: Timestamp
    }
  }
}
