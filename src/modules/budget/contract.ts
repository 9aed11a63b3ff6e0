import { defineContract } from '../../kernel/pure/operation.ts'
import { BUDGET_ERRORS } from './errors.ts'
import { adjustmentMachine, planMachine, remittanceMachine, reportMachine, savingMachine } from './rules.ts'
import { incomeOperations } from './specs/income.ts'
import { planOperations } from './specs/plan.ts'
import { reportOperations } from './specs/report.ts'
import { savingOperations } from './specs/saving.ts'

export const contract = defineContract({
  id: 'budget',
  title: '预算',
  machines: [planMachine, adjustmentMachine, remittanceMachine, savingMachine, reportMachine],
  errors: BUDGET_ERRORS,
  operations: { ...planOperations, ...incomeOperations, ...savingOperations, ...reportOperations },
})

export const budget = contract.operations
