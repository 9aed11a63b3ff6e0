import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Assembled } from '../../mechanisms/metric/prose/assemble.ts'
import type { Doc } from '../../mechanisms/metric/prose/doc.ts'
import { type ReportAction, type ReportState, reportMachine } from './rules.ts'

export type ReportRow = NonNullable<Awaited<ReturnType<typeof findReport>>>

export function findReport(ctx: Ctx, where: { id?: string; term?: string }) {
  let select = ctx.db.selectFrom('summary_report').selectAll()
  if (where.id) select = select.where('id', '=', where.id)
  if (where.term) select = select.where('term_code', '=', where.term)
  return select.executeTakeFirst()
}

export async function loadReport(
  ctx: Ctx,
  id: string,
  action: ReportAction,
  version: number,
): Promise<ReportRow> {
  const row = await findReport(ctx, { id })
  if (!row) throw notFound()
  if (!mayTransit(reportMachine, action, row.state)) throw stateRefusal(reportMachine, action, row.state)
  if (row.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

export interface ReportChange {
  state?: ReportState
  doc?: Doc
  assembled?: Assembled
}

export async function changeReport(ctx: Ctx, row: ReportRow, change: ReportChange, note?: string) {
  const { assembled } = change
  const state = change.state ?? row.state
  const done = await ctx.db
    .updateTable('summary_report')
    .set({
      state,
      version: row.version + 1,
      updated_at: ctx.now,
      ...(change.doc ? { doc: JSON.stringify(change.doc), title: change.doc.title } : {}),
      ...(assembled
        ? {
            generated: JSON.stringify(assembled.doc),
            missing: JSON.stringify(assembled.missing),
            uncovered: JSON.stringify(assembled.uncovered),
            as_at: ctx.now,
          }
        : {}),
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .where('state', '=', row.state)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about({ kind: 'summary.report', id: row.id }, note)
  return { id: row.id, version: row.version + 1, state }
}

export function liveSignatures(ctx: Ctx, reportId: string) {
  return ctx.db
    .selectFrom('summary_signature')
    .selectAll()
    .where('report_id', '=', reportId)
    .where('withdrawn_at', 'is', null)
    .orderBy('signed_at')
    .execute()
}
