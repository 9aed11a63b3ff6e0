export { org } from './contract.ts'
export { assignHead, type FoundUnit, findUnits, unitNames, unitsBelow } from './door.ts'
export { UNIT_ENDED, type UnitEnded } from './events.ts'
export { readSetting, writeSetting } from './settings.ts'
