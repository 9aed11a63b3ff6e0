import type { Logger } from 'pino'
import type { InputOf, Operation, OutputOf } from '../pure/operation.ts'
import type { Ref } from '../pure/ref.ts'
import type { App } from './app.ts'
import type { Db } from './db.ts'
import type { FileStore, UploadedFile } from './files.ts'
import type { Writer } from './gather.ts'
import type { ExtensionPoint } from './module.ts'
import type { Secrets } from './secrets.ts'

export interface UserActor {
  kind: 'user'
  userId: string
  personId: string
  name: string
  roles: readonly string[]
  sessionId: string
  mustChangePassword: boolean
  /** His role asks for a second factor, and he has none yet. */
  mustEnrol?: boolean
}

export type Actor =
  | UserActor
  /** A stranger on a public page. `address` is a keyed hash, good for limits and for nothing else. */
  | { kind: 'anonymous'; address: string }
  | { kind: 'system'; name: string }

/** All that a handler has. There is no other way to the database, the clock, or the user. */
export interface Ctx {
  /** The transaction of this operation. */
  readonly db: Db
  readonly now: Date
  /** The day in the school's zone, YYYY-MM-DD. */
  readonly today: string
  readonly schoolId: string
  readonly zone: string
  readonly actor: Actor
  readonly log: Logger
  readonly files: FileStore
  readonly secrets: Secrets
  /** The files that came with the call, for operations that take uploads. */
  readonly uploads: readonly UploadedFile[]
  /** Request header values that public pages may need (user agent, address already hashed). */
  readonly requestId: string
  /** True inside a preview, whose transaction is rolled back: nothing may leave the database. */
  readonly preview: boolean
  /** Where people reach the product; printed in QR codes. No slash at the end. */
  readonly publicUrl: string
  /** A new time-ordered id. */
  id(): string
  /** The next human number, e.g. number('BX') → BX-2026-000123. Gapless, per school and year. */
  number(prefix: string, year?: number): Promise<string>
  /** May the actor call it? (roles only; the handler may still refuse) */
  may(operation: { id: string }): boolean
  /** All operations of the product. */
  operations(): readonly Operation[]
  /** Calls another operation in the same transaction, as the same actor, audited as itself. */
  run<Op extends Operation>(operation: Op, input: InputOf<Op>): Promise<OutputOf<Op>>
  /** Runs `work` as the system (for consequences the actor has no permission for himself). */
  asSystem<T>(name: string, work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Runs `work` so that its failure undoes only its own writes. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /** A savepoint within which what is handed to `gather` is written in one go at the end: for many rows alike. */
  together<T>(work: () => Promise<T>): Promise<T>
  /** Writes the item: at once, or with the others of its sort where calls are worked through together. */
  gather<T>(writer: Writer<T>, item: T): Promise<void>
  /** Writes now what was gathered, for whoever must read it back. */
  settle(): Promise<void>
  /** Runs `work` in a transaction of its own that stays even if this one is rolled back (counting failures). */
  apart<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Names what the running command is about, for the audit log and the record's timeline. */
  about(ref: Ref, note?: string): void
  /** Handed to each subscriber after commit, exactly once. */
  emit(event: string, payload: unknown): Promise<void>
  /** All that modules provided at an extension point. */
  all<T>(point: ExtensionPoint<T>): readonly T[]
  /** Runs after a successful commit, in this process only (wake a poller, push to open pages). */
  afterCommit(task: () => void): void
  /**
   * Long work after commit, in this process, outside any transaction of this call (imports). The work
   * itself must be able to be interrupted at any point and started again.
   */
  background(task: (app: App) => Promise<void>): void
  /** Response headers and cookies, for sign-in. */
  readonly reply: ReplySink
}

export interface ReplySink {
  setSession(token: string, expiresAt: Date): void
  clearSession(): void
}

export function userOf(ctx: Ctx): UserActor | undefined {
  return ctx.actor.kind === 'user' ? ctx.actor : undefined
}

export const hasRole = (ctx: Ctx, ...roles: readonly string[]): boolean =>
  ctx.actor.kind === 'system' || (ctx.actor.kind === 'user' && ctx.actor.roles.some(r => roles.includes(r)))

export const actorName = (actor: Actor): string => (actor.kind === 'anonymous' ? '访客' : actor.name)
