/** A unit has an end, and perhaps a successor that takes over who and what belonged to it. */
export const UNIT_ENDED = 'org.unit_ended'

export interface UnitEnded {
  unitId: string
  lastDay: string
  successorId: string | null
}
