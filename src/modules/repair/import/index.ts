export { repairRegister } from './kind.ts'
