export * from './contract.ts'
export type { Label } from './layout.ts'
export { labelModule } from './module.ts'
export { labelsPdf } from './pdf.ts'
