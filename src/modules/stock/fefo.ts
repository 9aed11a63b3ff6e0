import { costsOf, poolOf, type Row } from './pool.ts'
import { fromMilli, milli } from './rules.ts'

export interface Held extends Row {
  expiresOn: string | null
}

export interface Take {
  held: Held
  quantity: number
  amountFen: number
}

/**
 * Out of what is held of one item in one store: first expired, first out; what has no date comes last, in the
 * order in which it came. Nothing that has expired is taken. Each part costs the average of all that is held.
 * `short` is what could not be found.
 */
export function takeFefo(
  held: readonly Held[],
  quantity: number,
  today: string,
): { takes: Take[]; short: number } {
  const usable = held
    .filter(h => h.quantity > 0 && (h.expiresOn === null || h.expiresOn >= today))
    .sort((a, b) => (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999') || a.id.localeCompare(b.id))
  const parts: { held: Held; quantity: number }[] = []
  let left = milli(quantity)
  for (const h of usable) {
    if (left === 0) break
    const part = Math.min(left, milli(h.quantity))
    parts.push({ held: h, quantity: fromMilli(part) })
    left -= part
  }
  const costs = costsOf(
    poolOf(held),
    parts.map(part => part.quantity),
  )
  return { takes: parts.map((part, i) => ({ ...part, amountFen: costs[i] ?? 0 })), short: fromMilli(left) }
}
