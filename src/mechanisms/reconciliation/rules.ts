import type { Cause, DifferenceState } from './machine.ts'

/** One line of a comparison as its module computes it. */
export interface ComparedRow {
  key: string
  label: string
  leftFen: number
  rightFen: number
  leftQty?: string
  rightQty?: string
  href?: string
}

/** What was said about a difference in an earlier run. */
export interface Said {
  key: string
  leftFen: number
  rightFen: number
  leftQty: string | null
  rightQty: string | null
  state: DifferenceState
  cause: Cause
  note: string
  explainedBy: string | null
  explainedName: string
  explainedAt: Date
  agreedBy: string | null
  agreedName: string
  agreedAt: Date | null
}

export interface JudgedRow extends ComparedRow {
  /** null where both sides agree. */
  state: DifferenceState | null
  said: Said | null
}

/** Finds the differences, and keeps what was said about those whose figures did not change. */
export function judge(rows: readonly ComparedRow[], said: readonly Said[], toleranceFen = 0): JudgedRow[] {
  const known = new Map(said.map(s => [s.key, s]))
  return rows.map(row => {
    if (!differs(row, toleranceFen)) return { ...row, state: null, said: null }
    const before = known.get(row.key)
    return before && sameFigures(row, before)
      ? { ...row, state: before.state, said: before }
      : { ...row, state: 'open', said: null }
  })
}

export const differs = (row: ComparedRow, toleranceFen = 0): boolean =>
  Math.abs(row.leftFen - row.rightFen) > toleranceFen || !sameQuantity(row.leftQty, row.rightQty)

const sameFigures = (row: ComparedRow, before: Said): boolean =>
  row.leftFen === before.leftFen &&
  row.rightFen === before.rightFen &&
  sameQuantity(row.leftQty, before.leftQty) &&
  sameQuantity(row.rightQty, before.rightQty)

/** '3', '3.000' and an absent quantity beside an absent one are the same. */
const sameQuantity = (a: string | null | undefined, b: string | null | undefined): boolean =>
  Number(a ?? 0) === Number(b ?? 0)

export interface Standing {
  open: number
  explained: number
  agreed: number
}

export function standingOf(rows: readonly { state: DifferenceState | null }[]): Standing {
  const standing = { open: 0, explained: 0, agreed: 0 }
  for (const { state } of rows) if (state) standing[state]++
  return standing
}
