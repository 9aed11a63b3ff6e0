/**
 * Names for the statements that come again and again: PostgreSQL parses and plans a named one once a connection.
 * Only these, because each costs memory in every connection, and a filter put together by a user comes once.
 */
const MOST_NAMED = 300
const OFTEN = 10
const MOST_COUNTED = 5000

let generation = 0
const names = new Map<string, string>()
const uses = new Map<string, number>()

export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_NAMED) return known
  const count = (uses.get(text) ?? 0) + 1
  if (count < OFTEN) {
    if (uses.size >= MOST_COUNTED) uses.clear()
    uses.set(text, count)
    return undefined
  }
  uses.delete(text)
  const name = `z${generation}_${names.size}`
  names.set(text, name)
  return name
}

/** A table changed under a statement (an upgrade beside this process): all are prepared anew under other names. */
export function forgetStatements(): void {
  generation++
  names.clear()
}

export const isStalePlan = (error: unknown): boolean => {
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string }
  return code === '0A000' && message.includes('cached plan')
}
