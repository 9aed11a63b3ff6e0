import type { ReadRow, RowRef } from './reading.ts'
import { tightText } from './text.ts'

/**
 * Finds rows that are in the register twice. With the same number and the same content the later one is left out;
 * without numbers equal rows may be two real repairs, so they are only pointed out.
 */
export class DuplicateFinder {
  readonly #seen = new Map<string, RowRef>()

  /** `content` is everything the row says; `isOwnNumber`: the number stands in this row, not in a merged cell above. */
  look(row: ReadRow, scope: string, number: string, isOwnNumber: boolean, content: readonly string[]): void {
    if (number !== '' && !isOwnNumber) return
    const key = JSON.stringify([scope, tightText(number), ...content.map(tightText)])
    const first = this.#seen.get(key)
    if (!first) {
      this.#seen.set(key, { sheet: row.sheet, rowNo: row.rowNo })
      return
    }
    const where =
      first.sheet === row.sheet ? `第 ${first.rowNo} 行` : `工作表“${first.sheet}”第 ${first.rowNo} 行`
    if (number === '') {
      row.possibleDuplicateOf = first
      return
    }
    row.status = 'skipped'
    row.skip = 'duplicate'
    row.reason = `与${where}重复（编号 ${number}，内容相同），没有再计一遍`
    row.duplicateOf = first
    row.questions = []
  }
}
