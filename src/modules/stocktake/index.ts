export { stocktake } from './contract.ts'
