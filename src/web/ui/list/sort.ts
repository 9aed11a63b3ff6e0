import type { Sort } from './columns.ts'

/** Pressing a head: first the largest or latest on top, then the other way, then the list's own order. */
export function nextSort(sort: Sort | undefined, key: string): Sort | undefined {
  if (sort?.key !== key) return { key, dir: 'desc' }
  return sort.dir === 'desc' ? { key, dir: 'asc' } : undefined
}
