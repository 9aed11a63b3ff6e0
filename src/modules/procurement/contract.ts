import { defineContract } from '../../kernel/pure/operation.ts'
import { accepting } from './contracts/accepting.ts'
import { asking } from './contracts/asking.ts'
import { ordering } from './contracts/ordering.ts'
import { sourcing } from './contracts/sourcing.ts'
import { PROCUREMENT_ERRORS } from './errors.ts'
import {
  acceptanceMachine,
  batchMachine,
  mismatchMachine,
  orderMachine,
  requestMachine,
  sheetMachine,
} from './machines.ts'

export const contract = defineContract({
  id: 'procurement',
  title: '采购',
  machines: [requestMachine, batchMachine, sheetMachine, orderMachine, acceptanceMachine, mismatchMachine],
  errors: PROCUREMENT_ERRORS,
  operations: { ...asking, ...sourcing, ...ordering, ...accepting },
})

export const procurement = contract.operations
