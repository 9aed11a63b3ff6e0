import type { Selectable } from 'kysely'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, type StateMachine, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, type UserActor, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import type { AcceptanceState, BatchState, OrderState, RequestState, SheetState } from './machines.ts'
import './schema.ts'
import type { SubjectKind } from './words.ts'

/** The documents of this module: each has a state, a version and a day of change. */
interface Documents {
  procurement_request: 'request'
  procurement_batch: 'batch'
  procurement_sheet: 'sheet'
  procurement_order: 'order'
  procurement_acceptance: 'acceptance'
}
export type DocumentTable = keyof Documents
interface States {
  procurement_request: RequestState
  procurement_batch: BatchState
  procurement_sheet: SheetState
  procurement_order: OrderState
  procurement_acceptance: AcceptanceState
}
type StateOf<T extends DocumentTable> = States[T]
export type RowOf<T extends keyof Tables> = Selectable<Tables[T]>

const SUBJECTS: Record<DocumentTable, SubjectKind> = {
  procurement_request: 'request',
  procurement_batch: 'batch',
  procurement_sheet: 'sheet',
  procurement_order: 'order',
  procurement_acceptance: 'acceptance',
}

/** Purchases are the work of persons; nothing here happens by itself. */
export function me(ctx: Ctx): UserActor {
  const user = userOf(ctx)
  if (!user) throw kernelError('kernel.signed_out')
  return user
}

/** Loads a document for a change and holds it until the end of the transaction. */
export async function lock<T extends DocumentTable>(ctx: Ctx, table: T, id: string): Promise<RowOf<T>> {
  const row = await ctx.db
    .selectFrom(table as 'procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row as unknown as RowOf<T>
}

/** Loads a document to show it. */
export async function read<T extends DocumentTable>(ctx: Ctx, table: T, id: string): Promise<RowOf<T>> {
  const row = await ctx.db
    .selectFrom(table as 'procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row as unknown as RowOf<T>
}

/** Loads for an action: the state must allow it, the version must be what the caller saw. */
export async function lockFor<T extends DocumentTable, S extends string, A extends string>(
  ctx: Ctx,
  table: T,
  machine: StateMachine<S, A>,
  action: A,
  { id, version }: { id: string; version: number },
): Promise<RowOf<T>> {
  const row = await lock(ctx, table, id)
  const known = row as unknown as { state: S; version: number }
  if (!mayTransit(machine, action, known.state)) throw stateRefusal(machine, action, known.state)
  if (known.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

/** Writes the new state and what goes with it; the row must be as it was loaded. */
export async function change<T extends DocumentTable>(
  ctx: Ctx,
  table: T,
  row: { id: string; state: string; version: number },
  state: StateOf<T>,
  more: { action: string; note?: string; set?: Partial<RowOf<T>> },
): Promise<{ id: string; state: StateOf<T>; version: number }> {
  const done = await ctx.db
    .updateTable(table as 'procurement_order')
    .set({
      ...(more.set as object),
      state: state as 'ordered',
      version: row.version + 1,
      updated_at: ctx.now,
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('state', '=', row.state as 'ordered')
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  await note(ctx, SUBJECTS[table], row.id, more.action, more.note)
  return { id: row.id, state, version: row.version + 1 }
}

/** One line of a document's history, and of the audit log. */
export async function note(
  ctx: Ctx,
  kind: SubjectKind,
  id: string,
  action: string,
  text = '',
): Promise<void> {
  await ctx.db
    .insertInto('procurement_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      subject_kind: kind,
      subject_id: id,
      at: ctx.now,
      action,
      actor_name: actorName(ctx.actor),
      note: text,
    })
    .execute()
  ctx.about({ kind: `procurement.${kind}`, id }, text || action)
}

export async function eventsOf(ctx: Ctx, id: string) {
  const rows = await ctx.db
    .selectFrom('procurement_event')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('subject_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(e => ({ id: e.id, at: e.at, action: e.action, actorName: e.actor_name, note: e.note }))
}
