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

const BATCH = 200

/**
 * Sends each row that is still ready through its register's own operation. The rows of a batch are written
 * together; where one is refused, the batch is undone, the rows before it and then it itself are tried again,
 * and the next batch begins behind it.
 */
export async function applyRows(
  ctx: Ctx,
  outcomes: readonly RowOutcome[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const ready = outcomes.filter(outcome => outcome.status === 'ready')
  // Where refused rows stand close together, less is written twice in small batches.
  for (let from = 0, size = BATCH; from < ready.length; ) {
    const batch = sameKind(ready.slice(from, from + size))
    const fated = await writeBatch(ctx, batch)
    size = fated < batch.length ? Math.max(1, size >> 2) : Math.min(BATCH, size * 2)
    from += fated
    onProgress(from, ready.length)
  }
}

/** Writes as much of the batch as shows whether its first refusal is one; answers how many rows have their fate now. */
async function writeBatch(ctx: Ctx, batch: readonly RowOutcome[]): Promise<number> {
  const [first] = batch
  if (!first) return 0
  // Before the savepoint: what is read and locked here holds even if the batch is undone.
  await first.kind.ahead?.(ctx, batch.map(inputOf))
  const { done, refusal } = await writeTogether(ctx, batch)
  if (!refusal) return batch.length
  if (batch.length === 1) {
    first.status = first.kind.skipCodes?.includes(refusal.code) ? 'skipped' : 'refused'
    first.reason = refusal.text
    return 1
  }
  // Refused only when written together, the database does not say whose it is: then half by half.
  const [before, after] = done < batch.length ? [done, done + 1] : [batch.length >> 1, batch.length]
  for (const part of [batch.slice(0, before), batch.slice(before, after)])
    for (let fated = 0; fated < part.length; ) fated += await writeBatch(ctx, part.slice(fated))
  return after
}

/** `done`: how many rows went well, before the one with the refusal. */
async function writeTogether(
  ctx: Ctx,
  batch: readonly RowOutcome[],
): Promise<{ done: number; refusal?: Refusal }> {
  const answers: Answer[] = []
  try {
    await ctx.together(async () => {
      for (const outcome of batch) answers.push(await write(ctx, outcome))
    })
  } catch (error) {
    return { done: answers.length, refusal: refusalOf(error) }
  }
  batch.forEach((outcome, i) => {
    settle(outcome, answers[i] as Answer)
  })
  return { done: answers.length }
}

const sameKind = (rows: readonly RowOutcome[]): readonly RowOutcome[] => {
  const other = rows.findIndex(row => row.kind !== rows[0]?.kind)
  return other < 0 ? rows : rows.slice(0, other)
}

function inputOf({ row }: RowOutcome): unknown {
  if (row.status !== 'ready') throw new Error('only rows that are ready are written')
  return row.input
}

interface Answer {
  record: Ref | null
  outcome: 'created' | 'updated' | 'unchanged' | null
  changes: Change[]
}

async function write(ctx: Ctx, outcome: RowOutcome): Promise<Answer> {
  const { kind } = outcome
  const answer = await ctx.run(kind.operation, inputOf(outcome))
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
const NOT_OF_A_ROW = new Set(['kernel.busy', 'kernel.disk_full', 'kernel.forbidden', 'kernel.signed_out'])

interface Refusal {
  code: string
  text: string
}

/** Why this row was refused; what is no refusal of a row is thrown on. */
function refusalOf(error: unknown): Refusal {
  const known = translateDatabaseError(error)
  if (known instanceof AppError && !NOT_OF_A_ROW.has(known.code))
    return { code: known.code, text: known.message.replace(/^有内容没有填对：/, '') }
  // Class 22: a value the column cannot hold.
  if (/^22/.test((error as { code?: string }).code ?? ''))
    return { code: 'data', text: '有内容超出了可以保存的范围，请检查这一行的数字和日期' }
  throw known
}
