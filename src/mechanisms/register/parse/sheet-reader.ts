import type { Cell, Sheet } from '../read/index.ts'
import { countRows, type ReadRow, type SheetReading, type SkipKind } from './reading.ts'
import { claimedSum } from './rows.ts'
import type { SheetGuess } from './sheet-kind.ts'
import type { SheetPlan } from './sheet-plan.ts'
import { type Addend, checkSubtotals, type SubtotalRow } from './subtotals.ts'

const SKIPPED: Readonly<Record<Exclude<SkipKind, 'duplicate' | 'not-read'>, string>> = {
  title: '标题',
  header: '表头',
  blank: '空行',
  subtotal: '小计、合计行',
  note: '表下说明',
}

/** What has been read of one sheet so far. */
export class SheetReader {
  readonly sheet: Sheet
  readonly guess: SheetGuess
  readonly plan: SheetPlan
  previous: { day?: string; building?: string } = {}
  readonly #rows = new Map<number, ReadRow>()
  readonly #addends: Addend[] = []

  constructor(sheet: Sheet, guess: SheetGuess, plan: SheetPlan) {
    this.sheet = sheet
    this.guess = guess
    this.plan = plan
  }

  take(row: ReadRow, index: number): void {
    this.#rows.set(index, row)
    this.#addends.push(addendOf(row))
  }

  /** A row with nothing but a number that is the sum of the rows above, without saying so. */
  isRunningSum(row: readonly Cell[], sumColumn: number | undefined): boolean {
    const own = row.filter(cell => cell.text !== '' && cell.merged !== 'covered')
    if (sumColumn === undefined || own.length !== 1 || own[0]?.col !== sumColumn) return false
    const claimed = claimedSum(row, '', sumColumn)
    if (claimed === null || this.#addends.length < 2) return false
    const counted = this.#addends.filter(a => !a.left).map(a => a.counted)
    const sums = new Set<number>()
    for (let i = counted.length - 1, sum = 0; i >= 0; i--) {
      sum += counted[i] as number
      if (i < counted.length - 1) sums.add(Math.round(sum * 1000) / 1000)
    }
    return sums.has(this.guess.kind === 'damage' ? claimed * 100 : claimed)
  }

  finish(): Pick<SheetReading, 'rows' | 'counts' | 'subtotals' | 'notes'> {
    const { name } = this.sheet
    const rows = this.plan.classes.map(({ kind }, i) => {
      if (kind === 'data') return this.#rows.get(i) as ReadRow
      return skippedRow(name, i + 1, kind, SKIPPED[kind])
    })
    const isDamage = this.guess.kind === 'damage'
    const sumColumn = this.guess.mapping.columns[isDamage ? 'amount' : 'quantity']
    const sums: SubtotalRow[] = this.plan.classes.flatMap(({ kind, label }, i) => {
      if (kind !== 'subtotal') return []
      const claimed = this.#claimed(this.sheet.rows[i] as Cell[], label, sumColumn)
      return [{ rowNo: i + 1, label, claimed: claimed === null || !isDamage ? claimed : claimed * 100 }]
    })
    const checks = checkSubtotals(sums, this.#addends)
    const subtotals = isDamage
      ? checks.map(c => ({ ...c, claimed: c.claimed / 100, computed: c.computed / 100 }))
      : checks
    return { rows, counts: countRows(rows), subtotals, notes: this.#notes() }
  }

  /** Of a table with a column per item, the sums of all its columns together. */
  #claimed(row: readonly Cell[], label: string, sumColumn: number | undefined): number | null {
    const columns = Object.keys(this.guess.itemColumns).map(Number)
    if (columns.length === 0) return claimedSum(row, label, sumColumn)
    const sums = columns.flatMap(col => claimedSum(row.slice(col, col + 1), '', undefined) ?? [])
    return sums.length > 0 ? sums.reduce((a, b) => a + b, 0) : null
  }

  #notes(): string[] {
    const { mapping } = this.guess
    const unread = mapping.unused.map(({ col, heading }) => heading || `第 ${col + 1} 列`)
    return [
      ...(this.sheet.hidden ? ['这张工作表是隐藏的'] : []),
      ...(mapping.headerRow === null ? ['没有找到表头，按各列的内容读'] : []),
      ...(unread.length > 0 ? [`没有用到的列：${unread.join('、')}`] : []),
      ...(this.plan.blocks.length > 1 ? [`表里有 ${this.plan.blocks.length} 段不同的表头，分段读`] : []),
    ]
  }
}

function addendOf(row: ReadRow): Addend {
  const base = { rowNo: row.rowNo, month: monthOf(row), outside: [] as Addend['outside'] }
  const left =
    row.status === 'refused'
      ? { left: 'refused' as const }
      : row.skip === 'duplicate'
        ? { left: 'duplicate' as const }
        : {}
  if (row.damage) return { ...base, ...left, counted: row.damage.amountFen }
  const lines = row.repair?.lines ?? []
  return {
    ...base,
    ...left,
    counted: lines.filter(line => line.countsAsOrder).reduce((sum, line) => sum + line.qty, 0),
    outside: lines
      .filter(line => !line.countsAsOrder)
      .map(line => ({ name: line.itemName, value: line.qty, measure: line.measure })),
  }
}

const monthOf = ({ repair, damage }: ReadRow): number | null => {
  const day = repair?.reportedOn.day ?? damage?.day
  return day ? Number(day.slice(5, 7)) : null
}

export const newRow = (sheet: string, rowNo: number): ReadRow => ({
  sheet,
  rowNo,
  status: 'ok',
  questions: [],
  guesses: [],
})

export const skippedRow = (sheet: string, rowNo: number, skip: SkipKind, reason: string): ReadRow => ({
  ...newRow(sheet, rowNo),
  status: 'skipped',
  skip,
  reason,
})
