import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { type ClaimAction, type ClaimState, claimMachine, type Missing } from './rules.ts'
import './schema.ts'

export const CLAIM_REF = 'claim.claim'
export const refOf = (row: { id: string }) => ({ kind: CLAIM_REF, id: row.id })

export type Claim = Awaited<ReturnType<typeof lock>>

/** The claim, held until the transaction ends. */
export async function lock(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('claim_claim')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export async function load(
  ctx: Ctx,
  which: { id: string; version: number },
  action: ClaimAction,
): Promise<Claim> {
  const row = await lock(ctx, which.id)
  if (!mayTransit(claimMachine, action, row.state)) throw stateRefusal(claimMachine, action, row.state)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

export const me = (ctx: Ctx): string | null => userOf(ctx)?.personId ?? null

export function mustBeHandler(ctx: Ctx, row: Claim, action: string): void {
  if (row.handler_id !== me(ctx)) throw contract.fail('not_handler', { name: row.handler_name, action })
}

export type ClaimSet = Partial<{
  title: string
  unit_text: string
  amount_fen: number
  line_id: string | null
  payee: string
  payee_account: string
  supplier_id: string | null
  witness_id: string | null
  witness_name: string
  acceptor_id: string | null
  acceptor_name: string
  auditor_id: string | null
  auditor_name: string
  missing: Missing | null
  missing_note: string
  decision: string
  paid_by: string | null
  paid_name: string
  paid_on: string | null
  booked_by: string | null
  booked_name: string
  booked_on: string | null
  voucher_no: string
}>

export async function change(
  ctx: Ctx,
  row: Pick<Claim, 'id' | 'no' | 'state' | 'version'>,
  action: ClaimAction,
  to: ClaimState,
  note = '',
  set: ClaimSet = {},
) {
  const done = await ctx.db
    .updateTable('claim_claim')
    .set({ ...set, state: to, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  await say(ctx, row.id, claimMachine.transitions[action].title, note)
  ctx.about(refOf(row), note || `${row.no} ${claimMachine.states[to].label}`)
  return { id: row.id, state: to, version: row.version + 1 }
}

export async function say(ctx: Ctx, claimId: string, action: string, note: string, who?: string) {
  await ctx.db
    .insertInto('claim_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      claim_id: claimId,
      at: ctx.now,
      action,
      actor_name: who ?? actorName(ctx.actor),
      note,
    })
    .execute()
}

/** Kept for the list of what was held up, and why. */
export async function noteReturn(
  ctx: Ctx,
  claimId: string,
  what: { missing: Missing; note: string; refused: boolean; byName: string },
): Promise<void> {
  await ctx.db
    .insertInto('claim_return')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      claim_id: claimId,
      day: ctx.today,
      missing: what.missing,
      note: what.note,
      refused: what.refused,
      by_name: what.byName,
      created_at: ctx.now,
    })
    .execute()
}
