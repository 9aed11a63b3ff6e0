export { damage } from './contract.ts'
export { demoCases, demoPrices } from './demo.ts'
