import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import type { ComparedRow } from './rules.ts'

/** Two sides that must agree: what a module lets be compared. */
export interface ReconciliationSpec {
  id: string
  /** 资产卡片与价值账 */
  title: string
  left: string
  right: string
  /** Why they must agree, for whoever reads the page. */
  about?: string
  /** The ledger book whose months do not close while a difference stands. */
  book?: string
  /** Differences of so many fen count as none. */
  tolerance?: number
  run(ctx: Ctx, days: { asAt: string }): Promise<{ rows: readonly ComparedRow[] }>
}

export const reconciliationPoint = extensionPoint<ReconciliationSpec>('reconciliation.kind')

export function specOf(ctx: Ctx, kind: string): ReconciliationSpec {
  const spec = ctx.all(reconciliationPoint).find(s => s.id === kind)
  if (!spec) throw contract.fail('unknown_kind')
  return spec
}
