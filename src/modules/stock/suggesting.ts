import { sql } from 'kysely'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import type { contract } from './contract.ts'
import { averages } from './facts.ts'
import { onTheWay } from './in-transit.ts'
import { COVER_WEEKS, USAGE_WEEKS } from './parameters.ts'
import { amountOf, packText, plus, suggestion } from './rules.ts'

type H = Handlers<typeof contract>

interface Facts {
  id: string
  code: string
  name: string
  spec: string
  measure: string
  pack_measure: string
  pack_factor: string | null
  min_quantity: string | null
  max_quantity: string | null
  onhand: string
  reserved: string
  used: string
}

/** What to buy so that the shelves hold what the last weeks say is used. */
export const suggestions: H['suggestions'] = async ctx => purchaseSuggestions(ctx)

export async function purchaseSuggestions(ctx: Ctx) {
  const weeks = await readParameter(ctx, USAGE_WEEKS)
  const coverWeeks = await readParameter(ctx, COVER_WEEKS)
  const since = addDays(ctx.today, -7 * weeks)
  const { rows: facts } =
    await sql<Facts>`select i.id, i.code, i.name, i.spec, i.measure, i.pack_measure, i.pack_factor,
      i.min_quantity, i.max_quantity,
      (select coalesce(sum(o.quantity), 0) from stock_onhand o
        where o.school_id = i.school_id and o.item_id = i.id) as onhand,
      (select coalesce(sum(l.quantity - l.issued), 0) from stock_need_line l
        join stock_need n on n.school_id = l.school_id and n.id = l.need_id
        where l.school_id = i.school_id and l.item_id = i.id and n.state in ('approved', 'picked', 'part')) as reserved,
      (select coalesce(-sum(m.quantity), 0) from stock_move m
        where m.school_id = i.school_id and m.item_id = i.id and m.kind in ('issue', 'kit', 'return')
          and m.day > ${since} and m.day <= ${ctx.today}) as used
    from stock_item i
    where i.school_id = ${ctx.schoolId} and not i.closed order by i.name, i.id`.execute(ctx.db)
  const away = new Map<string, number>()
  for (const a of await onTheWay(ctx)) away.set(a.itemId, plus(away.get(a.itemId) ?? 0, a.quantity))
  const due = facts.flatMap(f => {
    const usage = {
      onhand: Number(f.onhand),
      reserved: Number(f.reserved),
      used: Math.max(0, Number(f.used)),
      weeks,
      min: f.min_quantity === null ? null : Number(f.min_quantity),
      max: f.max_quantity === null ? null : Number(f.max_quantity),
      packFactor: f.pack_factor === null ? null : Number(f.pack_factor),
    }
    // What is on its way between stores is there as well.
    const there = { ...usage, onhand: plus(usage.onhand, away.get(f.id) ?? 0) }
    const { perWeek, quantity } = suggestion(there, coverWeeks)
    return quantity > 0 ? [{ f, usage, perWeek, quantity }] : []
  })
  const prices = await averages(
    ctx,
    due.map(d => d.f.id),
  )
  const rows = due.map(({ f, usage, perWeek, quantity }) => {
    const priceFen = prices.get(f.id) ?? 0
    return {
      itemId: f.id,
      code: f.code,
      name: f.name,
      spec: f.spec,
      measure: f.measure,
      onhand: usage.onhand,
      inTransit: away.get(f.id) ?? 0,
      reserved: usage.reserved,
      min: usage.min,
      max: usage.max,
      perWeek,
      weeksLeft:
        perWeek > 0 ? Math.round((Math.max(0, usage.onhand - usage.reserved) / perWeek) * 10) / 10 : null,
      quantity,
      quantityText: packText(quantity, f.measure, f.pack_measure, usage.packFactor),
      priceFen,
      amountFen: amountOf(priceFen, quantity),
    }
  })
  return { weeks, coverWeeks, rows, amountFen: rows.reduce((sum, r) => sum + r.amountFen, 0) }
}
