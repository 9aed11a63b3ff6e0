import type { Logger } from 'pino'
import type { Actor, ReplySink } from './ctx.ts'
import type { DbPool } from './db.ts'
import type { FileStore, UploadedFile } from './files.ts'
import type { Registry } from './registry.ts'
import type { Secrets } from './secrets.ts'

/** What a running product consists of. Made by main.ts and by testing/. */
export interface App {
  registry: Registry
  /** Owner's connections; each transaction narrows itself to the app role and a school. */
  pool: DbPool
  files: FileStore
  secrets: Secrets
  log: Logger
  /** Where people reach the product; printed in QR codes. No slash at the end. */
  publicUrl: string
  /** The one clock. */
  now(): Date
  /** Wakes the outbox after a commit that emitted events. */
  wake(): void
}

/** A call as it reaches the kernel, from HTTP, from the command line, from a job. */
export interface Call {
  operation: string
  input: unknown
  schoolId: string
  actor: Actor
  requestId?: string
  /** Client-made id: a repeated command returns its first answer. */
  commandId?: string
  uploads?: readonly UploadedFile[]
  reply?: ReplySink
  /** Overrides the clock, for demo data and tests. */
  now?: Date
}

export const NO_REPLY: ReplySink = { setSession: () => undefined, clearSession: () => undefined }
