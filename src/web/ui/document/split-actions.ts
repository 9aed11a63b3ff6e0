interface Choice {
  allowed: boolean
  kind?: 'primary' | 'plain'
  danger?: boolean
}

/**
 * Which actions stand in the bar and which go under 更多. Shown in reading order with the main one last,
 * at the thumb. Where room is short the refused go first, then what is dangerous, then the later ones.
 */
export function splitActions<A extends Choice>(
  actions: readonly A[],
  room: number,
): { shown: A[]; more: A[] } {
  const rank = (a: A): number => (!a.allowed ? 3 : a.danger ? 2 : a.kind === 'primary' ? 0 : 1)
  const byRank = [...actions].sort((a, b) => rank(a) - rank(b))
  const kept = actions.length <= room ? byRank : byRank.slice(0, room)
  return {
    shown: kept.reverse(),
    more: byRank.filter(a => !kept.includes(a)),
  }
}
