import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Destroyed, Past, RetentionKind } from '../../mechanisms/retention/index.ts'

const GONE = '（姓名已删除）'

/** Cases that are over and still name a person; a class or a room is nobody's personal data. */
const NAMED = (ctx: Ctx, before: string) => sql<boolean>`
  c.school_id = ${ctx.schoolId} and c.state in ('paid', 'waived', 'cancelled')
  and coalesce(c.settled_on, c.occurred_on) < ${before}::date
  and ((c.liable_kind = 'person' and c.liable_name not in ('', ${GONE}))
    or exists (select from damage_share s where s.school_id = c.school_id and s.case_id = c.id
      and s.name not in ('', ${GONE}))
    or exists (select from damage_receipt r where r.school_id = c.school_id and r.case_id = c.id
      and r.payer not in ('', ${GONE})))`

/** Mostly minors. Item, place, amounts and receipts stay, for the figures and the accounts rest on them. */
export const personsOfCases: RetentionKind = {
  id: 'damage.persons',
  title: '损坏赔偿里的学生姓名',
  keep: { amount: 3, unit: 'year' },
  from: '事项了结',
  basis:
    '个人信息保护法第十九条、第二十八条：不满十四周岁未成年人的信息是敏感信息，保存时间最短；3年由学校核定',
  certainty: 'unsure',
  effect: '抹去责任人、分摊人、交款人的姓名和经过里的文字；物品、地点、金额和收据号保留，统计不变',

  async past(ctx, before): Promise<Past> {
    const { rows } = await sql<Past>`
      select count(*)::int as count, min(c.occurred_on)::text as oldest
      from damage_case c where ${NAMED(ctx, before)}`.execute(ctx.db)
    return rows[0] ?? { count: 0, oldest: null }
  },

  async destroy(ctx, before): Promise<readonly Destroyed[]> {
    const { rows } = await sql<{ id: string; label: string; on: string }>`
      select c.id, c.no || ' ' || c.item || ' 的责任人姓名' as label, c.occurred_on::text as on
      from damage_case c where ${NAMED(ctx, before)} order by c.no for update`.execute(ctx.db)
    const ids = rows.map(row => row.id)
    const of = sql`school_id = ${ctx.schoolId} and case_id = any(${ids}::uuid[])`
    await sql`update damage_case set note = '', decision = '', version = version + 1, updated_at = ${ctx.now},
        liable_name = case when liable_kind = 'person' then ${GONE} else liable_name end
      where school_id = ${ctx.schoolId} and id = any(${ids}::uuid[])`.execute(ctx.db)
    await sql`update damage_share set name = ${GONE} where ${of}`.execute(ctx.db)
    await sql`update damage_receipt set payer = ${GONE} where ${of} and payer <> ''`.execute(ctx.db)
    await sql`update damage_event set note = '' where ${of} and note <> ''`.execute(ctx.db)
    return rows.map(({ label, on }) => ({ label, on }))
  },
}
