/** A person's last day is known; the account module closes the account. */
export const PERSON_LEFT = 'people.left'
export interface PersonLeft {
  personId: string
  lastDay: string
}

/**
 * Two rows were one person. Foreign keys already point to the kept row, and what mechanisms keep has followed
 * through the kernel's `personPoint`; modules that remember more put `keptId` in the place of `droppedId`.
 */
export const PERSON_MERGED = 'people.merged'
export interface PersonMerged {
  droppedId: string
  keptId: string
}
