import { defineContract } from '../../kernel/pure/operation.ts'
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
  operations: {},
})
