export { procurement } from './contract.ts'
export {
  type AcceptedOrder,
  acceptedFor,
  mustBePayable,
  notePayment,
  ORDER_REF,
  type OrderToClaim,
  ordersToClaim,
  type Payment,
  REQUEST_REF,
  type RequestFacts,
  requestFacts,
  requestsFacts,
} from './door.ts'
export { procurementModule } from './module.ts'
export { ACCEPTANCE_REF, type OrderPapers, orderPapers } from './papers.ts'
export { CATEGORIES, type Category } from './words.ts'
