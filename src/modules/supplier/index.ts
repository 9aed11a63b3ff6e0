export { supplier } from './contract.ts'
export { type DeliveryFacts, mustBeUsable, recordDelivery, supplierNames } from './door.ts'
export { supplierModule } from './module.ts'
export { FIRM_REF } from './store.ts'
