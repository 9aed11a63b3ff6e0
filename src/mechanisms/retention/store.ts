import type { Selectable } from 'kysely'
import type { Actions } from '../../kernel/pure/fields.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { contract, type ListRow } from './contract.ts'
import { type RetentionKind, retentionPoint } from './kinds.ts'

export type List = Selectable<Tables['retention_list']>

export const kindOf = (ctx: Ctx, id: string): RetentionKind | undefined =>
  ctx.all(retentionPoint).find(kind => kind.id === id)

export const listOf = (ctx: Ctx, id: string): Promise<List | undefined> =>
  ctx.db
    .selectFrom('retention_list')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Whoever proposed may not confirm; only the administrator may, alone and with a reason. */
export const needsReason = (ctx: Ctx, list: List): boolean => userOf(ctx)?.personId === list.proposed_by

export function toRow(ctx: Ctx, list: List): ListRow {
  const actions: Actions = {}
  if (list.state === 'proposed') {
    const alone = needsReason(ctx, list) && !hasRole(ctx, 'admin')
    if (ctx.may(contract.operations.destroy))
      actions.destroy = alone
        ? { allowed: false, why: contract.fail('same_person', { who: list.proposed_name }).message }
        : { allowed: true }
    if (ctx.may(contract.operations.withdraw)) actions.withdraw = { allowed: true }
  }
  return {
    id: list.id,
    no: list.no,
    state: list.state,
    kind: list.kind,
    title: list.title,
    before: list.before_on,
    keep: list.keep_text,
    basis: list.basis,
    reason: list.reason,
    proposedCount: list.proposed_count,
    destroyedCount: list.destroyed_count,
    proposedBy: list.proposed_name,
    proposedAt: list.proposed_at,
    decidedBy: list.decided_name,
    decidedAt: list.decided_at,
    aloneReason: list.alone_reason,
    alone: needsReason(ctx, list),
    version: list.version,
    actions,
  }
}
