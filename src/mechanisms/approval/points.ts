import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import type { Outcome } from './machine.ts'
import type { Person } from './rules.ts'
import type { DecisionFact, RouteDraft } from './shapes.ts'

/** What a module brings to have its documents approved. */
export interface ApprovalSubject {
  /** Ref kind of the document: procurement.request */
  kind: string
  /** 采购申请 */
  title: string
  /** What whoever decides must know now: money left in the line, last price, stock, idle same asset. */
  facts(ctx: Ctx, id: string): Promise<DecisionFact[]>
  /** The end, in the same transaction, as the system. */
  decided(
    ctx: Ctx,
    id: string,
    result: { outcome: Outcome; note: string; byName: string; approvalId: string },
  ): Promise<void>
  /** Until the school edits them; the last one without conditions. */
  routes: readonly RouteDraft[]
  categories?: readonly { code: string; title: string }[]
}
export const approvalPoint = extensionPoint<ApprovalSubject>('approval.subject')

export interface UnitFacts {
  id: string
  name: string
  kind: string
  /** From the school down to the unit itself. */
  path: readonly string[]
}

/** What approvals must know of the school's people; brought by the module that keeps them. */
export interface ApproverDirectory {
  /** Those who hold the role today, belong to the school and can sign in, in a fixed order. */
  withRole(ctx: Ctx, role: string): Promise<readonly Person[]>
  /** Of these, those who belong to the school and can sign in. */
  active(ctx: Ctx, ids: readonly string[]): Promise<readonly Person[]>
  names(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  unitOf(ctx: Ctx, personId: string): Promise<string | null>
  unit(ctx: Ctx, id: string): Promise<UnitFacts | null>
  /** The heads of the unit and of those above it, the nearest first; only those who can sign in. */
  headsAbove(ctx: Ctx, unitId: string): Promise<readonly { unitName: string; head: Person }[]>
  unitKinds: readonly { code: string; title: string }[]
  findPersons(ctx: Ctx, text: string): Promise<readonly (Person & { detail: string })[]>
  findUnits(ctx: Ctx, text: string): Promise<readonly (Person & { detail: string })[]>
  unitNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
export const approverPoint = extensionPoint<ApproverDirectory>('approval.approvers')

export function directoryOf(ctx: Ctx): ApproverDirectory {
  const [directory] = ctx.all(approverPoint)
  if (!directory) throw new Error('no module provides approval.approvers')
  return directory
}

export function subjectOf(ctx: Ctx, kind: string): ApprovalSubject {
  const found = ctx.all(approvalPoint).find(s => s.kind === kind)
  if (!found) throw contract.fail('subject_unknown', { kind })
  return found
}

export const subjectTitle = (ctx: Ctx, kind: string): string =>
  ctx.all(approvalPoint).find(s => s.kind === kind)?.title ?? kind
