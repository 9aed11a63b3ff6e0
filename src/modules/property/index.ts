export { property } from './contract.ts'
