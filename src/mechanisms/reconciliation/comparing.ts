import { sql } from 'kysely'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { ReconciliationSpec } from './kinds.ts'
import type { Cause, DifferenceState } from './machine.ts'
import { type JudgedRow, judge, type Said, type Standing, standingOf } from './rules.ts'

export interface Comparison {
  spec: ReconciliationSpec
  asAt: string
  rows: JudgedRow[]
  standing: Standing
}

/** Computes both sides now; what was said in the last run about unchanged figures still holds. */
export async function compare(ctx: Ctx, spec: ReconciliationSpec, asAt: string): Promise<Comparison> {
  const said = await saidBefore(ctx, spec.id)
  const found = await spec.run(ctx, { asAt })
  const rows = judge(found.rows, said, spec.tolerance ?? 0)
  return { spec, asAt, rows, standing: standingOf(rows) }
}

/** Keeps a comparison as a run. */
export async function keep(ctx: Ctx, comparison: Comparison): Promise<string> {
  const { spec, asAt, rows, standing } = comparison
  const id = ctx.id()
  await ctx.db
    .insertInto('reconciliation_run')
    .values({
      school_id: ctx.schoolId,
      id,
      kind: spec.id,
      as_at: asAt,
      at: ctx.now,
      person_id: userOf(ctx)?.personId ?? null,
      who: actorName(ctx.actor),
      row_count: rows.length,
      difference_count: standing.open + standing.explained + standing.agreed,
      left_fen: rows.reduce((sum, r) => sum + r.leftFen, 0),
      right_fen: rows.reduce((sum, r) => sum + r.rightFen, 0),
    })
    .execute()
  for (let from = 0; from < rows.length; from += BATCH)
    await insertRows(ctx, id, rows.slice(from, from + BATCH), from)
  return id
}

/**
 * The newest run of a kind, held against other runs and explanations until the transaction ends. Locked
 * first and read then: a row lock would hand back the run that was newest before the wait.
 */
export async function holdLatest(ctx: Ctx, kind: string): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.schoolId}/reconciliation/${kind}`}, 7204))`.execute(
    ctx.db,
  )
  return (await latestRun(ctx, kind))?.id
}

export async function latestRun(ctx: Ctx, kind: string, asAt?: string) {
  return ctx.db
    .selectFrom('reconciliation_run')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', kind)
    .$if(asAt !== undefined, q => q.where('as_at', '=', asAt as string))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function standingsOf(ctx: Ctx, runIds: readonly string[]): Promise<Map<string, Standing>> {
  const standings = new Map(runIds.map(id => [id, { open: 0, explained: 0, agreed: 0 }]))
  if (runIds.length === 0) return standings
  const counts = await ctx.db
    .selectFrom('reconciliation_row')
    .select(eb => ['run_id', 'state', eb.fn.countAll<number>().as('n')])
    .where('school_id', '=', ctx.schoolId)
    .where('run_id', 'in', runIds)
    .where('state', 'is not', null)
    .groupBy(['run_id', 'state'])
    .execute()
  for (const { run_id, state, n } of counts) (standings.get(run_id) as Standing)[state as DifferenceState] = n
  return standings
}

const BATCH = 5000

async function insertRows(ctx: Ctx, runId: string, rows: readonly JudgedRow[], from: number): Promise<void> {
  const values = rows.map((row, i) => ({
    id: ctx.id(),
    seq: from + i + 1,
    key: row.key,
    label: row.label,
    left_fen: row.leftFen,
    right_fen: row.rightFen,
    left_quantity: row.leftQty ?? null,
    right_quantity: row.rightQty ?? null,
    href: row.href ?? null,
    state: row.state,
    cause: row.said?.cause ?? null,
    note: row.said?.note ?? '',
    explained_by: row.said?.explainedBy ?? null,
    explained_name: row.said?.explainedName ?? '',
    explained_at: row.said?.explainedAt ?? null,
    agreed_by: row.said?.agreedBy ?? null,
    agreed_name: row.said?.agreedName ?? '',
    agreed_at: row.said?.agreedAt ?? null,
  }))
  await sql`insert into reconciliation_row (school_id, run_id, id, seq, key, label, left_fen, right_fen, left_quantity,
      right_quantity, href, state, cause, note, explained_by, explained_name, explained_at, agreed_by, agreed_name, agreed_at)
    select ${ctx.schoolId}::uuid, ${runId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(
      id uuid, seq int, key text, label text, left_fen bigint, right_fen bigint, left_quantity numeric,
      right_quantity numeric, href text, state text, cause text, note text, explained_by uuid, explained_name text,
      explained_at timestamptz, agreed_by uuid, agreed_name text, agreed_at timestamptz)`.execute(ctx.db)
}

async function saidBefore(ctx: Ctx, kind: string): Promise<Said[]> {
  const before = await latestRun(ctx, kind)
  if (!before) return []
  const rows = await ctx.db
    .selectFrom('reconciliation_row')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('run_id', '=', before.id)
    .where('state', 'in', ['explained', 'agreed'])
    .execute()
  return rows.map(r => ({
    key: r.key,
    leftFen: r.left_fen,
    rightFen: r.right_fen,
    leftQty: r.left_quantity,
    rightQty: r.right_quantity,
    state: r.state as DifferenceState,
    cause: r.cause as Cause,
    note: r.note,
    explainedBy: r.explained_by,
    explainedName: r.explained_name,
    explainedAt: r.explained_at as Date,
    agreedBy: r.agreed_by,
    agreedName: r.agreed_name,
    agreedAt: r.agreed_at,
  }))
}
