import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { openBudget } from '../budget/testing.ts'
import { claim } from './contract.ts'
import { bought } from './testing.ts'

const MANY = 2000

/** One drafted claim, many times over: other numbers, other days, half of them booked. */
async function fill(s: Scenario): Promise<void> {
  const [lineId] = (await openBudget(s, [
    { amountFen: 9000_00, category: 'equipment', title: '设备购置' },
  ])) as [string]
  const { orderId } = await bought(s, lineId)
  await s
    .as('buyer')
    .call(claim.draft, { source: 'order', orderId, title: '投影仪', amountFen: 100, invoiceIds: [] })
  await s.inSchool(async ctx => {
    await sql`insert into claim_claim select (jsonb_populate_record(null::claim_claim, to_jsonb(c) || jsonb_build_object(
        'id', gen_random_uuid(), 'no', 'X-' || g, 'claimed_on', c.claimed_on - g % 700, 'amount_fen', 1 + g % 900,
        'state', case when g % 2 = 0 then 'cancelled' else 'drafted' end))).*
      from (select * from claim_claim limit 1) c, generate_series(1, ${sql.lit(MANY)}) g`.execute(ctx.db)
  })
}

it('pages of many claims come from the index, by day and by state', async () => {
  const s = await scenario()
  await fill(s)
  const accountant = s.as('accountant')
  const first = await accountant.call(claim.list, { limit: 50 })
  expect([first.rows.length, first.total]).toEqual([50, MANY + 1])
  const second = await accountant.call(claim.list, { limit: 50, cursor: first.next as string })
  const seen = new Set([...first.rows, ...second.rows].map(row => row.id))
  expect(seen.size).toBe(100)
  const plans = await s.inSchool(async ctx => {
    // Without statistics the planner may prefer to sort a few rows; an index that serves the order is taken then.
    for (const way of ['seqscan', 'bitmapscan', 'sort'])
      await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(ctx.db)
    const explain = async (query: ReturnType<typeof sql>): Promise<string> => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(ctx.db)
      return rows.map(row => row['QUERY PLAN']).join('\n')
    }
    return {
      page: await explain(sql`select * from claim_claim where school_id = ${ctx.schoolId}
        and (claimed_on, id) < ('2025-06-01'::date, ${ctx.id()}::uuid) order by claimed_on desc, id desc limit 51`),
      state:
        await explain(sql`select * from claim_claim where school_id = ${ctx.schoolId} and state in ('drafted')
        order by claimed_on desc, id desc limit 51`),
    }
  })
  expect(plans.page).toContain('claim_claim_newest')
  expect(plans.state).toContain('claim_claim_state')
  expect(plans.page + plans.state).not.toContain('Sort')
})
