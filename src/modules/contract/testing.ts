import type { InputOf } from '../../kernel/pure/operation.ts'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { openBudget } from '../budget/testing.ts'
import { supplier } from '../supplier/index.ts'
import { contracts } from './contract.ts'
import { AGREEMENT_REF, CHANGE_REF, TENDER_REF } from './store.ts'

const KINDS = [AGREEMENT_REF, CHANGE_REF, TENDER_REF]

export interface Desk {
  lineId: string
  green: string
  other: string
  third: string
}

/** A budget line of 60,000 yuan and three firms. */
export async function contractDesk(s: Scenario, amountFen = 6_000_000): Promise<Desk> {
  const [lineId] = await openBudget(s, [{ amountFen, title: '绿化养护', category: 'repair' }])
  const ids: string[] = []
  for (const name of ['江城绿园园林养护有限公司', '江城青山园艺有限公司', '江城丽景绿化工程队'])
    ids.push((await s.as('buyer').call(supplier.create, { name })).id)
  const [green, other, third] = ids as [string, string, string]
  return { lineId: lineId as string, green, other, third }
}

type DraftInput = InputOf<typeof contracts.create>

/** The greening contract of two sections at 19,000 yuan. */
export const greening = (desk: Desk, more: Partial<DraftInput> = {}): DraftInput => ({
  supplierId: desk.green,
  kind: 'care',
  title: '校园绿化养护',
  lines: [{ name: '绿化养护标段', quantity: 2, measure: '标段', priceFen: 1_900_000 }],
  startsOn: '2025-10-01',
  endsOn: '2026-09-30',
  plan: [
    { title: '上半年', dueOn: '2026-03-31', amountFen: 1_900_000 },
    { title: '下半年', dueOn: '2026-09-30', amountFen: 1_900_000 },
  ],
  lineId: desk.lineId,
  ...more,
})

/** The roles approve what is asked about a document, in this order. */
export async function approveBy(s: Scenario, roles: readonly RoleCode[], subjectId: string): Promise<void> {
  for (const role of roles) {
    const { rows } = await s.as(role).call(approval.inbox, {})
    const chains = await s.inSchool(ctx =>
      Promise.all(KINDS.map(kind => chainOf(ctx, { kind, id: subjectId }))),
    )
    const waiting = rows.find(row => chains.some(chain => chain?.id === row.id))
    if (!waiting) throw new Error(`nothing waits for ${role}`)
    await s.as(role).call(approval.approve, { id: waiting.id })
  }
}

export const LADDER: readonly RoleCode[] = ['director', 'vice_principal', 'principal']

/** A contract that runs; answers it with its version. */
export async function signed(s: Scenario, desk: Desk, more: Partial<DraftInput> = {}) {
  const draft = await s.as('clerk').call(contracts.create, greening(desk, more))
  const sent = await s.as('clerk').call(contracts.submit, { id: draft.id, version: draft.version })
  await approveBy(s, LADDER, draft.id)
  const done = await s
    .as('clerk')
    .call(contracts.sign, { id: draft.id, version: sent.version + 1, signedOn: '2025-09-03' })
  return { id: draft.id, no: draft.no, version: done.version }
}
