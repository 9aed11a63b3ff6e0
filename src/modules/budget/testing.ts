import type { Scenario } from '../../testing/scenario.ts'
import { budget } from './contract.ts'
import type { Category, SourceKind } from './rules.ts'

export interface TestLine {
  amountFen: number
  code?: string
  title?: string
  category?: Category
  kind?: SourceKind
  earmarked?: boolean
}

/** For tests of other modules too: a plan of the clock's year in execution, with these lines; answers their ids. */
export async function openBudget(s: Scenario, lines: readonly TestLine[]): Promise<string[]> {
  const year = s.now().getFullYear()
  const accountant = s.as('accountant')
  const plan = await accountant.call(budget.openPlan, { year })
  const ids: string[] = []
  for (const [i, l] of lines.entries()) {
    const source = await accountant.call(budget.saveSource, {
      code: `S${i + 1}`,
      title: l.earmarked ? '专项经费' : '公用经费',
      kind: l.kind ?? 'public',
      earmarked: l.earmarked ?? false,
      purpose: l.earmarked ? '实训设备更新' : '',
    })
    const line = await accountant.call(budget.saveLine, {
      year,
      sourceId: source.id,
      code: l.code ?? `${year}-GY-0${i + 1}`,
      title: l.title ?? '办公用品',
      category: l.category ?? 'office',
      plannedFen: l.amountFen,
    })
    ids.push(line.id)
  }
  const approved = await s
    .as('principal')
    .call(budget.approvePlan, { id: plan.id, version: plan.version, basis: '校务会纪要〔2025〕3号' })
  await accountant.call(budget.startPlan, { id: plan.id, version: approved.version })
  return ids
}
