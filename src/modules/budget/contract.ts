import { defineContract } from '../../kernel/pure/operation.ts'
import { BUDGET_ERRORS } from './errors.ts'
import { adjustmentMachine, planMachine, remittanceMachine, reportMachine, savingMachine } from './rules.ts'
import { planOperations } from './specs/plan.ts'

export const contract = defineContract({
  id: 'budget',
  title: '预算',
  machines: [planMachine, adjustmentMachine, remittanceMachine, savingMachine, reportMachine],
  errors: BUDGET_ERRORS,
  operations: { ...planOperations },
})

export const budget = contract.operations
