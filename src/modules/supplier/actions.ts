import type { Actions } from '../../kernel/pure/fields.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { supplier } from './contract.ts'
import { type FirmAction, type FirmState, firmMachine } from './rules.ts'

const MOVES: readonly FirmAction[] = ['block', 'unblock', 'end', 'revive']

/** What the user may do with a firm now. */
export function actionsFor(ctx: Ctx, { state }: { state: FirmState }): Actions {
  const actions: Actions = {}
  if (ctx.may(supplier.update)) actions.update = { allowed: true }
  if (ctx.may(supplier.addLicence)) actions.addLicence = { allowed: true }
  if (ctx.may(supplier.rate)) actions.rate = { allowed: true }
  for (const move of MOVES)
    if (ctx.may(supplier[move]) && mayTransit(firmMachine, move, state)) actions[move] = { allowed: true }
  return actions
}
