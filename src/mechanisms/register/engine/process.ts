import type { Ctx } from '../../../kernel/server/ctx.ts'
import { addUp, countRows } from '../rules.ts'
import type { Counts, ImportResult, Question, SheetResult } from '../shapes.ts'
import { applyRows, type RowOutcome } from './apply.ts'
import type { BookInHand } from './job.ts'
import { skipKnown } from './known.ts'
import type { Pulse } from './pulse.ts'
import { type Understanding, understand } from './understand.ts'

export interface Outcome {
  rows: RowOutcome[]
  questions: Question[]
  counts: Counts
  result: Omit<ImportResult, 'elapsedMs'>
}

/**
 * Reads the workbook and sends its rows through the registers' operations, inside the caller's transaction.
 * Preview and import both are this function; a preview's transaction is rolled back.
 */
export async function processBook(ctx: Ctx, hand: BookInHand, pulse: Pulse): Promise<Outcome> {
  const read = await understand(ctx, hand)
  const { outcomes } = read
  pulse.report('writing', 0, outcomes.length)
  const known = await skipKnown(ctx, outcomes)
  await applyRows(ctx, outcomes, (done, total) => {
    if (pulse.lost) throw new RunLost()
    pulse.report('writing', done, total)
  })
  return {
    rows: outcomes,
    questions: read.questions,
    counts: countRows(outcomes),
    result: {
      sheets: hand.book.sheets.map(sheet => sheetResult(hand, read, sheet.name)),
      duplicates: [...read.duplicates, ...known],
      unsure: outcomes.flatMap(guessesOf),
      notes: read.notes,
    },
  }
}

/** The import was taken over or given up while this run was under way. */
export class RunLost extends Error {}

function sheetResult(hand: BookInHand, read: Understanding, name: string): SheetResult {
  const settings = hand.settings.sheets[name]
  const rows = read.outcomes.filter(outcome => outcome.row.sheet === name)
  const about = read.sheets.find(sheet => sheet.name === name)
  return {
    name,
    kind: settings?.kind ?? null,
    kindTitle: rows[0]?.kind.title ?? '',
    values: settings?.values ?? {},
    ...countRows(rows),
    ...effects(rows),
    totals: addUp(
      rows.flatMap(o => (o.status === 'imported' && o.row.status === 'ready' ? o.row.totals : [])),
    ),
    subtotalChecks: about?.subtotalChecks ?? [],
    notes: settings?.kind ? (about?.notes ?? []) : [hand.leftOut?.[name] ?? '没有导入这张工作表'],
  }
}

/** How many rows are new and how many change a record, where the register tells them apart. */
function effects(rows: readonly RowOutcome[]): { created?: number; updated?: number } {
  if (!rows.some(row => row.effect)) return {}
  const count = (effect: RowOutcome['effect']): number => rows.filter(row => row.effect === effect).length
  return { created: count('created'), updated: count('updated') }
}

function guessesOf({ row, status }: RowOutcome): ImportResult['unsure'] {
  if (status !== 'imported' || row.status !== 'ready') return []
  return (row.unsure ?? []).map(guess => ({ sheet: row.sheet, row: row.row, ...guess }))
}
