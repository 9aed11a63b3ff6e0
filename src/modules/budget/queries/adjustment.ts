import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { budget, type contract } from '../contract.ts'
import { lineFacts } from '../facts.ts'
import { type AdjustmentState, adjustmentMachine } from '../rules.ts'

type H = Handlers<typeof contract>

const adjustmentRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('budget_adjustment as a')
    .innerJoin('budget_plan as p', join =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.plan_id'),
    )
    .where('a.school_id', '=', ctx.schoolId)

export const adjustments: H['adjustments'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.uuid()])
  const filtered = adjustmentRows(ctx)
    .$if(input.year !== undefined, q => q.where('p.year', '=', input.year as number))
    .$if((input.states?.length ?? 0) > 0, q => q.where('a.state', 'in', input.states ?? []))
  const found = await filtered
    .selectAll('a')
    .select('p.year')
    .$if(after !== undefined, q => q.where('a.id', '<', after?.[0] as string))
    .orderBy('a.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { total } = await filtered
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.id])
  return { next: page.next, total, rows: await toRows(ctx, page.rows) }
}

export const adjustment: H['adjustment'] = async (ctx, input) => {
  const found = await adjustmentRows(ctx)
    .selectAll('a')
    .select('p.year')
    .where('a.id', '=', input.id)
    .executeTakeFirst()
  if (!found) throw notFound()
  const [row] = await toRows(ctx, [found])
  if (!row) throw notFound()
  const facts = await lineFacts(
    ctx,
    row.lines.map(l => l.lineId),
  )
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    school: school.name,
    money: row.lines.map(l => {
      const line = facts.get(l.lineId)
      return {
        ...l,
        source: line?.source ?? '',
        allottedFen: line?.allottedFen ?? 0,
        leftFen: line?.leftFen ?? 0,
      }
    }),
  }
}

type Found = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]
const selected = (ctx: Ctx) => adjustmentRows(ctx).selectAll('a').select('p.year')

async function toRows(ctx: Ctx, rows: readonly Found[]) {
  if (rows.length === 0) return []
  const parts = await ctx.db
    .selectFrom('budget_adjustment_line as x')
    .innerJoin('budget_line as l', join =>
      join.onRef('l.school_id', '=', 'x.school_id').onRef('l.id', '=', 'x.line_id'),
    )
    .select(['x.adjustment_id', 'x.line_id', 'x.amount_fen', 'l.code', 'l.title'])
    .where('x.school_id', '=', ctx.schoolId)
    .where(
      'x.adjustment_id',
      'in',
      rows.map(row => row.id),
    )
    .orderBy('l.code')
    .execute()
  return rows.map(row => ({
    id: row.id,
    no: row.no,
    kind: row.kind,
    state: row.state,
    year: row.year,
    reason: row.reason,
    basis: row.basis,
    askedName: row.asked_name,
    askedOn: row.asked_on,
    decidedName: row.decided_name,
    decidedOn: row.decided_on,
    decision: row.decision,
    lines: parts
      .filter(p => p.adjustment_id === row.id)
      .map(p => ({ lineId: p.line_id, code: p.code, title: p.title, amountFen: p.amount_fen })),
    version: row.version,
    actions: adjustmentActions(ctx, row),
  }))
}

/** Who asked may change what came back, and take back what is not decided; deciding is the approval's. */
function adjustmentActions(ctx: Ctx, row: { state: AdjustmentState; asked_by: string | null }): Actions {
  if (row.asked_by === null || row.asked_by !== userOf(ctx)?.personId) return {}
  const actions: Actions = {}
  if (mayTransit(adjustmentMachine, 'resubmit', row.state) && ctx.may(budget.amendAdjustment))
    actions.amend = { allowed: true }
  if (mayTransit(adjustmentMachine, 'withdraw', row.state) && ctx.may(budget.withdrawAdjustment))
    actions.withdraw = { allowed: true }
  return actions
}
