import { expect, it } from 'vitest'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { scenario } from '../../testing/scenario.ts'
import { demoBudget } from '../budget/demo.ts'
import { demoContracts } from '../contract/demo.ts'
import { contracts } from '../contract/index.ts'
import { demoSuppliers } from '../supplier/demo.ts'
import { procurement } from './contract.ts'
import { demoProcurement } from './demo.ts'

const ROLE: Record<string, RoleCode> = {
  vice: 'vice_principal',
  keeper: 'asset_keeper',
  classteacher: 'class_teacher',
}

it('shows an order under a contract, half of which came, beside the one that was compared', async () => {
  const s = await scenario()
  s.at('2026-11-20T10:00:00+08:00')
  const as = <T>(login: string, at: Date, work: Parameters<typeof inSchool<T>>[2]) =>
    inSchool(
      s.app,
      { schoolId: s.schoolId, actor: s.as(ROLE[login] ?? (login as RoleCode)).actor, now: at },
      work,
    )
  const stage = { now: s.now(), as }
  await demoSuppliers(stage)
  await demoBudget(stage)
  await demoContracts(stage)
  await demoProcurement(stage)
  const { rows } = await s.as('buyer').call(procurement.orders, {})
  expect(rows.map(row => row.state).sort()).toEqual(['partly', 'received'])
  const under = rows.find(row => row.contractNo !== '')
  expect(under).toMatchObject({ totalFen: 1_680_000, acceptedFen: 840_000 })
  const deals = await s.as('clerk').call(contracts.list, { q: '教师办公电脑定点供货' })
  const deal = await s.as('clerk').call(contracts.get, { id: deals.rows[0]?.id as string })
  expect(deal.orders).toMatchObject([{ no: under?.no, amountFen: 1_680_000 }])
}, 60_000)
