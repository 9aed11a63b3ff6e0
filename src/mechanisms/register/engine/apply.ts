import { z } from 'zod'
import { AppError } from '../../../kernel/pure/errors.ts'
import type { Ref } from '../../../kernel/pure/ref.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { translateDatabaseError } from '../../../kernel/server/db-errors.ts'
import type { PreparedRow, RegisterKind } from '../kind.ts'
import { recordOf } from '../kind.ts'
import { Change, type RowStatus } from '../shapes.ts'

/** A row on its way: as prepared, and what became of it. */
export interface RowOutcome {
  kind: RegisterKind
  row: PreparedRow
  status: RowStatus
  reason: string | null
  record: Ref | null
  fingerprint: string | null
  /** What it does to the register, where the operation says so; an update with what it changes. */
  effect: 'created' | 'updated' | null
  changes: Change[]
}

const BATCH = 40

/**
 * Sends each row that is still ready through its register's own operation. Rows share a savepoint by the
 * batch, which saves round trips; a batch with a refused row is undone and its rows are tried one by one.
 */
export async function applyRows(
  ctx: Ctx,
  outcomes: readonly RowOutcome[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const ready = outcomes.filter(outcome => outcome.status === 'ready')
  for (let from = 0; from < ready.length; from += BATCH) {
    const batch = ready.slice(from, from + BATCH)
    if (!(await writeTogether(ctx, batch))) for (const outcome of batch) await writeAlone(ctx, outcome)
    onProgress(from + batch.length, ready.length)
  }
}

async function writeTogether(ctx: Ctx, batch: readonly RowOutcome[]): Promise<boolean> {
  const answers: Answer[] = []
  try {
    await ctx.savepoint(async () => {
      for (const outcome of batch) answers.push(await write(ctx, outcome))
    })
  } catch (error) {
    refusalOf(error)
    return false
  }
  batch.forEach((outcome, i) => {
    settle(outcome, answers[i] as Answer)
  })
  return true
}

async function writeAlone(ctx: Ctx, outcome: RowOutcome): Promise<void> {
  try {
    settle(outcome, await ctx.savepoint(() => write(ctx, outcome)))
  } catch (error) {
    const { code, text } = refusalOf(error)
    outcome.status = outcome.kind.skipCodes?.includes(code) ? 'skipped' : 'refused'
    outcome.reason = text
  }
}

interface Answer {
  record: Ref | null
  outcome: 'created' | 'updated' | 'unchanged' | null
  changes: Change[]
}

async function write(ctx: Ctx, { kind, row }: RowOutcome): Promise<Answer> {
  if (row.status !== 'ready') throw new Error('only rows that are ready are written')
  const answer = await ctx.run(kind.operation, row.input)
  const told = Told.safeParse(answer).data
  return { record: recordOf(kind, answer), outcome: told?.outcome ?? null, changes: told?.changes ?? [] }
}

/** What an import operation may tell beside the record it names. */
const Told = z.object({
  outcome: z.enum(['created', 'updated', 'unchanged']).optional(),
  changes: z.array(Change).optional(),
})

function settle(outcome: RowOutcome, { record, outcome: told, changes }: Answer): void {
  if (told === 'unchanged') {
    outcome.status = 'skipped'
    outcome.reason = '与已有的记录相同，没有改动'
    return
  }
  outcome.record = record
  outcome.status = 'imported'
  outcome.effect = told
  outcome.changes = changes
}

/** Codes that concern the whole import, not the row in hand. */
const NOT_OF_A_ROW = new Set(['kernel.busy', 'kernel.forbidden', 'kernel.signed_out'])

/** Why this row was refused; what is no refusal of a row is thrown on. */
function refusalOf(error: unknown): { code: string; text: string } {
  const known = translateDatabaseError(error)
  if (known instanceof AppError && !NOT_OF_A_ROW.has(known.code))
    return { code: known.code, text: known.message.replace(/^有内容没有填对：/, '') }
  // Class 22: a value the column cannot hold.
  if (/^22/.test((error as { code?: string }).code ?? ''))
    return { code: 'data', text: '有内容超出了可以保存的范围，请检查这一行的数字和日期' }
  throw known
}
