import type { Ctx } from '../../kernel/server/ctx.ts'
import { directoryOf } from './points.ts'
import type { Person } from './rules.ts'

export interface Delegate {
  id: string
  to: Person
  /** 受韩建平委托（外出培训） */
  text: string
}

/** A circle of people who are all away must end. */
const MOST_HOPS = 5

/**
 * Who signs today in place of somebody on leave; nobody when he is not, or when the delegate may not sign
 * this document. A delegate who is away himself hands on to his own.
 */
export async function delegateOf(
  ctx: Ctx,
  kind: string,
  person: Person,
  barred: ReadonlyMap<string, string>,
): Promise<Delegate | undefined> {
  let away = person
  let found: Delegate | undefined
  const seen = new Set([person.id])
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const row = await runningFrom(ctx, away.id, kind)
    if (!row || seen.has(row.to_id)) break
    const [to] = await directoryOf(ctx).active(ctx, [row.to_id])
    if (!to) break
    seen.add(to.id)
    away = to
    if (!barred.has(to.id))
      found = { id: row.id, to, text: `受${person.name}委托${row.reason ? `（${row.reason}）` : ''}` }
  }
  return found
}

const runningFrom = (ctx: Ctx, fromId: string, kind: string) =>
  ctx.db
    .selectFrom('approval_delegation')
    .select(['id', 'to_id', 'reason'])
    .where('school_id', '=', ctx.schoolId)
    .where('from_id', '=', fromId)
    .where('revoked_at', 'is', null)
    .where('from_on', '<=', ctx.today)
    .where('to_on', '>=', ctx.today)
    .where(eb => eb.or([eb('kinds', '=', eb.val([] as string[])), eb(eb.val(kind), '=', eb.fn.any('kinds'))]))
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst()
