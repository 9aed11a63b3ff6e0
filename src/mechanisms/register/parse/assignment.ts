export interface Candidate {
  /** Field, by its place in the list. */
  row: number
  col: number
  /** 0..1 and a little more for what is known. */
  score: number
}

/**
 * The pairs that together fit best, each field and each column once. Choosing the best pair first would give
 * 维修内容 to the fault and leave 报修描述 without a field; scores count by their cube, so that two poor pairs do
 * not outweigh a good one.
 */
export function bestAssignment<T extends Candidate>(candidates: readonly T[]): T[] {
  const rows = [...new Set(candidates.map(c => c.row))].sort((a, b) => a - b)
  const cols = [...new Set(candidates.map(c => c.col))].sort((a, b) => a - b)
  const size = Math.max(rows.length, cols.length)
  const pairs = new Map(candidates.map(c => [rows.indexOf(c.row) * size + cols.indexOf(c.col), c]))
  // Earlier fields and columns win ties.
  const cost = (r: number, c: number): number => {
    const pair = pairs.get(r * size + c)
    return pair ? -(pair.score ** 3) + 1e-6 * (r + c) : 0
  }
  return matchedColumns(size, cost).flatMap((c, r) => pairs.get(r * size + c) ?? [])
}

/** Column of each row at the least total cost: the Hungarian method with potentials, rows added one by one. */
function matchedColumns(size: number, cost: (row: number, col: number) => number): number[] {
  const rowPotential = new Array<number>(size + 1).fill(0)
  const colPotential = new Array<number>(size + 1).fill(0)
  /** Row matched to each column, from 1; 0 is none. */
  const rowOf = new Array<number>(size + 1).fill(0)
  for (let row = 1; row <= size; row++) {
    const cameFrom = new Array<number>(size + 1).fill(0)
    const slack = new Array<number>(size + 1).fill(Number.POSITIVE_INFINITY)
    const used = new Array<boolean>(size + 1).fill(false)
    rowOf[0] = row
    let at = 0
    do {
      used[at] = true
      const current = rowOf[at] as number
      let delta = Number.POSITIVE_INFINITY
      let next = 0
      for (let col = 1; col <= size; col++) {
        if (used[col]) continue
        const reduced =
          cost(current - 1, col - 1) - (rowPotential[current] as number) - (colPotential[col] as number)
        if (reduced < (slack[col] as number)) {
          slack[col] = reduced
          cameFrom[col] = at
        }
        if ((slack[col] as number) < delta) {
          delta = slack[col] as number
          next = col
        }
      }
      for (let col = 0; col <= size; col++) {
        if (used[col]) {
          rowPotential[rowOf[col] as number] = (rowPotential[rowOf[col] as number] as number) + delta
          colPotential[col] = (colPotential[col] as number) - delta
        } else slack[col] = (slack[col] as number) - delta
      }
      at = next
    } while (rowOf[at] !== 0)
    while (at !== 0) {
      const previous = cameFrom[at] as number
      rowOf[at] = rowOf[previous] as number
      at = previous
    }
  }
  const columns = new Array<number>(size).fill(-1)
  for (let col = 1; col <= size; col++) columns[(rowOf[col] as number) - 1] = col - 1
  return columns
}
