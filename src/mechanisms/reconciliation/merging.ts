import { sql } from 'kysely'
import { type MovePerson, personColumn } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import './schema.ts'

/** Explanations and agreements follow; where one agreed to what the other explained, they were two. */
export const movePerson: MovePerson = async (ctx, move) => {
  const pair = [move.droppedId, move.keptId]
  const { rows } = await sql<{ label: string }>`select label from reconciliation_row
    where school_id = ${ctx.schoolId} and explained_by = any(${pair}::uuid[]) and agreed_by = any(${pair}::uuid[])
    limit 1`.execute(ctx.db)
  const [both] = rows
  if (both) throw contract.fail('merge_agreed', { label: both.label })
  await personColumn('reconciliation_run', 'person_id')(ctx, move)
  await personColumn('reconciliation_row', 'explained_by')(ctx, move)
  await personColumn('reconciliation_row', 'agreed_by')(ctx, move)
}
