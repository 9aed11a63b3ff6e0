import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, diffDays } from '../../../kernel/pure/calendar/day.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { decodeCursor, pageFrom } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { openDrawsOf } from '../drawing.ts'
import { planPaid } from '../rules.ts'
import type { AgreementRow } from '../shapes.ts'
import { type Agreement, escapeLike } from '../store.ts'

type H = Handlers<typeof contract>
export type Filter = Omit<ParsedOf<typeof contract.operations.list>, 'cursor' | 'limit' | 'sort'>

export const list: H['list'] = async (ctx, input) => {
  const newest = input.sort === 'newest'
  let select = agreements(ctx, input).selectAll('a')
  if (newest) {
    const after = decodeCursor(input.cursor, [z.uuid()])
    if (after) select = select.where('a.id', '<', after[0])
    select = select.orderBy('a.id', 'desc')
  } else {
    const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
    if (after) select = select.where(sql<boolean>`(a.ends_on, a.id) > (${after[0]}::date, ${after[1]}::uuid)`)
    select = select.orderBy('a.ends_on').orderBy('a.id')
  }
  const found = await select.limit(input.limit + 1).execute()
  const { rows, next } = pageFrom(found, input.limit, row => (newest ? [row.id] : [row.ends_on, row.id]))
  const all = await agreements(ctx, input)
    .select(eb => [
      eb.fn.countAll<number>().as('n'),
      eb.fn.coalesce(eb.fn.sum<string>('a.total_fen'), sql<string>`0`).as('sum'),
      eb.fn.coalesce(eb.fn.sum<string>('a.paid_fen'), sql<string>`0`).as('paid'),
    ])
    .executeTakeFirstOrThrow()
  return {
    rows: rows.map(row => rowOf(row, ctx.today)),
    next,
    total: all.n,
    sumFen: Number(all.sum),
    paidFen: Number(all.paid),
  }
}

export const options: H['options'] = async (ctx, { q, supplierId, limit }) => {
  const rows = await agreements(ctx, { q, states: ['active'], ...(supplierId ? { supplierId } : {}) })
    .select(['a.id', 'a.no', 'a.title', 'a.supplier_name', 'a.total_fen', 'a.paid_fen'])
    .where('a.kind', '<>', 'rent')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute()
  const drawn = await openDrawsOf(
    ctx,
    rows.map(row => row.id),
  )
  return {
    rows: rows.map(row => ({
      id: row.id,
      no: row.no,
      title: row.title,
      supplierName: row.supplier_name,
      leftFen: row.total_fen - row.paid_fen - (drawn.get(row.id) ?? 0),
    })),
  }
}

export function agreements(ctx: Ctx, filter: Filter) {
  let select = ctx.db.selectFrom('contract_agreement as a').where('a.school_id', '=', ctx.schoolId)
  if (filter.states?.length) select = select.where('a.state', 'in', filter.states)
  if (filter.kinds?.length) select = select.where('a.kind', 'in', filter.kinds)
  if (filter.supplierId) select = select.where('a.supplier_id', '=', filter.supplierId)
  if (filter.endsWithin !== undefined)
    select = select
      .where('a.state', '=', 'active')
      .where('a.ends_on', '<=', addDays(ctx.today, filter.endsWithin))
  if (filter.signedFrom) select = select.where('a.signed_on', '>=', filter.signedFrom)
  if (filter.signedTo) select = select.where('a.signed_on', '<=', filter.signedTo)
  if (filter.endsFrom) select = select.where('a.ends_on', '>=', filter.endsFrom)
  if (filter.endsTo) select = select.where('a.ends_on', '<=', filter.endsTo)
  if (filter.q) {
    const like = escapeLike(filter.q)
    select = select.where(eb =>
      eb.or(
        (['a.title', 'a.no', 'a.outer_no', 'a.supplier_name', 'a.scope'] as const).map(column =>
          eb(column, 'ilike', like),
        ),
      ),
    )
  }
  return select
}

export function rowOf(row: Agreement, today: string): AgreementRow {
  const runs = row.state === 'active'
  const next = runs ? planPaid(row.plan, row.paid_fen).find(part => part.paidFen < part.amountFen) : undefined
  return {
    id: row.id,
    no: row.no,
    outerNo: row.outer_no,
    title: row.title,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    kind: row.kind,
    way: row.way,
    state: row.state,
    totalFen: row.total_fen,
    paidFen: row.paid_fen,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    signedOn: row.signed_on,
    daysLeft: runs ? diffDays(today, row.ends_on) : null,
    nextPart: next
      ? { title: next.title, dueOn: next.dueOn, amountFen: next.amountFen - next.paidFen }
      : null,
    managerName: row.manager_name,
  }
}
