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
  // A single character has no pair to look up.
  const [paired, single] = [words.filter(isPaired), words.filter(word => !isPaired(word))]
  if (paired.length === 0) return { broad: true, narrow: q => words.reduce(withWord, q) }
  const found = await sql<{
    id: string
  }>`select workorder_find(${sql.val(paired)}::text[], ${MOST_HITS + 1}) as id`.execute(ctx.db)
  if (found.rows.length > MOST_HITS) return { broad: true, narrow: q => words.reduce(withWord, q) }
  const ids = found.rows.map(row => row.id)
  return {
    broad: false,
    narrow: q => single.reduce(withWord, q).where(sql<boolean>`o.id = any(${sql.val(ids)}::uuid[])`),
  }
}

const isPaired = (word: string): boolean => [...word].length >= 2

// `like` would be taken for rare by the planner, which may not look at statistics under row-level security.
const withWord = (q: OrderQuery, word: string): OrderQuery =>
  q.where(sql<boolean>`strpos(o.search, ${word}) > 0`)
