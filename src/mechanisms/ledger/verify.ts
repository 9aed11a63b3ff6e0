import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'

/** Recomputes what the books promise from the lines themselves; empty faults when all of it holds. */
export const verify: Handlers<typeof contract>['verify'] = async ctx => {
  const faults: string[] = []
  for (const check of CHECKS) {
    const { rows } = await check.query(ctx).execute(ctx.db)
    const [first] = rows
    if (first) faults.push(`${check.fault} ${rows.length} 处，如：${first.what}`)
  }
  const { rows } = await sql<{ entries: number; accounts: number }>`select
    (select count(*) from ledger_entry where school_id = ${ctx.schoolId}) as entries,
    (select count(*) from ledger_account where school_id = ${ctx.schoolId}) as accounts`.execute(ctx.db)
  return { entries: rows[0]?.entries ?? 0, accounts: rows[0]?.accounts ?? 0, faults }
}

interface Check {
  fault: string
  query(ctx: Ctx): ReturnType<typeof sql<{ what: string }>>
}

const CHECKS: readonly Check[] = [
  {
    fault: '分录金额不平',
    query: ctx => sql<{ what: string }>`select e.document_no as what from ledger_entry e
      left join ledger_line l on l.school_id = e.school_id and l.entry_id = e.id
      where e.school_id = ${ctx.schoolId} group by e.id, e.document_no
      having coalesce(sum(l.amount_fen), 0) <> 0 or count(l.id) = 0`,
  },
  {
    fault: '分录数量不平',
    query: ctx => sql<{ what: string }>`select e.document_no as what from ledger_entry e
      join ledger_line l on l.school_id = e.school_id and l.entry_id = e.id
      join ledger_account a on a.school_id = l.school_id and a.id = l.account_id
      where e.school_id = ${ctx.schoolId} group by e.id, e.document_no, a.commodity having sum(l.quantity) <> 0`,
  },
  {
    fault: '余额与明细不符',
    query: ctx => sql<{ what: string }>`select a.book || '·' || a.title as what from ledger_account a
      left join ledger_line l on l.school_id = a.school_id and l.account_id = a.id
      where a.school_id = ${ctx.schoolId} and a.floor group by a.school_id, a.id
      having a.held_fen <> coalesce(sum(l.amount_fen), 0) or a.held_quantity <> coalesce(sum(l.quantity), 0)`,
  },
  {
    fault: '余额为负',
    query: ctx => sql<{ what: string }>`select book || '·' || title as what from ledger_account
      where school_id = ${ctx.schoolId} and floor and (held_fen < 0 or held_quantity < 0)`,
  },
  {
    fault: '明细日期与分录不符',
    query: ctx => sql<{ what: string }>`select e.document_no as what from ledger_entry e
      join ledger_line l on l.school_id = e.school_id and l.entry_id = e.id and l.day <> e.day
      where e.school_id = ${ctx.schoolId}`,
  },
  {
    fault: '冲销与原分录不对应',
    query: ctx => sql<{ what: string }>`select r.document_no as what from ledger_entry r
      where r.school_id = ${ctx.schoolId} and r.reverses_id is not null and exists (
        select from ledger_line l where l.school_id = r.school_id and l.entry_id in (r.id, r.reverses_id)
        group by l.account_id having sum(l.amount_fen) <> 0 or sum(l.quantity) <> 0)`,
  },
  {
    fault: '已结账月份里有没编号的分录',
    query: ctx => sql<{ what: string }>`select e.document_no as what from ledger_entry e
      join ledger_period p on p.school_id = e.school_id and p.book = e.book and p.state = 'closed'
        and p.month = to_char(e.day, 'YYYY-MM')
      where e.school_id = ${ctx.schoolId} and e.no is null`,
  },
  {
    fault: '分录号不连续',
    query: ctx => sql<{
      what: string
    }>`select book || ' ' || to_char(day, 'YYYY-MM') as what from ledger_entry
      where school_id = ${ctx.schoolId} and no is not null group by book, to_char(day, 'YYYY-MM')
      having count(*) <> max(right(no, 6)::int)`,
  },
]
