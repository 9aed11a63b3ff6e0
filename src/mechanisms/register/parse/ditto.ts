import type { Cell } from '../read/index.ts'
import { tightText } from './text.ts'

/** What an empty cell of a column means: nothing, or the same as above. */
export type BlankMeans = 'empty' | 'as-above'

export interface Resolved {
  cell: Cell
  /** Where the value comes from: the cell itself, a ditto mark, the merged range, or the row above. */
  from: 'own' | 'ditto' | 'merged' | 'above'
  /** A ditto mark with nothing above it. */
  dangling?: boolean
}

const DITTO = /^(?:[-〃]*〃[-〃]*|["“”'`´]{1,2}|,,|同上|同前|上同|同|ditto)$/i

/** 〃, ″, ", '', 同上: as above. */
export const isDitto = (text: string): boolean => DITTO.test(tightText(text))

/**
 * Gives each listed column of each row the value it stands for. Rows must be data rows only, so that a subtotal
 * between two rows is not taken for what stands above.
 */
export function resolveDitto(
  rows: readonly (readonly Cell[])[],
  columns: ReadonlyMap<number, BlankMeans>,
): Map<number, Resolved>[] {
  const above = new Map<number, Cell>()
  return rows.map(row => {
    const resolved = new Map<number, Resolved>()
    for (const [col, blank] of columns) {
      const cell = row[col]
      if (!cell) continue
      const result = resolve(cell, above.get(col), blank)
      resolved.set(col, result)
      if (result.cell.text !== '' && !result.dangling) above.set(col, result.cell)
    }
    return resolved
  })
}

function resolve(cell: Cell, above: Cell | undefined, blank: BlankMeans): Resolved {
  if (isDitto(cell.text)) {
    if (!above) return { cell, from: 'ditto', dangling: true }
    return { cell: copied(above, cell), from: 'ditto' }
  }
  if (cell.merged === 'covered' && cell.text !== '') return { cell, from: 'merged' }
  if (cell.text === '' && !cell.problem && blank === 'as-above' && above)
    return { cell: copied(above, cell), from: 'above' }
  return { cell, from: 'own' }
}

const copied = (above: Cell, to: Cell): Cell => ({
  raw: above.raw,
  text: above.text,
  row: to.row,
  col: to.col,
})
