import { z } from 'zod'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Actions } from '../../kernel/pure/fields.ts'
import type { OutputOf } from '../../kernel/pure/operation.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { exportRows } from '../register/index.ts'
import { latestRun, standingsOf } from './comparing.ts'
import { type contract, reconciliation } from './contract.ts'
import { type ReconciliationSpec, reconciliationPoint, specOf } from './kinds.ts'
import { CAUSES, differenceMachine } from './machine.ts'
import type { Standing } from './rules.ts'

type H = Handlers<typeof contract>
type RunRow = NonNullable<Awaited<ReturnType<typeof latestRun>>>

export const kinds: H['kinds'] = async ctx => {
  const rows = []
  for (const spec of ctx.all(reconciliationPoint)) {
    const last = await latestRun(ctx, spec.id)
    const standing = last && (await standingsOf(ctx, [last.id])).get(last.id)
    rows.push({
      ...sideOf(spec),
      kind: spec.id,
      book: spec.book ?? null,
      last: last && standing ? headOf(last, standing) : null,
    })
  }
  return { rows }
}

export const list: H['list'] = async (ctx, input) => {
  const spec = specOf(ctx, input.kind)
  const after = decodeCursor(input.cursor, [z.uuid()])
  const runs = ctx.db
    .selectFrom('reconciliation_run')
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', spec.id)
  const found = await runs
    .selectAll()
    .$if(after !== undefined, q => q.where('id', '<', after?.[0] as string))
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const page = pageFrom(found, input.limit, r => [r.id])
  const standings = await standingsOf(
    ctx,
    page.rows.map(r => r.id),
  )
  const { total } = await runs.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return {
    side: sideOf(spec),
    rows: page.rows.map(r => headOf(r, standings.get(r.id) as Standing)),
    next: page.next,
    total,
  }
}

export const get: H['get'] = async (ctx, input) => {
  const { run, spec } = await loadRun(ctx, input.id)
  const standing = (await standingsOf(ctx, [run.id])).get(run.id) as Standing
  const latest = (await latestRun(ctx, run.kind))?.id === run.id
  const page = await rowsOf(ctx, run.id, input.show, input.limit, input.cursor)
  return {
    run: headOf(run, standing),
    side: sideOf(spec),
    latest,
    rows: page.rows.map(row => ({ ...toRow(row), actions: actionsFor(ctx, row, latest) })),
    next: page.next,
    total: input.show === 'all' ? run.row_count : run.difference_count,
    actions: runActions(ctx),
  }
}

export const exportRun: H['exportRun'] = async (ctx, input) => {
  const { run, spec } = await loadRun(ctx, input.id)
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirst()
  return exportRows({
    title: spec.title,
    columns: [
      { title: '项目', value: r => r.label, width: 32 },
      { title: spec.left, value: r => r.left_fen, kind: 'money', sum: true },
      { title: spec.right, value: r => r.right_fen, kind: 'money', sum: true },
      { title: '差额', value: r => r.left_fen - r.right_fen, kind: 'money', sum: true },
      { title: `${spec.left}数量`, value: r => r.left_quantity, kind: 'number' },
      { title: `${spec.right}数量`, value: r => r.right_quantity, kind: 'number' },
      { title: '情况', value: r => (r.state ? differenceMachine.states[r.state].label : '相符'), width: 10 },
      { title: '原因', value: r => (r.cause ? CAUSES[r.cause] : null) },
      { title: '说明', value: r => r.note, width: 32 },
      { title: '说明人', value: r => r.explained_name, width: 10 },
      { title: '确认人', value: r => r.agreed_name, width: 10 },
    ],
    rows: allRows(ctx, run.id, input.show),
    filterText: `核对到 ${run.as_at}${input.show === 'differences' ? '，只列差异' : ''}`,
    school: school?.name ?? '',
    zone: ctx.zone,
    now: ctx.now,
  })
}

type StoredRow = Awaited<ReturnType<typeof rowsOf>>['rows'][number]

async function rowsOf(
  ctx: Ctx,
  runId: string,
  show: 'differences' | 'all',
  limit: number,
  cursor: string | undefined,
) {
  const after = decodeCursor(cursor, [z.int()])
  const found = await ctx.db
    .selectFrom('reconciliation_row')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('run_id', '=', runId)
    .$if(show === 'differences', q => q.where('state', 'is not', null))
    .$if(after !== undefined, q => q.where('seq', '>', after?.[0] as number))
    .orderBy('seq')
    .limit(limit + 1)
    .execute()
  return pageFrom(found, limit, r => [r.seq])
}

async function* allRows(ctx: Ctx, runId: string, show: 'differences' | 'all'): AsyncGenerator<StoredRow> {
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await rowsOf(ctx, runId, show, 1000, cursor)
    yield* page.rows
    cursor = page.next ?? undefined
  }
}

async function loadRun(ctx: Ctx, id: string) {
  const run = await ctx.db
    .selectFrom('reconciliation_run')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!run) throw notFound()
  return { run, spec: specOf(ctx, run.kind) }
}

const sideOf = (spec: ReconciliationSpec) => ({
  title: spec.title,
  left: spec.left,
  right: spec.right,
  about: spec.about ?? '',
})

const headOf = (run: RunRow, standing: Standing) => ({
  id: run.id,
  kind: run.kind,
  asAt: run.as_at,
  at: run.at,
  who: run.who,
  rowCount: run.row_count,
  differenceCount: run.difference_count,
  leftFen: run.left_fen,
  rightFen: run.right_fen,
  standing,
})

type Listed = Omit<OutputOf<typeof reconciliation.get>['rows'][number], 'actions'>

const toRow = (row: StoredRow): Listed => ({
  id: row.id,
  seq: row.seq,
  key: row.key,
  label: row.label,
  leftFen: row.left_fen,
  rightFen: row.right_fen,
  leftQuantity: row.left_quantity === null ? null : String(Number(row.left_quantity)),
  rightQuantity: row.right_quantity === null ? null : String(Number(row.right_quantity)),
  href: row.href,
  state: row.state,
  cause: row.cause,
  note: row.note,
  explainedName: row.explained_name,
  explainedAt: row.explained_at,
  agreedName: row.agreed_name,
  agreedAt: row.agreed_at,
  returnedNote: row.returned_note,
  version: row.version,
})

function actionsFor(ctx: Ctx, row: StoredRow, latest: boolean): Actions {
  const actions: Actions = {}
  if (!row.state || !latest) return actions
  const mine = row.explained_by !== null && row.explained_by === userOf(ctx)?.personId
  for (const action of ['explain', 'agree', 'sendBack'] as const) {
    if (!ctx.may(reconciliation[action]) || !mayTransit(differenceMachine, action, row.state)) continue
    actions[action] =
      action === 'agree' && mine
        ? { allowed: false, why: '您自己说明的，要由另一个人确认' }
        : { allowed: true }
  }
  return actions
}

const runActions = (ctx: Ctx): Actions => (ctx.may(reconciliation.run) ? { run: { allowed: true } } : {})
