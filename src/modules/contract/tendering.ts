import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { type TenderAction, type TenderState, tenderMachine } from './machine.ts'
import { note, TENDER_REF } from './store.ts'

export type Tender = Awaited<ReturnType<typeof tenderById>>

export async function tenderById(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('contract_tender')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The tender a command changes, locked, if it has not changed since it was looked at. */
export async function tenderToChange(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
): Promise<Tender> {
  const row = await ctx.db
    .selectFrom('contract_tender')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

export const bidsOf = (ctx: Ctx, tenderId: string) =>
  ctx.db
    .selectFrom('contract_bid')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('tender_id', '=', tenderId)
    .orderBy(eb => eb.fn.coalesce('amount_fen', eb.val(Number.MAX_SAFE_INTEGER)))
    .orderBy('id')
    .execute()

export interface TenderColumns {
  winner_id?: string | null
  decided_fen?: number | null
  decided_by_id?: string | null
  decided_by_name?: string
  decided_on?: string | null
  decision_reason?: string
  cancel_reason?: string
}

export async function moveTender(
  ctx: Ctx,
  row: Tender,
  action: TenderAction,
  text: string,
  columns: TenderColumns = {},
): Promise<{ id: string; state: TenderState; version: number }> {
  if (!mayTransit(tenderMachine, action, row.state)) throw stateRefusal(tenderMachine, action, row.state)
  const { title, to } = tenderMachine.transitions[action]
  const state = to as TenderState
  await touchTender(ctx, row, { state, ...columns })
  await note(ctx, { kind: TENDER_REF, id: row.id }, title, text)
  return { id: row.id, state, version: row.version + 1 }
}

export async function touchTender(
  ctx: Ctx,
  row: Pick<Tender, 'id' | 'version'>,
  columns: TenderColumns & { state?: TenderState },
): Promise<void> {
  const done = await ctx.db
    .updateTable('contract_tender')
    .set({ ...columns, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
}
