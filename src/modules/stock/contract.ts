import { defineContract } from '../../kernel/pure/operation.ts'
import { STOCK_ERRORS } from './errors.ts'
import { documentMachine, loanMachine, needMachine, sheetMachine } from './rules.ts'
import { goods } from './verbs/goods.ts'
import { lending } from './verbs/lending.ts'
import { needs } from './verbs/needs.ts'
import { papers } from './verbs/papers.ts'

export const contract = defineContract({
  id: 'stock',
  title: '仓库',
  machines: [needMachine, documentMachine, loanMachine, sheetMachine],
  operations: { ...goods, ...papers, ...needs, ...lending },
  errors: STOCK_ERRORS,
})

export const stock = contract.operations
