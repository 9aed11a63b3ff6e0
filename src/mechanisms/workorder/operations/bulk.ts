import { AppError } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { matching } from '../queries/filter.ts'
import type { OrderFilter } from '../shapes.ts'

type Bulk = Pick<Handlers<typeof contract>, 'bulk'>

const UNDO = {
  accept: 'unaccept',
  dispatch: 'undispatch',
  dispatchByRule: 'undispatch',
  close: 'unclose',
} as const

const UNDO_KEEPS: readonly string[] = ['accept', 'close']

/** Each order by the very command for one; a refusal stops that order only. */
export const bulk: Bulk = {
  async bulk(ctx, input) {
    const { action, personId } = input
    if (action === 'dispatch' && !personId) throw contract.fail('person_needed')
    const ids = await chosen(ctx, input.selection)
    const before = await factsBefore(ctx, ids)
    const results = []
    for (const id of ids) {
      const row = { id, no: before.get(id)?.no ?? '' }
      try {
        await ctx.savepoint(async () => {
          if (action === 'dispatch')
            await ctx.run(contract.operations.dispatch, { id, personId: personId as string })
          else await ctx.run(contract.operations[action], { id })
        })
        results.push({ ...row, ok: true })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        results.push({ ...row, ok: false, code: error.code, message: error.message })
      }
    }
    const done = results.filter(r => r.ok)
    // Taking back a change of worker would leave nobody: such rows are not offered.
    const undoable = done.filter(r => !before.get(r.id)?.assignee_id || UNDO_KEEPS.includes(action))
    const undo = action in UNDO ? UNDO[action as keyof typeof UNDO] : undefined
    return {
      done: done.length,
      refused: results.length - done.length,
      results,
      undo: undo && undoable.length > 0 ? { action: undo, ids: undoable.map(r => r.id) } : null,
    }
  },
}

/** In the order of their ids, so that two people who choose overlapping rows wait instead of blocking. */
async function chosen(
  ctx: Ctx,
  selection: { ids: string[] } | { filter: OrderFilter; expected: number },
): Promise<string[]> {
  if ('ids' in selection) return [...new Set(selection.ids)].sort()
  const rows = await (await matching(ctx, selection.filter))
    .select('o.id')
    .limit(selection.expected + 1000)
    .execute()
  if (rows.length !== selection.expected)
    throw contract.fail('selection_changed', { expected: selection.expected, actual: rows.length })
  return rows.map(r => r.id).sort()
}

async function factsBefore(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('workorder_order')
    .select(['id', 'no', 'assignee_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(r => [r.id, r]))
}
