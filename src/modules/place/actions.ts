import type { Actions } from '../../kernel/pure/fields.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { kindsBelow } from './rules.ts'
import type { Node } from './store.ts'

/** What this person may do with a place now. */
export function actionsOn(ctx: Ctx, node: Node): Actions {
  const ended = node.to === null ? undefined : `已在 ${node.to} 停用，先恢复再办理`
  const { operations } = contract
  const actions: Actions = {}
  const offer = (key: keyof typeof operations, why?: string): void => {
    if (ctx.may(operations[key]))
      actions[key] = why === undefined ? { allowed: true } : { allowed: false, why }
  }
  offer('update', ended)
  offer('move', ended)
  offer('addAlias', ended)
  offer('makeCodes', ended)
  if (kindsBelow(node.kind).length > 0) offer('create', ended)
  if (node.kind === 'building') offer('layOut', ended)
  if (ended) offer('reopen')
  else offer('end')
  return actions
}
