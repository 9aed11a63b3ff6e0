/** A posting as modules write it. Amounts are whole fen, quantities decimal text with at most three decimals. */
export interface AccountRef {
  kind: string
  key: string
  /** Shown in statements; taken when the account is made or, on floor accounts, whenever given. */
  title?: string
  /** What the quantity counts, e.g. an item's id. */
  commodity?: string
}

export interface PostLine {
  account: AccountRef
  amountFen: number
  quantity?: string
}

/** One account of a posting with the sum of its lines. */
export interface AccountSum {
  kind: string
  key: string
  commodity: string
  title: string
  fen: number
  quantity: string
}

export interface Arranged {
  /** Each account once, in the one order in which every writer takes them. */
  accounts: AccountSum[]
  /** `account` counts from 1. */
  lines: { account: number; fen: number; quantity: string; commodity: string }[]
}

export type Flaw =
  | { code: 'empty' }
  | { code: 'not_fen'; value: number }
  | { code: 'not_quantity'; value: string }
  | { code: 'no_commodity'; account: string }
  | { code: 'unbalanced'; fen: number }
  | { code: 'unbalanced_quantity'; commodity: string; quantity: string }

/** Sorts and sums the lines of a posting; lines that say nothing (no amount, no quantity) fall away. */
export function arrange(lines: readonly PostLine[]): Arranged | Flaw {
  for (const line of lines) {
    if (!Number.isSafeInteger(line.amountFen)) return { code: 'not_fen', value: line.amountFen }
    if (line.quantity !== undefined && milli(line.quantity) === undefined)
      return { code: 'not_quantity', value: line.quantity }
    if (!line.account.commodity && (milli(line.quantity ?? '0') ?? 0n) !== 0n)
      return { code: 'no_commodity', account: line.account.title ?? line.account.key }
  }
  const real = lines.filter(l => l.amountFen !== 0 || milliOf(l) !== 0n)
  if (real.length === 0) return { code: 'empty' }
  const flaw = imbalance(real)
  if (flaw) return flaw
  const sums = new Map<string, { account: AccountRef; fen: number; quantity: bigint }>()
  for (const line of real) {
    const key = sortKey(line.account)
    const sum = sums.get(key) ?? { account: line.account, fen: 0, quantity: 0n }
    sums.set(key, { ...sum, fen: sum.fen + line.amountFen, quantity: sum.quantity + milliOf(line) })
  }
  const order = [...sums.keys()].sort()
  const place = new Map(order.map((key, i) => [key, i + 1]))
  return {
    accounts: order.map(key => {
      const { account, fen, quantity } = sums.get(key) as {
        account: AccountRef
        fen: number
        quantity: bigint
      }
      return {
        kind: account.kind,
        key: account.key,
        commodity: account.commodity ?? '',
        title: account.title ?? '',
        fen,
        quantity: decimal(quantity),
      }
    }),
    lines: real.map(line => ({
      account: place.get(sortKey(line.account)) as number,
      fen: line.amountFen,
      quantity: decimal(milliOf(line)),
      commodity: line.account.commodity ?? '',
    })),
  }
}

/** The one order in which accounts are locked. */
export const sortKey = (account: AccountRef): string =>
  `${account.kind}\u0000${account.key}\u0000${account.commodity ?? ''}`

/** '1.5' → 1500n; undefined when it is not a quantity of at most three decimals. */
export function milli(text: string): bigint | undefined {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text)
  if (!match) return undefined
  const value = BigInt(match[2] as string) * 1000n + BigInt((match[3] ?? '').padEnd(3, '0'))
  return match[1] ? -value : value
}

/** 1500n → '1.5' */
export function decimal(value: bigint): string {
  const size = value < 0n ? -value : value
  const fraction = (size % 1000n).toString().padStart(3, '0').replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${size / 1000n}${fraction ? `.${fraction}` : ''}`
}

/** Numeric columns come with all their zeros: '3.000' → '3'. */
export const plain = (numeric: string | null | undefined): string => decimal(milli(numeric ?? '0') ?? 0n)

export const monthOf = (day: string): string => day.slice(0, 7)

/** '2026-02' → '2026-02-28' */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`
}

export const monthTitle = (month: string): string =>
  `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`

function imbalance(lines: readonly PostLine[]): Flaw | undefined {
  const fen = lines.reduce((sum, l) => sum + l.amountFen, 0)
  if (fen !== 0) return { code: 'unbalanced', fen }
  const quantities = new Map<string, bigint>()
  for (const line of lines) {
    const commodity = line.account.commodity ?? ''
    quantities.set(commodity, (quantities.get(commodity) ?? 0n) + milliOf(line))
  }
  for (const [commodity, quantity] of quantities)
    if (quantity !== 0n) return { code: 'unbalanced_quantity', commodity, quantity: decimal(quantity) }
  return undefined
}

const milliOf = (line: PostLine): bigint => milli(line.quantity ?? '0') ?? 0n

/** '2026-12' → '2027-01' */
export function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

/** Σ of decimal texts, exactly. */
export const sumOf = (...quantities: readonly string[]): string =>
  decimal(quantities.reduce((sum, q) => sum + (milli(q) ?? 0n), 0n))
