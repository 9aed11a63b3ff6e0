/** The row after (or before) `at`; the ends hold; a row that has gone starts again from the near end. */
export function stepRow(keys: readonly string[], at: string | undefined, by: 1 | -1): string | undefined {
  const index = at === undefined ? -1 : keys.indexOf(at)
  if (index < 0) return by === 1 ? keys[0] : keys.at(-1)
  return keys[Math.min(keys.length - 1, Math.max(0, index + by))]
}
