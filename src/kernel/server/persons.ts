import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { extensionPoint } from './module.ts'
import type { Tables } from './tables.ts'

/** Two rows were one person: what was the dropped row's becomes the kept one's. */
export type MovePerson = (ctx: Ctx, move: { droppedId: string; keptId: string }) => Promise<void>

/**
 * Whoever keeps ids of persons without a foreign key (a mechanism, which knows no module) says here how they
 * follow when two rows are merged. It runs in the transaction of the merge.
 */
export const personPoint = extensionPoint<MovePerson>('kernel.person')

/** The usual way: every row that names the dropped person names the kept one. */
export const personColumn =
  <T extends keyof Tables & string>(table: T, column: keyof Tables[T] & string): MovePerson =>
  async (ctx, { droppedId, keptId }) => {
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${keptId}
      where school_id = ${ctx.schoolId} and ${sql.ref(column)} = ${droppedId}`.execute(ctx.db)
  }
