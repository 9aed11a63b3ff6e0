import { divideRound, fromMilli, milli } from './rules.ts'

/** What is held of one item in one store: one value for all of it, whatever batches it lies in. */
export interface Pool {
  quantity: number
  amountFen: number
}

export interface Row extends Pool {
  id: string
  storeId: string
  itemId: string
  batchId: string | null
}

export interface Change extends Pool {
  storeId: string
  itemId: string
  itemName: string
  batchId: string | null
}

export const poolKey = (at: { storeId: string; itemId: string }): string => `${at.storeId}:${at.itemId}`
export const placeKey = (at: { storeId: string; itemId: string; batchId: string | null }): string =>
  `${poolKey(at)}:${at.batchId ?? '-'}`

export const poolOf = (rows: readonly Pool[]): Pool => ({
  quantity: fromMilli(rows.reduce((sum, row) => sum + milli(row.quantity), 0)),
  amountFen: rows.reduce((sum, row) => sum + row.amountFen, 0),
})

/**
 * The value that leaves with `take`, at the moving average. Whoever takes the last takes all that is left of
 * the value, so that nothing is worth anything once it is gone.
 */
export function costOf(pool: Pool, take: number): number {
  const all = milli(pool.quantity)
  const part = milli(take)
  if (part >= all) return pool.amountFen
  return Number(divideRound(BigInt(pool.amountFen) * BigInt(part), BigInt(all)))
}

/** The same for parts taken one after another: together they cost what the whole would, rounded once. */
export function costsOf(pool: Pool, parts: readonly number[]): number[] {
  let upto = 0
  let paid = 0
  return parts.map(part => {
    upto += milli(part)
    const cost = costOf(pool, fromMilli(upto)) - paid
    paid += cost
    return cost
  })
}

/** What as many more of the same are worth at the average. */
export const worthOf = (pool: Pool, more: number): number =>
  Number(divideRound(BigInt(pool.amountFen) * BigInt(milli(more)), BigInt(milli(pool.quantity))))

/** Average price of one, in fen, for showing. */
export const averageFen = (pool: Pool): number =>
  pool.quantity > 0 ? Math.round(pool.amountFen / pool.quantity) : 0

/**
 * The rows after these changes, every batch of an item in a store at the same average; only the rows of what
 * changed are answered. Where something would go below zero, or value would be left without a thing, the name
 * of the item.
 */
export function afterChanges(
  rows: readonly Row[],
  changes: readonly Change[],
): { rows: Row[] } | { impossible: string } {
  const quantities = new Map(rows.map(row => [placeKey(row), milli(row.quantity)]))
  const values = new Map<string, { fen: number; name: string }>()
  for (const row of rows)
    values.set(poolKey(row), { fen: (values.get(poolKey(row))?.fen ?? 0) + row.amountFen, name: '' })
  for (const change of changes) {
    const left = (quantities.get(placeKey(change)) ?? Number.NaN) + milli(change.quantity)
    if (!(left >= 0)) return { impossible: change.itemName }
    quantities.set(placeKey(change), left)
    const fen = (values.get(poolKey(change))?.fen ?? 0) + change.amountFen
    values.set(poolKey(change), { fen, name: change.itemName })
  }
  const after: Row[] = []
  for (const [key, { fen, name }] of values) {
    if (name === '') continue
    const own = rows.filter(row => poolKey(row) === key)
    const parts = own.map(row => quantities.get(placeKey(row)) ?? 0)
    const all = parts.reduce((sum, part) => sum + part, 0)
    if (fen < 0 || (all === 0 && fen !== 0)) return { impossible: name }
    const shares = costsOf({ quantity: fromMilli(all), amountFen: fen }, parts.map(fromMilli))
    own.forEach((row, i) => {
      const quantity = fromMilli(parts[i] ?? 0)
      after.push({ ...row, quantity, amountFen: all === 0 ? 0 : (shares[i] ?? 0) })
    })
  }
  return { rows: after }
}
