import { defineContract } from '../../kernel/pure/operation.ts'
import { LEDGER_ERRORS } from './errors.ts'
import { periodMachine } from './machine.ts'

export const contract = defineContract({
  id: 'ledger',
  title: '账簿',
  machines: [periodMachine],
  errors: LEDGER_ERRORS,
  operations: {},
})

export const ledger = contract.operations
