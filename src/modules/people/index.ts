export { classesTaughtBy } from './classes.ts'
export { people } from './contract.ts'
export {
  type Contact,
  contactOf,
  type FoundPerson,
  findPersons,
  personNames,
  personsWithRole,
} from './door.ts'
export { PERSON_LEFT, PERSON_MERGED, type PersonLeft, type PersonMerged } from './events.ts'
export { tidyName, tidyPhone } from './rules.ts'
