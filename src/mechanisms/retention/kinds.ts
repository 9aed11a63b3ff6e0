import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import type { Period } from './rules.ts'

export interface Past {
  count: number
  /** The day of the oldest. */
  oldest: string | null
}

export interface Destroyed {
  /** Number and nature of the record, without whom it was about: the list stays for good. */
  label: string
  on: string
}

/** A kind of records that may be destroyed, or freed of persons, when their time is over. */
export interface RetentionKind {
  id: string
  title: string
  keep: Period
  /** From when the time runs. */
  from: string
  /** The rule, and whether it fixes the period. */
  basis: string
  certainty: 'law' | 'unsure'
  /** What destroying does to them, and what stays. */
  effect: string
  past(ctx: Ctx, before: string): Promise<Past>
  /** Destroys what `past` counts. */
  destroy(ctx: Ctx, before: string): Promise<readonly Destroyed[]>
}

/** Modules declare here what of theirs ends: `retentionPoint.of(kind)` in `provides`. */
export const retentionPoint = extensionPoint<RetentionKind>('retention.kind')
