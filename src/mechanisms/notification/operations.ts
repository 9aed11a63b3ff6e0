import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { Id, Instant } from '../../kernel/pure/fields.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import type { contract } from './contract.ts'

export const handlers: Handlers<typeof contract> = {
  async list(ctx, input) {
    let select = mine(ctx)
      .select(['id', 'topic', 'title', 'body', 'link', 'created_at', 'read_at'])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(input.limit + 1)
    if (input.cursor) select = select.where(until('<', readCursor(input.cursor)))
    if (input.unreadOnly) select = select.where('read_at', 'is', null)
    const found = await select.execute()
    const rows = found.slice(0, input.limit)
    const last = rows.at(-1)
    return {
      rows: rows.map(row => ({
        id: row.id,
        topic: row.topic,
        title: row.title,
        body: row.body,
        link: row.link,
        at: row.created_at,
        read: row.read_at !== null,
      })),
      next: found.length > input.limit && last ? `${last.created_at.toISOString()} ${last.id}` : null,
    }
  },

  async unread(ctx) {
    const { count } = await mine(ctx)
      .where('read_at', 'is', null)
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return { count }
  },

  async markRead(ctx, input) {
    const done = await ctx.db
      .updateTable('notification_message')
      .set({ read_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('person_id', '=', personOf(ctx))
      .where('id', 'in', input.ids)
      .where('read_at', 'is', null)
      .executeTakeFirst()
    return { count: Number(done.numUpdatedRows) }
  },

  async markAllRead(ctx, input) {
    const newest = await mine(ctx)
      .where('id', '=', input.upTo)
      .select(['created_at', 'id'])
      .executeTakeFirst()
    if (!newest) throw notFound()
    const done = await ctx.db
      .updateTable('notification_message')
      .set({ read_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('person_id', '=', personOf(ctx))
      .where(until('<=', { at: newest.created_at, id: newest.id }))
      .where('read_at', 'is', null)
      .executeTakeFirst()
    return { count: Number(done.numUpdatedRows) }
  },
}

interface Position {
  at: Date
  id: string
}

/** Messages older than a position, with or without the one that stands there. */
const until =
  (bound: '<' | '<=', { at, id }: Position) =>
  (eb: ExpressionBuilder<Tables, 'notification_message'>): Expression<SqlBool> =>
    eb.or([eb('created_at', '<', at), eb.and([eb('created_at', '=', at), eb('id', bound, id)])])

function readCursor(cursor: string): Position {
  const [at = '', id = ''] = cursor.split(' ')
  if (Instant.safeParse(at).success && Id.safeParse(id).success) return { at: new Date(at), id }
  throw kernelError('kernel.invalid', { detail: '翻页位置不对，请回到第一页' })
}

const KEEP_DAYS = 180

/** Messages are a convenience; what happened stays in the records and the audit log. */
export async function purgeOld(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - KEEP_DAYS * 86_400_000)
  await ctx.db
    .deleteFrom('notification_message')
    .where('school_id', '=', ctx.schoolId)
    .where('created_at', '<', before)
    .execute()
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Messages go to persons; the system itself has none. */
const personOf = (ctx: Ctx): string => userOf(ctx)?.personId ?? NOBODY

const mine = (ctx: Ctx) =>
  ctx.db
    .selectFrom('notification_message')
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', personOf(ctx))
