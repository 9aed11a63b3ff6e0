export { damage } from './contract.ts'
