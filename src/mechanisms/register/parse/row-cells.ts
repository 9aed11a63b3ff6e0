import type { Cell } from '../read/index.ts'
import { type BlankMeans, type Resolved, resolveDitto } from './ditto.ts'
import type { Mapping } from './mapping.ts'
import { cleanText } from './text.ts'

const NOTHING: Resolved = { cell: { raw: null, text: '', row: 0, col: -1 }, from: 'own' }

/** The cells of one data row by field. */
export class RowCells {
  readonly #columns: Readonly<Record<string, number>>
  readonly #resolved: ReadonlyMap<number, Resolved>

  constructor(columns: Readonly<Record<string, number>>, resolved: ReadonlyMap<number, Resolved>) {
    this.#columns = columns
    this.#resolved = resolved
  }

  get(field: string): Resolved {
    return this.#resolved.get(this.#columns[field] ?? -1) ?? NOTHING
  }

  at(col: number): Resolved {
    return this.#resolved.get(col) ?? NOTHING
  }

  has(field: string): boolean {
    return this.#columns[field] !== undefined
  }

  /** Clean text on one line; '-' and '/' mean nothing. */
  text(field: string): string {
    const text = cleanText(this.get(field).cell.text).replace(/\n/g, ' ')
    return /^[-/]+$/.test(text) ? '' : text
  }

  /** The text as it stands in the sheet, for keeping. */
  words(field: string): string {
    return this.text(field) === '' ? '' : this.get(field).cell.text.replace(/\s+/g, ' ').trim()
  }

  optional(field: string): string | undefined {
    return this.words(field) || undefined
  }

  /** Written in this very row, not carried over from above. */
  isOwn(field: string): boolean {
    const { cell, from } = this.get(field)
    return from === 'own' && cell.text !== ''
  }

  /** A cell with an error value, or a ditto mark with nothing above it. */
  flaw(): string | undefined {
    for (const [field, col] of Object.entries(this.#columns)) {
      const resolved = this.#resolved.get(col)
      if (resolved?.cell.problem) return `第 ${col + 1} 列${resolved.cell.problem}`
      if (resolved?.dangling && field !== 'serialNo')
        return `“${resolved.cell.text}”上面没有可以照抄的内容，请写出来`
    }
    return undefined
  }

  /** Everything the row says, in the order of the fields. */
  content(except: readonly string[]): string[] {
    return Object.keys(this.#columns)
      .filter(field => !except.includes(field))
      .sort()
      .map(field => this.get(field).cell.text)
  }
}

/** Rows of a block by field, with 〃, merged cells and blanks resolved. */
export function cellsOf(
  rows: readonly (readonly Cell[])[],
  mapping: Mapping,
  asAbove: readonly string[],
  more: readonly number[] = [],
): RowCells[] {
  const policy = new Map<number, BlankMeans>(more.map(col => [col, 'empty']))
  for (const [field, col] of Object.entries(mapping.columns))
    policy.set(col, asAbove.includes(field) ? 'as-above' : 'empty')
  return resolveDitto(rows, policy).map(resolved => new RowCells(mapping.columns, resolved))
}
