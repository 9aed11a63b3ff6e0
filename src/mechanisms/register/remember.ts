import { createHash } from 'node:crypto'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { actorName } from '../../kernel/server/ctx.ts'
import { headingKey } from './fields.ts'
import { registerPoint } from './kind.ts'
import type { Choices, Question, SheetSettings } from './shapes.ts'

/** Topics whose answer holds for one file only. */
const ONCE_ONLY = new Set(['date'])

/** What makes two sheets the same form: their headings in their order. */
export function signatureOf(headings: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headings.map(headingKey)))
    .digest('hex')
}

export async function rememberMapping(
  ctx: Ctx,
  headings: readonly string[],
  settings: SheetSettings,
): Promise<void> {
  const signature = signatureOf(headings)
  await ctx.db.deleteFrom('register_mapping').where('signature', '=', signature).execute()
  if (settings.kind === null) return
  await ctx.db
    .insertInto('register_mapping')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      kind: settings.kind,
      signature,
      settings: JSON.stringify(settings),
      used_at: ctx.now,
    })
    .execute()
}

/** How sheets with these headings were read last time, by signature. */
export async function rememberedMappings(
  ctx: Ctx,
  signatures: readonly string[],
): Promise<Map<string, SheetSettings>> {
  if (signatures.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('register_mapping')
    .select(['signature', 'settings'])
    .where('signature', 'in', signatures)
    .execute()
  return new Map(rows.map(row => [row.signature, row.settings]))
}

/** Keeps answers for later imports; an empty answer takes an earlier one back. */
export async function rememberChoices(
  ctx: Ctx,
  questions: readonly Question[],
  choices: Choices,
): Promise<void> {
  for (const question of questions) {
    const answer = choices[question.key]
    if (answer === undefined || ONCE_ONLY.has(question.topic)) continue
    await ctx.db
      .deleteFrom('register_choice')
      .where('kind', '=', question.kind)
      .where('question', '=', question.key)
      .execute()
    if (answer === '') continue
    await kindOf(ctx, question.kind)?.learn?.(ctx, question, answer)
    await ctx.db
      .insertInto('register_choice')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        kind: question.kind,
        question: question.key,
        answer,
        answer_text: question.options.find(option => option.value === answer)?.label ?? answer,
        chosen_by: actorName(ctx.actor),
        chosen_at: ctx.now,
      })
      .execute()
  }
}

export async function rememberedChoices(ctx: Ctx, kinds: readonly string[]): Promise<Choices> {
  const rows = await ctx.db
    .selectFrom('register_choice')
    .select(['question', 'answer'])
    .where('kind', 'in', kinds)
    .execute()
  return Object.fromEntries(rows.map(row => [row.question, row.answer]))
}

const kindOf = (ctx: Ctx, id: string) => ctx.all(registerPoint).find(kind => kind.id === id)
