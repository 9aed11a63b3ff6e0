import type { Actions } from '../../kernel/pure/fields.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import { property } from './contract.ts'
import { DUTIES, OFFICE, type SheetAction, sheetMachine } from './rules.ts'
import type { Sheet } from './store.ts'

const BUTTONS: readonly { operation: { id: string }; action: SheetAction }[] = [
  { operation: property.saveLines, action: 'edit' },
  { operation: property.hand, action: 'hand' },
  { operation: property.signFor, action: 'sign' },
  { operation: property.takeBack, action: 'takeBack' },
  { operation: property.startReview, action: 'startReview' },
  { operation: property.saveReview, action: 'review' },
  { operation: property.finishReview, action: 'finishReview' },
  { operation: property.explain, action: 'settle' },
  { operation: property.charge, action: 'settle' },
  { operation: property.close, action: 'close' },
  { operation: property.cancel, action: 'cancel' },
]

interface Facts {
  lines: number
  uncounted: number
  unsettled: number
  missing: readonly string[]
}

/** What the actor may do with the sheet; `sign:班主任` for a place that is his to sign. */
export function actionsFor(ctx: Ctx, sheet: Sheet, facts: Facts): Actions {
  const actions: Actions = {}
  for (const { operation, action } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(sheetMachine, action, sheet.state)) continue
    const key = operation.id.split('.')[1] as string
    const why = whyNot(key, facts)
    if (why !== '') actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  if (sheet.state === 'signing')
    for (const { duty, by, drawn } of DUTIES[sheet.kind])
      if (!drawn && facts.missing.includes(duty) && mayHold(ctx, sheet, duty, by))
        actions[`sign:${duty}`] = { allowed: true }
  return actions
}

/** Undefined: go on. '' : not worth a word. */
function whyNot(key: string, { lines, uncounted, unsettled, missing }: Facts): string | undefined {
  if (key === 'hand' && lines === 0) return '还没有填物品'
  if (key === 'finishReview' && uncounted > 0) return `还有 ${uncounted} 样没有点`
  if (key === 'close' && unsettled > 0) return `还有 ${unsettled} 样差异没有处理`
  if (key === 'signFor' && missing.every(duty => duty === OFFICE)) return ''
  return undefined
}

function mayHold(ctx: Ctx, sheet: Sheet, duty: string, by: readonly string[]): boolean {
  if (duty === OFFICE) return hasRole(ctx, ...by)
  const me = userOf(ctx)?.personId
  if (sheet.keeper_id) return sheet.keeper_id === me
  return hasRole(ctx, ...by)
}
