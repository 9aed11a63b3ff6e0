export { claim } from './contract.ts'
export { claimModule } from './module.ts'
