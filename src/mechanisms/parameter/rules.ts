import type { z } from 'zod'
import { addDays } from '../../kernel/pure/calendar/day.ts'

/** A value that rules enforce. The module that enforces it declares it. */
export interface ParameterSpec<T = unknown> {
  /** `module.name`, e.g. repair.confirm_days */
  key: string
  title: string
  /** What depends on it, in a sentence for the director. */
  about?: string
  schema: z.ZodType<T>
  /** Holds as long as the school has set nothing. */
  default: T
  unit?: string
  /** The regulation the default comes from, with article or date. */
  source: string
  /** `unsure`: the default is common practice, not read in a regulation; the school should confirm it. */
  mark: 'sure' | 'unsure'
}

export const defineParameter = <T>(spec: ParameterSpec<T>): ParameterSpec<T> => spec

export interface Version {
  validFrom: string
  validTo: string | null
}

/** The version that holds on a day, if any. `versions` in any order. */
export function versionOn<V extends Version>(versions: readonly V[], day: string): V | undefined {
  return versions.find(v => v.validFrom <= day && (v.validTo === null || v.validTo >= day))
}

export type Placement =
  /** Nothing set before: the new value is the first. */
  | { kind: 'first' }
  /** The open version ends on the day before. */
  | { kind: 'after'; closeOn: string }
  /** The open version starts on that very day and has not yet been in force: it is replaced. */
  | { kind: 'replace' }
  /** The open version starts later, or held already on that day. */
  | { kind: 'refused'; latest: string }

/** Where a value that holds from `from` goes. `latest` is the first day of the newest version. */
export function place(from: string, latest: string | undefined, today: string): Placement {
  if (latest === undefined) return { kind: 'first' }
  if (from > latest) return { kind: 'after', closeOn: addDays(from, -1) }
  // What held on past days has been enforced; only a value of today or later can still be taken back.
  if (from === latest && latest >= today) return { kind: 'replace' }
  return { kind: 'refused', latest }
}
