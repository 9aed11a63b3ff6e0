import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { personNames } from '../people/index.ts'
import { contract } from './contract.ts'
import { transitOf } from './in-transit.ts'

type H = Handlers<typeof contract>

export const stores: H['stores'] = async (ctx, { all }) => {
  const rows = await ctx.db
    .selectFrom('stock_store as s')
    .leftJoin('stock_onhand as o', join =>
      join
        .onRef('o.school_id', '=', 's.school_id')
        .onRef('o.store_id', '=', 's.id')
        .on('o.quantity', '>', '0'),
    )
    .select(eb => [
      's.id',
      's.name',
      's.keeper_id',
      's.place_text',
      's.note',
      's.closed',
      's.version',
      eb.fn.count<number>('o.item_id').distinct().as('items'),
      eb.fn.coalesce(eb.fn.sum<string>('o.amount_fen'), eb.lit(0)).as('fen'),
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .$if(!all, select => select.where('s.closed', '=', false))
    .groupBy(['s.school_id', 's.id'])
    .orderBy('s.closed')
    .orderBy('s.sort')
    .orderBy('s.id')
    .execute()
  const names = await personNames(
    ctx,
    rows.flatMap(row => row.keeper_id ?? []),
  )
  return {
    rows: rows.map(row => ({
      id: row.id,
      name: row.name,
      keeperId: row.keeper_id,
      keeperName: names.get(row.keeper_id ?? '') ?? '',
      placeText: row.place_text,
      note: row.note,
      closed: row.closed,
      version: row.version,
      items: Number(row.items),
      amountFen: Number(row.fen),
    })),
  }
}

export const saveStore: H['saveStore'] = async (ctx, input) => {
  const same = await ctx.db
    .selectFrom('stock_store')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('name', '=', input.name)
    .executeTakeFirst()
  if (same && same.id !== input.id) throw contract.fail('store_used', { name: input.name })
  if (input.keeperId && !(await personNames(ctx, [input.keeperId])).has(input.keeperId)) throw notFound()
  const facts = {
    name: input.name,
    keeper_id: input.keeperId,
    place_text: input.placeText,
    note: input.note,
    closed: input.closed,
    updated_at: ctx.now,
  }
  if (!input.id) {
    const { n } = await ctx.db
      .selectFrom('stock_store')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('school_id', '=', ctx.schoolId)
      .executeTakeFirstOrThrow()
    const id = ctx.id()
    await ctx.db
      .insertInto('stock_store')
      .values({ school_id: ctx.schoolId, id, sort: n, ...facts, created_at: ctx.now })
      .execute()
    ctx.about({ kind: 'stock.store', id }, input.name)
    return { id, version: 1 }
  }
  const row = await ctx.db
    .selectFrom('stock_store')
    .select(['id', 'version'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  if (input.closed) {
    const held = await ctx.db
      .selectFrom('stock_onhand')
      .select(eb => eb.fn.count<number>('item_id').distinct().as('n'))
      .where('school_id', '=', ctx.schoolId)
      .where('store_id', '=', row.id)
      .where('quantity', '>', '0')
      .executeTakeFirstOrThrow()
    const no = await transitOf(ctx, row.id)
    if (no) throw contract.fail('store_transit', { name: input.name, no })
    if (Number(held.n) > 0) throw contract.fail('store_held', { name: input.name, count: Number(held.n) })
  }
  await ctx.db
    .updateTable('stock_store')
    .set({ ...facts, version: row.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: 'stock.store', id: row.id }, input.name)
  return { id: row.id, version: row.version + 1 }
}
