import { diffDays } from '../../kernel/pure/calendar/day.ts'
import { dayOf } from '../../kernel/pure/calendar/zone.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource } from '../desk/index.ts'
import { meOf } from './store.ts'

const SHOWN = 12

/** A document sent back is remembered so long. */
const RETURNED_DAYS = 14
const DAY_MS = 86_400_000

/** What waits for this person's word, and what came back to him. */
export const approvalDesk: DeskSource = {
  id: 'approval',
  items: async ctx => [...(await waiting(ctx)), ...(await returned(ctx))],
}

async function waiting(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('approval_seat as s')
    .innerJoin('approval_case as c', join =>
      join.onRef('c.school_id', '=', 's.school_id').onRef('c.id', '=', 's.case_id'),
    )
    .innerJoin('approval_step as p', join =>
      join.onRef('p.school_id', '=', 's.school_id').onRef('p.id', '=', 's.step_id'),
    )
    .select([
      'c.id',
      'c.subject_title',
      'c.title',
      'c.asker_name',
      'c.unit_text',
      'c.amount_fen',
      's.called_at',
      's.origin_text',
      'p.due_at',
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.person_id', '=', meOf(ctx))
    .where('s.state', '=', 'open')
    .where('c.state', '=', 'pending')
    .orderBy('s.called_at')
    .orderBy('c.id')
    .limit(SHOWN)
    .execute()
  return rows.map((row): DeskItem => {
    const days = row.called_at ? diffDays(dayOf(row.called_at, ctx.zone), ctx.today) + 1 : 1
    return {
      key: `approval:${row.id}`,
      urgency: row.due_at && row.due_at < ctx.now ? 'late' : 'sign',
      title: `请审批${row.subject_title}：${row.title}`,
      detail: [
        row.unit_text,
        row.asker_name,
        row.amount_fen === null ? '' : formatFen(row.amount_fen),
        row.origin_text,
        days > 1 ? `第 ${days} 天` : '',
      ]
        .filter(Boolean)
        .join(' · '),
      link: `/approvals/${row.id}`,
      dueAt: row.due_at,
    }
  })
}

/** Sent back to the asker, who has not asked anew. */
async function returned(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('approval_case as c')
    .select(['c.id', 'c.subject_title', 'c.title', 'c.end_note', 'c.ended_by', 'c.href'])
    .where('c.school_id', '=', ctx.schoolId)
    .where('c.asker_id', '=', meOf(ctx))
    .where('c.state', '=', 'returned')
    .where('c.ended_at', '>', new Date(ctx.now.getTime() - RETURNED_DAYS * DAY_MS))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('approval_case as n')
            .select('n.id')
            .whereRef('n.school_id', '=', 'c.school_id')
            .whereRef('n.subject_kind', '=', 'c.subject_kind')
            .whereRef('n.subject_id', '=', 'c.subject_id')
            .whereRef('n.started_at', '>', 'c.started_at'),
        ),
      ),
    )
    .orderBy('c.ended_at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(row => ({
    key: `approval.returned:${row.id}`,
    urgency: 'sign',
    title: `${row.subject_title}被退回：${row.title}`,
    detail: `${row.ended_by}：${row.end_note}`,
    link: row.href,
    dueAt: null,
  }))
}
