export { calendar } from './contract.ts'
export { loadCalendar, termByCode, termOf } from './load.ts'
export { CALENDAR_CHANGED } from './revision.ts'
export { weekOfTerm } from './rules.ts'
