import { z } from 'zod'
import { AppError, type ErrorParams, type ErrorSpec } from './errors.ts'
import type { StateMachine } from './state.ts'

/**
 * Who may call: a list of role codes, anyone who is signed in, or anyone at all
 * (public pages; the handler itself decides what a stranger may learn).
 */
export type Access = readonly string[] | 'signed-in' | 'anyone'

export interface OperationSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: 'command' | 'query'
  /** 中文 name of what it does, verb first; also the button's and the audit log's word. */
  title: string
  input: I
  output: O
  access: Access
  /** May be called while a forced password change is pending. */
  beforePasswordChange?: boolean
  /** May be called while the second factor that one's role asks for is still to be set up. */
  beforeSecondFactor?: boolean
  /** Kept out of the audit log's stored input (passwords). */
  secret?: boolean
  /** Takes files as multipart/form-data beside the field `input`. */
  upload?: { maxBytes: number; maxFiles: number }
  /** Calls a minute and address for strangers; the kernel has a default. */
  rateLimit?: number
}

/** An operation that knows its own name, `module.verb`. */
export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = OperationSpec<
  I,
  O
> & {
  id: string
}

export type InputOf<Op extends { input: z.ZodType }> = z.input<Op['input']>
export type ParsedOf<Op extends { input: z.ZodType }> = z.output<Op['input']>
export type OutputOf<Op extends { output: z.ZodType }> = z.output<Op['output']>

export function command<I extends z.ZodType, O extends z.ZodType>(
  spec: Omit<OperationSpec<I, O>, 'kind'>,
): OperationSpec<I, O> {
  return { kind: 'command', ...spec }
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  spec: Omit<OperationSpec<I, O>, 'kind'>,
): OperationSpec<I, O> {
  return { kind: 'query', ...spec }
}

type Specs = Record<string, OperationSpec>
type Stamped<Ops extends Specs> = { [K in keyof Ops]: Ops[K] & { id: string } }

export interface Contract<
  Id extends string = string,
  Ops extends Specs = Specs,
  Errors extends Record<string, ErrorSpec> = Record<string, ErrorSpec>,
> {
  id: Id
  /** 中文 name of the module. */
  title: string
  operations: Stamped<Ops>
  errors: Errors
  machines: readonly StateMachine[]
  /** The error to throw: `throw contract.fail('already_claimed', { code })`. */
  fail(code: keyof Errors & string, params?: ErrorParams, fields?: Record<string, string>): AppError
}

export function defineContract<
  const Id extends string,
  Ops extends Specs,
  Errors extends Record<string, ErrorSpec>,
>(spec: {
  id: Id
  title: string
  operations: Ops
  errors: Errors
  machines?: readonly StateMachine[]
}): Contract<Id, Ops, Errors> {
  const operations = Object.fromEntries(
    Object.entries(spec.operations).map(([key, op]) => [key, { ...op, id: `${spec.id}.${key}` }]),
  ) as Stamped<Ops>
  return {
    id: spec.id,
    title: spec.title,
    operations,
    errors: spec.errors,
    machines: spec.machines ?? [],
    fail: (code, params, fields) =>
      new AppError(`${spec.id}.${code}`, spec.errors[code] as ErrorSpec, params, fields),
  }
}

/** The output of operations that answer with a file; the handler returns a Download, which is streamed. */
export const FileOutput = z.custom<object>(value => typeof value === 'object' && value !== null)

export const answersWithFile = (op: { output: unknown }): boolean => op.output === FileOutput
