import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { OrderQuery } from './filter.ts'

/** Beyond so many hits the words say too little, and the newest ones are looked through instead. */
const MOST_HITS = 2000

export interface SearchPlan {
  narrow(q: OrderQuery): OrderQuery
  /** The number of hits is not known: counting stops early. */
  broad: boolean
}

/**
 * Words that all have to occur. Few hits: their ids come out of the index. Many: the caller's own order
 * (newest first) is followed and each row is tested, which finds a page at once because hits are frequent.
 */
export async function searchPlan(ctx: Ctx, text: string): Promise<SearchPlan> {
  const words = [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, 6)
  const [longest = ''] = [...words].sort((a, b) => b.length - a.length)
  const rest = words.filter(w => w !== longest)
  // A single character has no pair to look up.
  if ([...longest].length < 2) return { broad: true, narrow: q => words.reduce(withWord, q) }
  const found = await sql<{
    id: string
  }>`select workorder_search(${longest}, ${MOST_HITS + 1}) as id`.execute(ctx.db)
  const broad = found.rows.length > MOST_HITS
  return {
    broad,
    narrow: q => {
      const tested = (broad ? words : rest).reduce(withWord, q)
      if (broad) return tested
      const ids = found.rows.map(row => row.id)
      return tested.where(sql<boolean>`o.id = any(${sql.val(ids)}::uuid[])`)
    },
  }
}

// `like` would be taken for rare by the planner, which may not look at statistics under row-level security.
const withWord = (q: OrderQuery, word: string): OrderQuery =>
  q.where(sql<boolean>`strpos(o.search, ${word}) > 0`)
