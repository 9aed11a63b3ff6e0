import { expect, it } from 'vitest'
import type { RoleCode } from '../../kernel/pure/roles.ts'
import { inSchool } from '../../kernel/server/run.ts'
import { ledger } from '../../mechanisms/ledger/index.ts'
import { reconciliation } from '../../mechanisms/reconciliation/index.ts'
import { scenario } from '../../testing/scenario.ts'
import { demoBudget } from '../budget/demo.ts'
import { budget } from '../budget/index.ts'
import { demoSuppliers } from '../supplier/demo.ts'
import { claim } from './contract.ts'
import { demoClaims } from './demo.ts'
import { bought } from './testing.ts'

const ROLE: Record<string, RoleCode> = {
  vice: 'vice_principal',
  reviewer: 'auditor',
  keeper: 'asset_keeper',
  classteacher: 'class_teacher',
}

it('fills the demo school: a budget, claims in their states, closed months, and an order paid', async () => {
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
  const accountant = s.as('accountant')
  const { rows } = await accountant.call(budget.lines, { search: 'ZB-01' })
  await bought(s, rows[0]?.id as string)
  await demoClaims(stage)
  const claims = await accountant.call(claim.list, {})
  expect(claims.rows.map(row => row.state).sort()).toEqual([
    'approved',
    'booked',
    'booked',
    'booked',
    'returned',
  ])
  const reports = await accountant.call(budget.reports, {})
  expect(reports.rows.map(row => row.state)).toEqual(['signed'])
  const savings = await accountant.call(budget.savings, {})
  expect([savings.onceFen, savings.recurringFen]).toEqual([32_100_00, 26_400_00])
  const { orders } = await s.as('buyer').call(claim.start, {})
  expect(orders).toMatchObject([{ title: '无线话筒', leftFen: 2_320_00, mismatchOpen: false }])
  const { rows: kinds } = await accountant.call(reconciliation.kinds, {})
  const last = kinds.find(kind => kind.kind === 'claim.acceptance')?.last
  expect(last?.standing).toEqual({ open: 0, explained: 1, agreed: 0 })
  const month = await accountant.call(ledger.period, { book: 'budget', month: '2026-11' })
  expect(month.obstacles.length).toBeGreaterThan(0)
}, 60_000)
