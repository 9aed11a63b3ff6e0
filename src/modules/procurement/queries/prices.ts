import { sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { likeText } from './like.ts'

type H = Handlers<typeof contract>

export const priceHistory: H['priceHistory'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const like = input.search ? likeText(input.search) : undefined
  const base = ctx.db
    .selectFrom('procurement_order_line as l')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'l.school_id').onRef('o.id', '=', 'l.order_id'),
    )
    .where('l.school_id', '=', ctx.schoolId)
    .where('o.state', '<>', 'cancelled')
    .$if(input.itemId !== undefined, q => q.where('l.item_id', '=', input.itemId as string))
    .$if(like !== undefined, q => q.where('l.name', 'ilike', like as string))
  let select = base
    .selectAll('l')
    .select(['o.ordered_on', 'o.supplier_name', 'o.no'])
    .select(
      sql<number | null>`(select p.price_fen from procurement_order_line p
        join procurement_order q on q.school_id = p.school_id and q.id = p.order_id
        where p.school_id = l.school_id and q.state <> 'cancelled' and p.name = l.name and p.spec = l.spec
          and (q.ordered_on, p.id) < (o.ordered_on, l.id)
        order by q.ordered_on desc, p.id desc limit 1)`.as('before'),
    )
    .orderBy('o.ordered_on', 'desc')
    .orderBy('l.id', 'desc')
    .limit(input.limit + 1)
  if (after)
    select = select.where(sql<boolean>`(o.ordered_on, l.id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.ordered_on, row.id])
  const { total } = await base.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return {
    rows: page.rows.map(l => ({
      id: l.id,
      on: l.ordered_on,
      name: l.name,
      spec: l.spec,
      brand: l.brand,
      measure: l.measure,
      quantity: Number(l.quantity),
      priceFen: l.price_fen,
      beforeFen: l.before,
      supplierName: l.supplier_name,
      orderId: l.order_id,
      orderNo: l.no,
    })),
    next: page.next,
    total,
  }
}
