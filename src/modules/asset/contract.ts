import { defineContract } from '../../kernel/pure/operation.ts'
import { cardOperations } from './contracts/cards.ts'
import { checkOperations, disposalOperations } from './contracts/disposals.ts'
import { errors } from './contracts/errors.ts'
import { labelOperations } from './contracts/labels.ts'
import { custodyOperations, idleOperations, loanOperations, transferOperations } from './contracts/moves.ts'
import {
  cardMachine,
  checkMachine,
  custodyMachine,
  disposalMachine,
  loanMachine,
  transferMachine,
} from './rules.ts'

export const contract = defineContract({
  id: 'asset',
  title: '固定资产',
  machines: [cardMachine, custodyMachine, transferMachine, loanMachine, disposalMachine, checkMachine],
  operations: {
    ...cardOperations,
    ...custodyOperations,
    ...transferOperations,
    ...loanOperations,
    ...idleOperations,
    ...disposalOperations,
    ...checkOperations,
    ...labelOperations,
  },
  errors,
})

export const asset = contract.operations
