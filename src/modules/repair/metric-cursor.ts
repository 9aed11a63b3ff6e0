/** Evidence is paged by day and id, newest first. */
export function readCursor(cursor: string | undefined): { on: string; id: string } | undefined {
  const match = /^(\d{4}-\d\d-\d\d)~([0-9a-f-]{36})$/.exec(cursor ?? '')
  return match ? { on: match[1] as string, id: match[2] as string } : undefined
}

export const nextCursor = (
  more: boolean,
  last: { reported_on: string; id: string } | undefined,
): string | null => (more && last ? `${last.reported_on}~${last.id}` : null)
