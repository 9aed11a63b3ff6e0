import type { Selectable } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Actions } from '../../kernel/pure/fields.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { importableKinds } from './kinds.ts'
import { importMachine, seenAs } from './rules.ts'

/** An import as people see it: a dead run counts as failed. */
export type ImportRecord = Selectable<Tables['register_import']>

export async function findImport(ctx: Ctx, id: string): Promise<ImportRecord> {
  const found = await ctx.db.selectFrom('register_import').selectAll().where('id', '=', id).executeTakeFirst()
  if (!found || !importableKinds(ctx).some(kind => kind.id === found.kind)) throw notFound()
  return found
}

export const seen = (ctx: Ctx, found: Pick<ImportRecord, 'state' | 'error' | 'heartbeat_at'>) =>
  seenAs({ state: found.state, error: found.error, heartbeatAt: found.heartbeat_at }, ctx.now)

/** What may be done with the import now. */
export function actionsOf(ctx: Ctx, found: ImportRecord): Actions {
  const { state } = seen(ctx, found)
  const actions: Actions = {}
  for (const [name, action] of [
    ['edit', 'remap'],
    ['preview', 'preview'],
    ['commit', 'commit'],
    ['discard', 'discard'],
  ] as const)
    actions[name] = mayTransit(importMachine, action, state)
      ? { allowed: true }
      : { allowed: false, why: stateRefusal(importMachine, action, state).message }
  if (actions.commit?.allowed && !found.result)
    actions.commit = { allowed: false, why: '还没有预演，请先看一遍预演结果再导入。' }
  return actions
}
