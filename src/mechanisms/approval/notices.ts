import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { notify } from '../notification/index.ts'
import { directoryOf } from './points.ts'
import { CASE_REF, type Case, type Step } from './store.ts'

/** One message about an approval; the title says what it is, so that nobody need open it to know. */
export async function tell(
  ctx: Ctx,
  row: Case,
  topic: string,
  lead: string,
  personIds: readonly string[],
  body = '',
): Promise<void> {
  await notify(ctx, {
    personIds,
    topic: `approval.${topic}`,
    title: `${lead}：${row.title}`,
    body: body || bodyOf(row),
    link: `/approvals/${row.id}`,
    subject: { kind: CASE_REF, id: row.id },
  })
}

const bodyOf = (row: Case): string =>
  [row.no, row.unit_text, row.asker_name, row.amount_fen === null ? '' : formatFen(row.amount_fen)]
    .filter(Boolean)
    .join(' · ')

/** Copies go to persons, once each; the asker and those who sit there know already. */
export async function copyTo(
  ctx: Ctx,
  row: Case,
  persons: readonly { id: string; name: string }[],
  body = '',
): Promise<number> {
  const others = persons.filter(p => p.id !== row.asker_id)
  if (others.length === 0) return 0
  const added = await ctx.db
    .insertInto('approval_copy')
    .values(
      others.map(p => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        case_id: row.id,
        person_id: p.id,
        person_name: p.name,
        at: ctx.now,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('person_id')
    .execute()
  await tell(
    ctx,
    row,
    'copied',
    '抄送',
    added.map(a => a.person_id),
    body,
  )
  return added.length
}

/** When a step is passed, those whom the route wants to know of it. */
export async function copyByRoute(ctx: Ctx, row: Case, step: Step): Promise<void> {
  for (const role of step.cc_roles) await copyTo(ctx, row, await directoryOf(ctx).withRole(ctx, role))
}
