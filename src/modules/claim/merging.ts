import { sql } from 'kysely'
import { type MovePerson, personColumn } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'
import './schema.ts'

const HANDS = ['handler_id', 'witness_id', 'acceptor_id', 'auditor_id', 'paid_by', 'booked_by'] as const

/**
 * Two rows become one person: his claims, invoices and payments follow. Where both had a hand in one claim they
 * stood there as different persons, and its signatures would no longer be three: that merge is refused.
 */
export const movePerson: MovePerson = async (ctx, move) => {
  const { rows } = await sql<{ no: string }>`select no from claim_claim
    where school_id = ${ctx.schoolId}
      and ${move.droppedId}::uuid in (${sql.join(HANDS.map(column => sql.ref(column)))})
      and ${move.keptId}::uuid in (${sql.join(HANDS.map(column => sql.ref(column)))})
    order by no limit 1`.execute(ctx.db)
  const [both] = rows
  if (both) throw contract.fail('merge_signed', { no: both.no })
  for (const column of HANDS) await personColumn('claim_claim', column)(ctx, move)
  await personColumn('claim_invoice', 'entered_by')(ctx, move)
  await personColumn('claim_payment', 'paid_by')(ctx, move)
  await personColumn('claim_sample', 'drawn_by')(ctx, move)
  await personColumn('claim_look', 'person_id')(ctx, move)
}
