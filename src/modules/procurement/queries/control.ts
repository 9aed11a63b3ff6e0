import { sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { lineFacts } from '../../budget/index.ts'
import type { contract } from '../contract.ts'
import { YEAR_LIMIT } from '../parameters.ts'
import { yearState } from '../rules.ts'
import type { Category } from '../words.ts'

type H = Handlers<typeof contract>

/** How much of the year's limit each budget line and category has used; the fullest first. */
export const yearMeter: H['yearMeter'] = async (ctx, input) => {
  const year = input.year ?? Number(ctx.today.slice(0, 4))
  const asAt = `${year}-12-31` < ctx.today ? `${year}-12-31` : ctx.today
  const { limit, warnPercent } = await readParameter(ctx, YEAR_LIMIT, asAt)
  const sums = await ctx.db
    .selectFrom('procurement_request')
    .select(eb => [
      'line_id',
      'category',
      eb.fn.sum<string>('standing_fen').as('sum'),
      eb.fn.countAll<number>().as('n'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('channel', '=', 'own')
    .where('state', 'in', ['pending', 'approved', 'buying', 'done', 'closed'])
    .where('asked_on', '>=', `${year}-01-01`)
    .where('asked_on', '<=', `${year}-12-31`)
    .groupBy(['line_id', 'category'])
    .execute()
  const lines = await lineFacts(
    ctx,
    sums.flatMap(s => (s.line_id ? [s.line_id] : [])),
  )
  const rows = sums.map(s => {
    const line = s.line_id ? lines.get(s.line_id) : undefined
    const sumFen = Number(s.sum)
    const { state, percent } = yearState(sumFen, 0, limit * 100, warnPercent)
    return {
      lineId: s.line_id,
      lineTitle: line ? `${line.code} ${line.title}` : '还没有定经费',
      category: s.category as Category,
      sumFen,
      limitFen: limit * 100,
      percent,
      state,
      requests: s.n,
    }
  })
  return { year, warnPercent, rows: rows.sort((a, b) => b.sumFen - a.sumFen) }
}

export const offChannel: H['offChannel'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const base = ctx.db
    .selectFrom('procurement_off_channel')
    .where('school_id', '=', ctx.schoolId)
    .$if(input.from !== undefined, q => q.where('bought_on', '>=', input.from as string))
    .$if(input.to !== undefined, q => q.where('bought_on', '<=', input.to as string))
    .$if(input.openOnly === true, q => q.where('handled_on', 'is', null))
  let select = base
    .selectAll()
    .orderBy('bought_on', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(bought_on, id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.bought_on, row.id])
  const totals = await base
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.coalesce(eb.fn.sum<string>('amount_fen'), eb.lit(0)).as('amount'),
    ])
    .executeTakeFirstOrThrow()
  return {
    rows: page.rows.map(r => ({
      id: r.id,
      no: r.no,
      version: r.version,
      boughtOn: r.bought_on,
      personName: r.person_name,
      unitText: r.unit_text,
      what: r.what,
      category: r.category as Category,
      supplierName: r.supplier_name,
      amountFen: r.amount_fen,
      reason: r.reason,
      handling: r.handling,
      handledOn: r.handled_on,
      notedByName: r.noted_by_name,
    })),
    next: page.next,
    total: totals.total,
    amountFen: Number(totals.amount),
  }
}
