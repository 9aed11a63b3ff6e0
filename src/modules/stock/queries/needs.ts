import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { orderForMaterial } from '../../../mechanisms/workorder/index.ts'
import { unitsHeadedBy } from '../../org/index.ts'
import { contactOf } from '../../people/index.ts'
import { type contract, stock } from '../contract.ts'
import { averages } from '../facts.ts'
import { statementOf } from '../issuing.ts'
import { askingUnits, itemsById } from '../lookup.ts'
import { DOCUMENT_REF } from '../paper.ts'
import { QUOTA_BLOCKS } from '../parameters.ts'
import { overQuota } from '../quotas.ts'
import { amountOf, minus, type NeedState, needMachine } from '../rules.ts'

type H = Handlers<typeof contract>
type Filter = Omit<ParsedOf<typeof stock.needs>, 'limit' | 'cursor'>

const OPEN: readonly NeedState[] = ['pending', 'returned', 'approved', 'picked', 'part']

interface Found {
  id: string
  no: string
  state: NeedState
  asked_on: string
  store: string
  asker: string
  unit_text: string
  order_id: string | null
  order_no: string
  purpose: string
  what: string | null
  amount_fen: number
  over_reason: string
}

export const needs: H['needs'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const where = await matching(ctx, input)
  // The page is cut first, so that lines are gathered for its rows only.
  const { rows: found } = await sql<Found>`
    select n.id, n.no, n.state, n.asked_on, n.unit_text, n.order_id, n.order_no, n.purpose, n.amount_fen,
      n.asker_text as asker, n.over_reason, s.name as store, l.what
    from (select n.* from stock_need n where ${where}
      ${after ? sql`and (n.asked_on, n.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
      order by n.asked_on desc, n.id desc limit ${input.limit + 1}) as n
    join stock_store s on s.school_id = n.school_id and s.id = n.store_id
    cross join lateral (
      select string_agg(i.name || trim_scale(l.quantity) || i.measure, '、' order by l.seq) as what
      from stock_need_line l join stock_item i on i.school_id = l.school_id and i.id = l.item_id
      where l.school_id = n.school_id and l.need_id = n.id) as l
    order by n.asked_on desc, n.id desc`.execute(ctx.db)
  const { rows: totals } = after
    ? { rows: [] }
    : await sql<{
        total: string
        sum: string
      }>`select count(*) as total, coalesce(sum(n.amount_fen), 0) as sum
        from stock_need n where ${where}`.execute(ctx.db)
  const { rows, next } = pageFrom(found, input.limit, r => [r.asked_on, r.id])
  return {
    rows: rows.map(toRow),
    next,
    total: Number(totals[0]?.total ?? 0),
    amountFen: Number(totals[0]?.sum ?? 0),
  }
}

export async function* allNeeds(ctx: Ctx, filter: Filter) {
  let cursor: string | undefined
  do {
    const page = await needs(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const toRow = (r: Found) => ({
  id: r.id,
  no: r.no,
  state: r.state,
  askedOn: r.asked_on,
  storeName: r.store,
  askerName: r.asker,
  unitText: r.unit_text,
  orderId: r.order_id,
  orderNo: r.order_no,
  purpose: r.purpose,
  what: r.what ?? '',
  amountFen: Number(r.amount_fen),
  over: r.over_reason !== '',
})

/** Everybody sees his own and his unit's; those who keep the books see all. */
async function matching(ctx: Ctx, filter: Filter) {
  const parts = [sql`n.school_id = ${ctx.schoolId}`]
  const me = userOf(ctx)?.personId ?? null
  if (filter.mine) parts.push(sql`n.asker_id = ${me}`)
  else if (!ctx.may(stock.documents) && !filter.orderId)
    parts.push(sql`(n.asker_id = ${me} or n.unit_id = any(${await myUnits(ctx, me)}::uuid[]))`)
  if (filter.open) parts.push(sql`n.state = any(${[...OPEN]})`)
  if (filter.states?.length) parts.push(sql`n.state = any(${filter.states})`)
  if (filter.storeId) parts.push(sql`n.store_id = ${filter.storeId}`)
  if (filter.orderId) parts.push(sql`n.order_id = ${filter.orderId}`)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(n.no ilike ${like} or n.unit_text ilike ${like} or n.purpose ilike ${like} or n.asker_text ilike ${like}
      or n.id in (select l.need_id from stock_need_line l
        join stock_item i on i.school_id = l.school_id and i.id = l.item_id
        where l.school_id = ${ctx.schoolId} and i.search like lower(${like})))`)
  }
  return sql.join(parts, sql` and `)
}

const myUnits = async (ctx: Ctx, me: string | null): Promise<string[]> =>
  me ? (await unitsHeadedBy(ctx, me)).map(unit => unit.id) : []

export const need: H['need'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('stock_need as n')
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'n.school_id').onRef('s.id', '=', 'n.store_id'),
    )
    .selectAll('n')
    .select('s.name as store')
    .where('n.school_id', '=', ctx.schoolId)
    .where('n.id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const lines = await linesFor(ctx, row.id, row.store_id)
  const asker = await contactOf(ctx, row.asker_id)
  const documents = await ctx.db
    .selectFrom('stock_document')
    .select(['id', 'no', 'kind', 'state', 'day', 'amount_fen as amountFen'])
    .where('school_id', '=', ctx.schoolId)
    .where('need_id', '=', row.id)
    .orderBy('id')
    .execute()
  const signatures = await signaturesOf(
    ctx,
    documents.map(d => ({ kind: DOCUMENT_REF, id: d.id })),
  )
  const due = lines.flatMap(l => {
    const quantity = row.state === 'picked' ? l.picked : l.left
    return quantity > 0 ? [{ ...l, quantity }] : []
  })
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    askedOn: row.asked_on,
    storeId: row.store_id,
    storeName: row.store,
    askerId: row.asker_id,
    askerName: asker?.name ?? '',
    unitId: row.unit_id,
    unitText: row.unit_text,
    orderId: row.order_id,
    orderNo: row.order_no,
    purpose: row.purpose,
    what: lines.map(l => `${l.name}${l.quantity}${l.measure}`).join('、'),
    amountFen: row.amount_fen,
    over: row.over_reason !== '',
    overReason: row.over_reason,
    decision: row.decision,
    version: row.version,
    lines,
    documents,
    signatures: signatures.map(({ subject: _, ...mark }) => mark),
    statement: statementOf(
      row.store,
      due,
      due.reduce((sum, l) => sum + amountOf(l.averageFen, l.quantity), 0),
      row.purpose,
    ),
    actions: actionsFor(ctx, row),
  }
}

async function linesFor(ctx: Ctx, needId: string, storeId: string) {
  const { rows } = await sql<{
    id: string
    item_id: string
    code: string
    name: string
    spec: string
    measure: string
    location: string
    trade_in: boolean
    quantity: string
    picked: string
    issued: string
    note: string
    onhand: string
  }>`select l.id, l.item_id, i.code, i.name, i.spec, i.measure, i.location, i.trade_in, l.quantity, l.picked, l.issued, l.note,
      (select coalesce(sum(o.quantity), 0) from stock_onhand o
        where o.school_id = l.school_id and o.item_id = l.item_id and o.store_id = ${storeId}) as onhand
    from stock_need_line l join stock_item i on i.school_id = l.school_id and i.id = l.item_id
    where l.school_id = ${ctx.schoolId} and l.need_id = ${needId} order by l.seq`.execute(ctx.db)
  const prices = await averages(
    ctx,
    rows.map(r => r.item_id),
  )
  return rows.map(r => ({
    id: r.id,
    itemId: r.item_id,
    code: r.code,
    name: r.name,
    spec: r.spec,
    measure: r.measure,
    location: r.location,
    tradeIn: r.trade_in,
    quantity: Number(r.quantity),
    picked: Number(r.picked),
    issued: Number(r.issued),
    left: minus(r.quantity, r.issued),
    onhand: Number(r.onhand),
    averageFen: prices.get(r.item_id) ?? 0,
    note: r.note,
  }))
}

function actionsFor(ctx: Ctx, row: { state: NeedState; asker_id: string }): Actions {
  const mine = userOf(ctx)?.personId === row.asker_id
  const actions: Actions = {}
  const can = (action: Parameters<typeof mayTransit<NeedState, keyof typeof needMachine.transitions>>[1]) =>
    mayTransit(needMachine, action, row.state)
  if (mine && row.state === 'picked') actions.collect = { allowed: true }
  if (mine && can('resubmit')) actions.resubmit = { allowed: true }
  // While it is being approved, the approval itself offers to take it back.
  if (mine && can('withdraw') && row.state !== 'pending') actions.withdraw = { allowed: true }
  if (ctx.may(stock.issue) && can('issue'))
    for (const key of ['issue', 'pick'])
      actions[key] = mine ? { allowed: false, why: '自己申请的由另一位保管员发放' } : { allowed: true }
  if (ctx.may(stock.closeNeed) && can('close')) actions.close = { allowed: true }
  return actions
}

export const checkNeed: H['checkNeed'] = async (ctx, input) => {
  await itemsById(
    ctx,
    input.lines.map(l => l.itemId),
  )
  const me = userOf(ctx)?.personId
  const unitId = input.unitId ?? (me ? ((await askingUnits(ctx, me))[0]?.id ?? null) : null)
  const prices = await averages(
    ctx,
    input.lines.map(l => l.itemId),
  )
  const over = await overQuota(ctx, unitId, input.lines, input.needId)
  return {
    amountFen: input.lines.reduce((sum, l) => sum + amountOf(prices.get(l.itemId) ?? 0, l.quantity), 0),
    over,
    blocked: over.length > 0 && (await readParameter(ctx, QUOTA_BLOCKS)),
  }
}

export const orderMaterials: H['orderMaterials'] = async (ctx, input) => {
  const order = await orderForMaterial(ctx, input.orderId)
  if (!order) throw notFound()
  const page = await needs(ctx, { mine: false, open: false, orderId: order.id, q: '', limit: 50 })
  const { fen } = await ctx.db
    .selectFrom('stock_document as d')
    .innerJoin('stock_line as l', join =>
      join.onRef('l.school_id', '=', 'd.school_id').onRef('l.document_id', '=', 'd.id'),
    )
    .select(sql<string>`coalesce(sum(l.amount_fen - l.returned_fen), 0)`.as('fen'))
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.order_id', '=', order.id)
    .where('d.kind', '=', 'issue')
    .where('d.state', '=', 'posted')
    .executeTakeFirstOrThrow()
  return { needs: page.rows, amountFen: Number(fen), mayRequest: order.open && ctx.may(stock.request) }
}
