import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { refKey } from '../../kernel/pure/ref.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { attach, listFor } from '../../mechanisms/attachment/index.ts'
import { type AgreementAction, type AgreementState, agreementMachine } from './machine.ts'

export const AGREEMENT_REF = 'contract.agreement'
export const CHANGE_REF = 'contract.change'
export const TENDER_REF = 'contract.tender'
export const IMPORT_REF = 'contract.import'
export const RECEIPT_REF = 'contract.receipt'

export type Agreement = Awaited<ReturnType<typeof agreementById>>

export const me = (ctx: Ctx): { id: string | null; name: string } => ({
  id: userOf(ctx)?.personId ?? null,
  name: actorName(ctx.actor),
})

export async function agreementById(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('contract_agreement')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The contract a command changes, locked, if it has not changed since it was looked at. */
export async function agreementToChange(
  ctx: Ctx,
  which: { id: string; version: number },
): Promise<Agreement> {
  const row = await lockAgreement(ctx, which.id)
  if (row.version !== which.version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

export async function lockAgreement(ctx: Ctx, id: string): Promise<Agreement> {
  const row = await ctx.db
    .selectFrom('contract_agreement')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

interface AgreementColumns {
  signed_on?: string | null
  ended_on?: string | null
  end_reason?: string
  outer_no?: string
  alerted_days?: number | null
}

/** Moves a locked contract to its next state; compare-and-set besides. */
export async function moveAgreement(
  ctx: Ctx,
  row: Agreement,
  action: AgreementAction,
  text: string,
  columns: AgreementColumns = {},
): Promise<{ id: string; state: AgreementState; version: number }> {
  if (!mayTransit(agreementMachine, action, row.state))
    throw stateRefusal(agreementMachine, action, row.state)
  const { title, to } = agreementMachine.transitions[action]
  const state = to as AgreementState
  await patchAgreement(ctx, row, { state, ...columns })
  await note(ctx, { kind: AGREEMENT_REF, id: row.id }, title, text)
  return { id: row.id, state, version: row.version + 1 }
}

export async function patchAgreement(
  ctx: Ctx,
  row: Agreement,
  columns: AgreementColumns & {
    state?: AgreementState
    total_fen?: number
    ends_on?: string
    plan?: string
    title?: string
    scope?: string
    note?: string
  },
): Promise<void> {
  const done = await ctx.db
    .updateTable('contract_agreement')
    .set({ ...columns, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
}

export interface Subject {
  kind: string
  id: string
}

export async function note(ctx: Ctx, subject: Subject, action: string, text = ''): Promise<void> {
  await ctx.db
    .insertInto('contract_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      subject_kind: subject.kind,
      subject_id: subject.id,
      at: ctx.now,
      on_day: ctx.today,
      action,
      actor_name: actorName(ctx.actor),
      note: text,
    })
    .execute()
  ctx.about(subject, text)
}

export const eventsOf = (ctx: Ctx, subject: Subject) =>
  ctx.db
    .selectFrom('contract_event')
    .select(['id', 'at', 'action', 'actor_name as actorName', 'note'])
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .orderBy('id')
    .limit(500)
    .execute()

export const filesOf = async (ctx: Ctx, subject: Subject) =>
  (await listFor(ctx, [subject])).get(refKey(subject)) ?? []

export async function hang(
  ctx: Ctx,
  subject: Subject,
  fileIds: readonly string[],
): Promise<Record<string, never>> {
  await attach(ctx, subject, fileIds, 'other')
  await note(ctx, subject, '添加附件', `${fileIds.length} 个文件`)
  return {}
}

export const escapeLike = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
