import { sql } from 'kysely'
import { kernelError } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import type { OrderSort } from '../shapes.ts'
import { apply, type OrderQuery, type Resolved, resolve } from './filter.ts'
import { ROW_COLUMNS, type RowRecord, toRows } from './rows.ts'

/** Counting stops here; nobody reads on to the ten-thousandth row. */
const COUNT_MOST = 10_000
const COUNT_MOST_BROAD = 1000

const SORT = {
  newest: { column: 'o.reported_at', direction: 'desc' },
  oldest: { column: 'o.reported_at', direction: 'asc' },
  due: { column: 'o.due_at', direction: 'asc' },
  no: { column: 'o.no', direction: 'asc' },
} as const

export const list: Pick<Handlers<typeof contract>, 'list'> = {
  async list(ctx, input) {
    const { cursor, limit, sort, withTotal, ...filter } = input
    const resolved = await resolve(ctx, filter)
    // A few hits are gone through once, for the page and for their number.
    const together = withTotal && !cursor && resolved.search?.broad === false
    // Asked side by side, so that they travel together.
    const [records, counted] = await Promise.all([
      page(ctx, resolved, sort, cursor, limit + 1, together),
      withTotal && !together ? total(ctx, resolved) : {},
    ])
    const shown = records.slice(0, limit)
    const last = shown.at(-1)
    return {
      rows: await toRows(ctx, shown),
      next: records.length > limit && last ? cursorOf(last, sort) : null,
      ...(together ? { total: records[0]?.total ?? 0 } : counted),
    }
  },
}

async function page(
  ctx: Ctx,
  resolved: Resolved,
  sort: OrderSort,
  cursor: string | undefined,
  limit: number,
  counted: boolean,
): Promise<(RowRecord & { total?: number })[]> {
  const { column, direction } = SORT[sort]
  let q = apply(ctx, resolved)
  if (cursor) {
    const after = readCursor(cursor)
    const type = sort === 'no' ? sql`text` : sql`timestamptz`
    const than = direction === 'desc' ? sql`<` : sql`>`
    q = q.where(sql<boolean>`(${sql.ref(column)}, o.id) ${than} (${after.key}::${type}, ${after.id}::uuid)`)
  }
  return (await (q as OrderQuery)
    .select([...ROW_COLUMNS])
    .$if(counted, all => all.select(sql<number>`count(*) over ()`.as('total')))
    .orderBy(column, direction)
    .orderBy('o.id', direction)
    .limit(limit)
    .execute()) as RowRecord[]
}

async function total(ctx: Ctx, resolved: Resolved) {
  const most = resolved.search?.broad ? COUNT_MOST_BROAD : COUNT_MOST
  const some = apply(ctx, resolved)
    .select(sql<number>`1`.as('one'))
    .limit(most + 1)
  const { count } = await ctx.db
    .selectFrom(some.as('some'))
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count > most ? { total: most, capped: true } : { total: count }
}

function cursorOf(row: RowRecord, sort: OrderSort): string {
  const key = sort === 'no' ? row.no : sort === 'due' ? dueKey(row.due_at) : row.reported_at.toISOString()
  return Buffer.from(JSON.stringify([key, row.id])).toString('base64url')
}

const dueKey = (due: Date | number): string => (due instanceof Date ? due.toISOString() : 'infinity')

function readCursor(cursor: string): { key: string; id: string } {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof key === 'string' && typeof id === 'string' && UUID.test(id) && KEY.test(key))
      return { key, id }
  } catch {
    // Falls through to the refusal.
  }
  throw kernelError('kernel.invalid', { detail: '翻页位置不对，请从第一页重新看起' })
}

const UUID = /^[0-9a-f-]{36}$/
const KEY = /^(infinity|\d{4}-\d{2}-\d{2}T[\d:.]+Z|[A-Z]{1,6}-\d{4}-\d{1,12})$/
