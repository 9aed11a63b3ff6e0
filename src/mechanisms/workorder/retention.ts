import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Destroyed, Past, RetentionKind } from '../retention/index.ts'

/** Orders that are over and still name a stranger or show how to ring somebody up. */
const NAMED = (ctx: Ctx, before: string) => sql<boolean>`
  o.school_id = ${ctx.schoolId} and o.state in ('closed', 'rejected', 'cancelled')
  and coalesce(o.closed_at, o.reported_at) < ${before}::date
  and (o.reporter_phone is not null or (o.stranger is not null and o.reporter_name <> '')
    or exists (select from workorder_endorsement e where e.school_id = o.school_id and e.order_id = o.id
      and (e.phone is not null or (e.stranger is not null and e.name <> ''))))`

/** The order stays, with what was broken, where and when; figures do not change. */
export const strangersOfOrders: RetentionKind = {
  id: 'workorder.reporters',
  title: '工单里报修人的电话和校外人员的姓名',
  keep: { amount: 6, unit: 'month' },
  from: '工单关闭',
  basis: '个人信息保护法第十九条：保存期限为实现目的所必要的最短时间；6个月由学校核定',
  certainty: 'unsure',
  effect: '抹去电话、未登录报修人和附议人的姓名；工单和统计不变',

  async past(ctx, before): Promise<Past> {
    const { rows } = await sql<Past>`
      select count(*)::int as count, min(o.reported_on)::text as oldest
      from workorder_order o where ${NAMED(ctx, before)}`.execute(ctx.db)
    return rows[0] ?? { count: 0, oldest: null }
  },

  async destroy(ctx, before): Promise<readonly Destroyed[]> {
    const { rows } = await sql<{ id: string; label: string; on: string }>`
      select o.id, o.no || ' 的报修人联系方式' as label, o.reported_on::text as on
      from workorder_order o where ${NAMED(ctx, before)} order by o.no for update`.execute(ctx.db)
    const ids = rows.map(row => row.id)
    await sql`update workorder_order set reporter_phone = null,
        reporter_name = case when stranger is null then reporter_name else '' end
      where school_id = ${ctx.schoolId} and id = any(${ids}::uuid[])`.execute(ctx.db)
    await sql`update workorder_endorsement set phone = null,
        name = case when stranger is null then name else '' end
      where school_id = ${ctx.schoolId} and order_id = any(${ids}::uuid[])`.execute(ctx.db)
    return rows.map(({ label, on }) => ({ label, on }))
  },
}
