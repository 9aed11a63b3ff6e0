import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { userOf } from '../../kernel/server/ctx.ts'
import { contract, type SignatureView } from './contract.ts'
import './schema.ts'

export interface Signing {
  subject: Ref
  /** In what capacity: 领用人. Once for each person and subject. */
  duty: string
  /** The sentence that is signed, word for word. */
  statement: string
  strokes?: string | undefined
}

/** The acting user signs. Refused: 'signature.twice', 'signature.stranger'. */
export async function sign(ctx: Ctx, signing: Signing): Promise<SignatureView> {
  const user = userOf(ctx)
  if (!user) throw contract.fail('stranger', {})
  return await write(ctx, signing, { name: user.name, personId: user.personId, witnessId: null })
}

/**
 * Somebody without an account (a pupil, a parent, a driver) draws his name on the phone of the acting user,
 * who is kept as the witness. Refused: 'signature.twice', 'signature.needs_strokes', 'signature.stranger'.
 */
export async function signAs(ctx: Ctx, signing: Signing & { name: string }): Promise<SignatureView> {
  const user = userOf(ctx)
  if (!user) throw contract.fail('stranger', {})
  if (!signing.strokes) throw contract.fail('needs_strokes', { name: signing.name })
  return await write(ctx, signing, { name: signing.name, personId: null, witnessId: user.personId })
}

/** The valid signatures of the documents, oldest first, by `refKey` order of the caller's list. */
export async function signaturesOf(ctx: Ctx, subjects: readonly Ref[]): Promise<SignedSubject[]> {
  if (subjects.length === 0) return []
  const rows = await ctx.db
    .selectFrom('signature_mark')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('subject_id', 'in', [...new Set(subjects.map(({ id }) => id))])
    .where('voided_at', 'is', null)
    .orderBy('id')
    .execute()
  const wanted = new Set(subjects.map(({ kind, id }) => `${kind}:${id}`))
  return rows
    .filter(row => wanted.has(`${row.subject_kind}:${row.subject_id}`))
    .map(row => ({
      subject: { kind: row.subject_kind, id: row.subject_id },
      id: row.id,
      duty: row.duty,
      statement: row.statement,
      name: row.name,
      personId: row.person_id,
      signedAt: row.signed_at,
      strokes: row.strokes,
    }))
}

export type SignedSubject = SignatureView & { subject: Ref }

/** The document was sent back: what was signed is no longer what it says. The marks stay, declared void. */
export async function voidSignatures(ctx: Ctx, subject: Ref, reason: string): Promise<number> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('signature_mark')
    .set({ voided_at: ctx.now, void_reason: reason || '单据退回' })
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('voided_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

async function write(
  ctx: Ctx,
  { subject, duty, statement, strokes }: Signing,
  who: { name: string; personId: string | null; witnessId: string | null },
): Promise<SignatureView> {
  const id = ctx.id()
  const written = await ctx.db
    .insertInto('signature_mark')
    .values({
      school_id: ctx.schoolId,
      id,
      subject_kind: subject.kind,
      subject_id: subject.id,
      duty,
      statement,
      name: who.name,
      person_id: who.personId,
      witness_id: who.witnessId,
      strokes: strokes ?? null,
      signed_at: ctx.now,
      voided_at: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows) === 0) throw contract.fail('twice', { name: who.name, duty })
  const { name, personId } = who
  return { id, duty, statement, name, personId, signedAt: ctx.now, strokes: strokes ?? null }
}
