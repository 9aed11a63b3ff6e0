import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { documentPoint } from '../../../mechanisms/ledger/index.ts'
import { budget, type contract } from '../contract.ts'
import { lineRows } from '../facts.ts'
import { toLines } from './plan.ts'

type H = Handlers<typeof contract>

const SHOWN = 200

export const line: H['line'] = async (ctx, input) => {
  const row = await lineRows(ctx).where('l.id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  const [facts] = await toLines(ctx, [row])
  const commitments = await ctx.db
    .selectFrom('budget_commitment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('line_id', '=', row.id)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  const spendings = await ctx.db
    .selectFrom('budget_spending as s')
    .leftJoin('budget_spending as r', join =>
      join.onRef('r.school_id', '=', 's.school_id').onRef('r.reverses_id', '=', 's.id'),
    )
    .selectAll('s')
    .select('r.id as undone')
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.line_id', '=', row.id)
    .orderBy('s.day', 'desc')
    .orderBy('s.id', 'desc')
    .limit(SHOWN)
    .execute()
  const adjustments = await ctx.db
    .selectFrom('budget_adjustment_line as l')
    .innerJoin('budget_adjustment as a', join =>
      join.onRef('a.school_id', '=', 'l.school_id').onRef('a.id', '=', 'l.adjustment_id'),
    )
    .select(['a.id', 'a.no', 'a.decided_on', 'a.reason', 'l.amount_fen'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.line_id', '=', row.id)
    .where('a.state', '=', 'approved')
    .orderBy('a.decided_on')
    .execute()
  const months = await ctx.db
    .selectFrom('budget_spending')
    .select([sql<string>`to_char(day, 'YYYY-MM')`.as('month'), sql<string>`sum(amount_fen)`.as('fen')])
    .where('school_id', '=', ctx.schoolId)
    .where('line_id', '=', row.id)
    .groupBy('month')
    .orderBy('month')
    .execute()
  return {
    ...(facts as NonNullable<typeof facts>),
    planState: row.state,
    commitments: commitments.map(c => ({
      id: c.id,
      document: documentOf(ctx, c),
      note: c.note,
      day: c.day,
      committedFen: c.committed_fen,
      heldFen: c.held_fen,
    })),
    spendings: spendings.map(s => ({
      id: s.id,
      document: documentOf(ctx, s),
      note: s.note,
      day: s.day,
      amountFen: s.amount_fen,
      reversed: s.undone !== null,
    })),
    adjustments: adjustments.map(a => ({
      id: a.id,
      no: a.no,
      on: a.decided_on,
      reason: a.reason,
      amountFen: a.amount_fen,
    })),
    months: months.map(m => ({ month: m.month, spentFen: Number(m.fen) })),
  }
}

/** A document as pages show it, with its address where its module told one. */
export function documentOf(ctx: Ctx, row: { document_kind: string; document_id: string; no: string }) {
  const spec = ctx.all(documentPoint).find(d => d.kind === row.document_kind)
  return {
    kind: row.document_kind,
    id: row.document_id,
    no: row.no,
    href: spec ? spec.href(row.document_id) : null,
  }
}

export const adjustments: H['adjustments'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.uuid()])
  const filtered = ctx.db
    .selectFrom('budget_adjustment as a')
    .innerJoin('budget_plan as p', join =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.plan_id'),
    )
    .where('a.school_id', '=', ctx.schoolId)
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
  const parts =
    page.rows.length === 0
      ? []
      : await ctx.db
          .selectFrom('budget_adjustment_line as x')
          .innerJoin('budget_line as l', join =>
            join.onRef('l.school_id', '=', 'x.school_id').onRef('l.id', '=', 'x.line_id'),
          )
          .select(['x.adjustment_id', 'x.line_id', 'x.amount_fen', 'l.code', 'l.title'])
          .where('x.school_id', '=', ctx.schoolId)
          .where(
            'x.adjustment_id',
            'in',
            page.rows.map(row => row.id),
          )
          .orderBy('l.code')
          .execute()
  return {
    next: page.next,
    total,
    rows: page.rows.map(row => ({
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
    })),
  }
}

function adjustmentActions(ctx: Ctx, row: { state: string; asked_by: string | null }): Actions {
  const actions: Actions = {}
  if (row.state !== 'asked') return actions
  const own = row.asked_by !== null && row.asked_by === userOf(ctx)?.personId
  if (ctx.may(budget.decideAdjustment))
    actions.decide = own ? { allowed: false, why: '自己提出的要由另一位校领导审批' } : { allowed: true }
  if (ctx.may(budget.withdrawAdjustment) && own) actions.withdraw = { allowed: true }
  return actions
}
