import { z } from 'zod'
import { Id, line } from '../../kernel/pure/fields.ts'
import { command, defineContract } from '../../kernel/pure/operation.ts'
import { userOf } from '../../kernel/server/ctx.ts'
import { defineModule } from '../../kernel/server/module.ts'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { approvalPoint, type RouteDraft, startApproval, withdrawApproval } from './index.ts'

const contract = defineContract({
  id: 'probe',
  title: '试验单据',
  errors: {},
  operations: {
    start: command({
      title: '提交试验单据',
      access: 'signed-in',
      input: z.strictObject({
        id: Id,
        amountFen: z.int().optional(),
        category: line(20).optional(),
        funding: line(20).optional(),
        unitId: Id.optional(),
        barred: z.array(z.object({ personId: Id, reason: z.string() })).default([]),
      }),
      output: z.object({ approvalId: Id, state: z.literal('pending') }),
    }),
    takeBack: command({
      title: '收回试验单据',
      access: 'signed-in',
      input: z.strictObject({ id: Id }),
      output: z.object({}),
    }),
  },
})
export const probe = contract.operations
export const PROBE = 'probe.paper'

export interface Decided {
  id: string
  outcome: string
  note: string
  byName: string
}

/** A school with one more kind of document, which remembers what was decided about it. */
export async function approvalScenario(
  routes: readonly RouteDraft[],
): Promise<Scenario & { decided: Decided[] }> {
  const decided: Decided[] = []
  const s = await scenario()
  const module = defineModule({
    contract,
    dependsOn: ['approval'],
    handlers: {
      async start(ctx, input) {
        const { id, ...rest } = input
        const askerId = userOf(ctx)?.personId as string
        return startApproval(ctx, {
          ...rest,
          subject: { kind: PROBE, id },
          no: `CS-${id.slice(-4)}`,
          title: '会议室投影仪 1 台',
          href: `/probe/${id}`,
          askerId,
        })
      },
      async takeBack(ctx, { id }) {
        await withdrawApproval(ctx, { kind: PROBE, id }, '不要了')
        return {}
      },
    },
    provides: [
      approvalPoint.of({
        kind: PROBE,
        title: '试验申请',
        facts: async () => [{ label: '预算余额', value: '¥12,000.00', tone: 'done' }],
        async decided(_ctx, id, { outcome, note, byName }) {
          decided.push({ id, outcome, note, byName })
        },
        routes,
        categories: [{ code: 'office', title: '办公用品' }],
      }),
    ],
  })
  s.app.registry = buildRegistry([...modules, module])
  return Object.assign(s, { decided })
}
