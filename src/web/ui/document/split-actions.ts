interface Choice {
  allowed: boolean
  kind?: 'primary' | 'plain'
}

/**
 * Which actions stand in the bar and which go under 更多. Shown in reading order with the main one last,
 * at the thumb; refused and further ones give way first. An overflow of one is not worth a menu.
 */
export function splitActions<A extends Choice>(
  actions: readonly A[],
  room: number,
): { shown: A[]; more: A[] } {
  const rank = (a: A): number => (a.kind === 'primary' && a.allowed ? 0 : a.allowed ? 1 : 2)
  const byRank = [...actions].sort((a, b) => rank(a) - rank(b))
  const kept = actions.length <= room ? byRank : byRank.slice(0, room)
  return {
    shown: kept.reverse(),
    more: byRank.filter(a => !kept.includes(a)),
  }
}
