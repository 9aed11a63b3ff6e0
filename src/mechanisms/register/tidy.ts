import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { INTERRUPTED, PREVIEW_INTERRUPTED, STALE_MS } from './rules.ts'

/** How long the rows of an import that never came to be are kept: they hold names out of a spreadsheet. */
const KEEP_ROWS_MS = 30 * 24 * 3600 * 1000

/** As `isInterrupted` has it, of a run under way. */
export const noSignOfLife = (
  eb: ExpressionBuilder<Tables, 'register_import'>,
  now: Date,
): Expression<SqlBool> =>
  eb.not(eb.between('heartbeat_at', new Date(now.getTime() - STALE_MS), new Date(now.getTime() + STALE_MS)))

/** Closes runs whose process died, and forgets the rows of imports nobody went on with. */
export async function tidyImports(ctx: Ctx): Promise<void> {
  for (const [state, error] of [
    ['previewing', PREVIEW_INTERRUPTED],
    ['committing', INTERRUPTED],
  ] as const)
    await ctx.db
      .updateTable('register_import')
      .set(eb => ({
        state: 'failed',
        error,
        run_token: null,
        version: eb('version', '+', 1),
        updated_at: ctx.now,
      }))
      .where('state', '=', state)
      .where(eb => noSignOfLife(eb, ctx.now))
      .execute()
  const forgotten = ctx.db
    .selectFrom('register_import')
    .select('id')
    .where('state', 'not in', ['done', 'previewing', 'committing'])
    .where('updated_at', '<', new Date(ctx.now.getTime() - KEEP_ROWS_MS))
  await ctx.db.deleteFrom('register_import_row').where('import_id', 'in', forgotten).execute()
}
