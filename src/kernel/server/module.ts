import type { Contract, OutputOf, ParsedOf } from '../pure/operation.ts'
import type { Ctx } from './ctx.ts'

export type Handler<Op extends { input: never; output: never } | object> = Op extends {
  input: infer I
  output: infer O
}
  ? (
      ctx: Ctx,
      // biome-ignore lint/suspicious/noExplicitAny: narrowed by ParsedOf at once
      input: ParsedOf<{ input: I extends import('zod').ZodType ? I : any }>,
      // biome-ignore lint/suspicious/noExplicitAny: narrowed by OutputOf at once
    ) => Promise<OutputOf<{ output: O extends import('zod').ZodType ? O : any }>>
  : never

/** A handler for each operation of the contract; a missing one is a type error. */
export type Handlers<C extends Contract> = { [K in keyof C['operations']]: Handler<C['operations'][K]> }

/** Something a mechanism lets modules add: work kinds, metrics, registers, summary sections. */
export interface ExtensionPoint<T> {
  id: string
  of(value: T): Provision
}

export interface Provision {
  point: string
  value: unknown
}

export function extensionPoint<T>(id: string): ExtensionPoint<T> {
  return { id, of: value => ({ point: id, value }) }
}

export interface Subscriber {
  event: string
  /** Unique within the module; part of the outbox key. */
  name: string
  handle(ctx: Ctx, payload: never): Promise<void>
}

export interface Schedule {
  name: string
  title: string
  /** Cron in the time zone of the schools. */
  cron: string
  /** Called once a school, in a transaction of its own. */
  run(ctx: Ctx): Promise<void>
}

export interface ServerModule {
  contract: Contract
  /** Module and mechanism ids whose doors this one may use. */
  dependsOn: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: handlers of all shapes; each was checked by Handlers<C> where it was made
  handlers: Record<string, (ctx: Ctx, input: any) => Promise<unknown>>
  /** Folder under src/ with numbered SQL files. */
  migrations?: string
  subscribers?: readonly Subscriber[]
  schedules?: readonly Schedule[]
  provides?: readonly Provision[]
}

/** Checks handlers against the contract and returns the module. */
export function defineModule<C extends Contract>(
  module: Omit<ServerModule, 'contract' | 'handlers'> & { contract: C; handlers: Handlers<C> },
): ServerModule {
  return module as unknown as ServerModule
}
