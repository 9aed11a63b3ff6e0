import { type MovePerson, personColumn } from '../../kernel/server/persons.ts'
import './schema.ts'

const MOVES: readonly MovePerson[] = [
  personColumn('budget_plan', 'drafted_by'),
  personColumn('budget_plan', 'approved_by'),
  personColumn('budget_adjustment', 'asked_by'),
  personColumn('budget_adjustment', 'decided_by'),
  personColumn('budget_remittance', 'remitted_by'),
  personColumn('budget_remittance', 'checked_by'),
  personColumn('budget_income', 'received_by'),
  personColumn('budget_saving', 'claimed_by'),
  personColumn('budget_saving', 'verified_by'),
  personColumn('budget_report', 'made_by'),
]

/** Two rows become one person: what he drafted, asked, received, remitted, claimed and verified follows. */
export const movePerson: MovePerson = async (ctx, move) => {
  for (const column of MOVES) await column(ctx, move)
}
