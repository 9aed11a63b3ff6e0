import { sql } from 'kysely'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { documentPoint } from '../../../mechanisms/ledger/index.ts'
import type { contract } from '../contract.ts'
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
