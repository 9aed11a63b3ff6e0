export { guessItems, itemsByCode, TRADE_NAMES } from './catalogue.ts'
export { REPAIR_KIND, repair } from './contract.ts'
export { repairModule } from './module.ts'
