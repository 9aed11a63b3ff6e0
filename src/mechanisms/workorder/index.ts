export { expectedText, sentenceOf } from './clock.ts'
export { workorder } from './contract.ts'
export { type Draft, openOrder } from './creating.ts'
export { type Endorser, endorseOrder } from './endorsing.ts'
export { ORDER_FINISHED, type OrderFinished } from './events.ts'
export {
  type Assigned,
  type CrewFacts,
  forget,
  itemsOf,
  kindOf,
  once,
  type SchoolFacts,
  schoolPoint,
  type WorkItem,
  type WorkKind,
  workKindPoint,
} from './kinds.ts'
export {
  addIssuedMaterial,
  changeIssuedMaterial,
  type IssuedMaterial,
  type OrderForMaterial,
  orderForMaterial,
  takeBackMaterial,
} from './materials.ts'
export { workorderModule } from './module.ts'
export {
  lastDone,
  mayAsReporter,
  type Order,
  openAt,
  orderByToken,
  orderRef,
  publicThread,
  replacePerson,
  sentToday,
} from './public.ts'
export { followPath } from './queries/slip.ts'
export { type Entry, recordOrder } from './recording.ts'
export { ORDER_REF } from './store.ts'
