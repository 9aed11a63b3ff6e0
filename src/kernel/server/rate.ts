import { createHmac } from 'node:crypto'
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { Logger } from 'pino'
import type { DbPool } from './db.ts'

interface Count {
  current: number
  /** Milliseconds to the end of the window. */
  ttl: number
}
type Told = (error: Error | null, count?: Count) => void

interface Route {
  routeInfo?: { method?: string | string[]; url?: string }
}

export interface SharedCounting {
  pool: Pick<DbPool, 'query'>
  log: Logger
  /** Addresses are counted by a keyed hash. */
  addressKey: string
}

const MOST_KEPT = 5000
const CLEAN_EVERY = 500

/**
 * A store for the rate limit: what changes something (a sign-in, a report by a stranger) is counted in the database,
 * by all processes together; what only reads is counted in this process, without a write.
 */
export function countingStore(shared: SharedCounting): FastifyRateLimitStoreCtor {
  return class Store implements FastifyRateLimitStore {
    readonly #counts: Counts
    constructor(_options: unknown, counts: Counts = localCounts()) {
      this.#counts = counts
    }
    incr(key: string, told: Told, windowMs: number, max: number): void {
      this.#counts(key, windowMs, max).then(
        count => told(null, count),
        (error: Error) => told(error),
      )
    }
    // The plug-in hands over its own settings here, with the route among them, whatever its types say.
    child(settings: object): Store {
      const { method = '', url = '' } = (settings as Route).routeInfo ?? {}
      return new Store(
        undefined,
        [method].flat().includes('POST') ? sharedCounts(shared, url) : localCounts(),
      )
    }
  }
}

type Counts = (key: string, windowMs: number, max: number) => Promise<Count>

function localCounts(): Counts {
  const known = new Map<string, { count: number; endsAt: number }>()
  return async (key, windowMs) => {
    const now = performance.now()
    const found = known.get(key)
    const entry = found && found.endsAt > now ? found : { count: 0, endsAt: now + windowMs }
    entry.count++
    if (!found && known.size >= MOST_KEPT) known.clear()
    known.set(key, entry)
    return { current: entry.count, ttl: entry.endsAt - now }
  }
}

function sharedCounts({ pool, log, addressKey }: SharedCounting, route: string): Counts {
  const here = localCounts()
  /** Who is over the limit costs no write until his window ends. */
  const over = new Map<string, { until: number; current: number }>()
  let since = 0
  return async (address, windowMs, max) => {
    const local = await here(address, windowMs, max)
    const now = performance.now()
    const stopped = over.get(address)
    if (stopped && stopped.until > now) return { current: stopped.current, ttl: stopped.until - now }
    const key = createHmac('sha256', addressKey)
      .update(`${route} ${address}`)
      .digest('base64url')
      .slice(0, 32)
    try {
      if (since++ % CLEAN_EVERY === 0) await pool.query('delete from kernel_rate where ends_at < now()')
      const { rows } = await pool.query<Count>(ADD, [key, windowMs])
      const count = rows[0] as Count
      if (count.current > max) {
        if (over.size >= MOST_KEPT) over.clear()
        over.set(address, { until: now + count.ttl, current: count.current })
      }
      return count
    } catch (error) {
      // The call itself will say that the database is away; meanwhile this process goes on counting by itself.
      log.warn({ err: error }, 'rate limit')
      return local
    }
  }
}

const ADD = `
insert into kernel_rate as r (key, count, ends_at) values ($1, 1, now() + $2::int * interval '1 ms')
on conflict (key) do update set
  count = case when r.ends_at <= now() then 1 else r.count + 1 end,
  ends_at = case when r.ends_at <= now() then excluded.ends_at else r.ends_at end
returning count as current, greatest(0, extract(epoch from ends_at - now()) * 1000)::int as ttl`
