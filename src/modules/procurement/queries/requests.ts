import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { lineFacts } from '../../budget/index.ts'
import { contract, procurement } from '../contract.ts'
import { hintsFor, readWishes } from '../goods.ts'
import { type RequestAction, requestMachine } from '../machines.ts'
import { WATCHERS } from '../roles.ts'
import { eventsOf, type RowOf, read } from '../store.ts'
import type { Category } from '../words.ts'
import { likeText } from './like.ts'
import { pathOf } from './path.ts'

type H = Handlers<typeof contract>
type Request = RowOf<'procurement_request'>
export type RequestFilter = Omit<ParsedOf<typeof procurement.list>, 'cursor' | 'limit'>

export const list: H['list'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  let select = ctx.db
    .selectFrom('procurement_request')
    .selectAll()
    .where(eb => matches(eb, ctx, input))
    .orderBy('asked_on', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(asked_on, id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.asked_on, row.id])
  const totals = await ctx.db
    .selectFrom('procurement_request')
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.coalesce(eb.fn.sum<string>('amount_fen'), eb.lit(0)).as('amount'),
    ])
    .where(eb => matches(eb, ctx, input))
    .executeTakeFirstOrThrow()
  return {
    rows: page.rows.map(rowView),
    next: page.next,
    total: totals.total,
    amountFen: Number(totals.amount),
  }
}

function matches(eb: ExpressionBuilder<Tables, 'procurement_request'>, ctx: Ctx, filter: RequestFilter) {
  const all = [eb('school_id', '=', ctx.schoolId)]
  const me = userOf(ctx)?.personId
  if (me && (filter.mine || !hasRole(ctx, ...WATCHERS))) all.push(eb('asker_id', '=', me))
  if (filter.states?.length) all.push(eb('state', 'in', filter.states))
  if (filter.kind) all.push(eb('kind', '=', filter.kind))
  if (filter.category) all.push(eb('category', '=', filter.category))
  if (filter.unitId) all.push(eb('unit_id', '=', filter.unitId))
  if (filter.from) all.push(eb('asked_on', '>=', filter.from))
  if (filter.to) all.push(eb('asked_on', '<=', filter.to))
  if (filter.search) {
    const like = likeText(filter.search)
    all.push(
      eb.or([
        eb('no', 'ilike', like),
        eb('title', 'ilike', like),
        eb('asker_name', 'ilike', like),
        eb('unit_text', 'ilike', like),
      ]),
    )
  }
  return eb.and(all)
}

const rowView = (row: Request) => ({
  id: row.id,
  no: row.no,
  state: row.state,
  kind: row.kind,
  category: row.category as Category,
  channel: row.channel,
  title: row.title,
  askerName: row.asker_name,
  unitText: row.unit_text,
  funding: row.funding,
  amountFen: row.amount_fen,
  askedOn: row.asked_on,
  neededOn: row.needed_on,
})

export const get: H['get'] = async (ctx, input) => {
  const row = await read(ctx, 'procurement_request', input.id)
  const me = userOf(ctx)?.personId
  if (row.asker_id !== me && !hasRole(ctx, ...WATCHERS)) throw notFound()
  const lines = await ctx.db
    .selectFrom('procurement_request_line as l')
    .leftJoin('procurement_batch_line as bl', join =>
      join.onRef('bl.school_id', '=', 'l.school_id').onRef('bl.id', '=', 'l.batch_line_id'),
    )
    .leftJoin('procurement_batch as b', join =>
      join.onRef('b.school_id', '=', 'bl.school_id').onRef('b.id', '=', 'bl.batch_id'),
    )
    .selectAll('l')
    .select(['b.id as batchId', 'b.no as batchNo'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.request_id', '=', row.id)
    .orderBy('l.sort')
    .execute()
  const line = row.line_id ? (await lineFacts(ctx, [row.line_id])).get(row.line_id) : undefined
  const batchIds = [...new Set(lines.flatMap(l => (l.batchId ? [l.batchId] : [])))]
  return {
    ...rowView(row),
    version: row.version,
    unitId: row.unit_id,
    placeId: row.place_id,
    placeText: row.place_text,
    reason: row.reason,
    lineId: row.line_id,
    lineTitle: line ? `${line.code} ${line.title}` : '',
    leftFen: line?.leftFen ?? null,
    ladderFen: row.ladder_fen,
    standingFen: row.standing_fen,
    decision: row.decision,
    justification: {
      need: row.just_need,
      alternatives: row.just_alternatives,
      utilisation: row.just_utilisation,
      opinion: row.just_opinion,
    },
    lines: lines.map(l => ({
      id: l.id,
      itemId: l.item_id,
      name: l.name,
      spec: l.spec,
      measure: l.measure,
      quantity: Number(l.quantity),
      priceFen: l.price_fen,
      amountFen: l.amount_fen,
      target: l.target,
      classCode: l.class_code,
      onhand: l.onhand === null ? null : Number(l.onhand),
      stockReason: l.stock_reason,
      idleText: l.idle_text,
      idleReason: l.idle_reason,
      accepted: Number(l.accepted),
      calledOff: Number(l.called_off),
      batchId: l.batchId,
      batchNo: l.batchNo ?? '',
    })),
    offers: await offersOf(ctx, batchIds),
    path: await pathOf(ctx, row, batchIds),
    events: await eventsOf(ctx, row.id),
    actions: actionsFor(ctx, row, lines),
  }
}

async function offersOf(ctx: Ctx, batchIds: readonly string[]) {
  if (batchIds.length === 0) return []
  const rows = await ctx.db
    .selectFrom('procurement_quote as q')
    .innerJoin('procurement_sheet as s', join =>
      join.onRef('s.school_id', '=', 'q.school_id').onRef('s.id', '=', 'q.sheet_id'),
    )
    .select(['q.id', 'q.supplier_name', 'q.total_fen', 's.chosen_quote_id', 's.state'])
    .where('q.school_id', '=', ctx.schoolId)
    .where('s.batch_id', 'in', [...batchIds])
    .where('s.state', '<>', 'void')
    .orderBy('q.total_fen')
    .execute()
  return rows.map(q => ({
    supplierName: q.supplier_name,
    totalFen: q.total_fen,
    chosen: q.state === 'chosen' && q.id === q.chosen_quote_id,
  }))
}

const BUTTONS: readonly { key: string; action: RequestAction; operation: { id: string }; own: boolean }[] = [
  { key: 'edit', action: 'edit', operation: procurement.edit, own: true },
  { key: 'submit', action: 'submit', operation: procurement.submit, own: true },
  { key: 'withdraw', action: 'withdraw', operation: procurement.withdraw, own: true },
  { key: 'closeRest', action: 'close', operation: procurement.closeRest, own: false },
]

function actionsFor(
  ctx: Ctx,
  row: Request,
  lines: readonly { batch_line_id: string | null; quantity: string; accepted: string; called_off: string }[],
): Actions {
  const actions: Actions = {}
  const mine = row.asker_id === userOf(ctx)?.personId || hasRole(ctx, 'director', 'clerk')
  for (const { key, action, operation, own } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(requestMachine, action, row.state) || (own && !mine)) continue
    const free = lines.some(
      l => l.batch_line_id === null && Number(l.accepted) + Number(l.called_off) < Number(l.quantity),
    )
    actions[key] =
      key === 'closeRest' && !free
        ? { allowed: false, why: '都已并入采购批，请在采购单上取消余量' }
        : { allowed: true }
  }
  const settled = row.line_id !== null && row.committed_fen > 0
  if (ctx.may(procurement.setLine) && !settled && ['draft', 'pending', 'approved'].includes(row.state))
    actions.setLine = { allowed: true }
  return actions
}

export const hints: H['hints'] = async (ctx, input) => ({
  rows: await hintsFor(ctx, input.lines, input.kind === 'equipment'),
})

/** What somebody wrote in one sentence, thing by thing: from the stores, or to be bought. */
export const readNeed: H['readNeed'] = async (ctx, input) => {
  const wishes = readWishes(input.text)
  if (wishes.length === 0) throw contract.fail('nothing_written')
  const found = await hintsFor(
    ctx,
    wishes.map(w => ({ name: w.name, itemId: null })),
    true,
  )
  return {
    rows: wishes.map((wish, at) => {
      const hint = found[at] as (typeof found)[number]
      return {
        ...hint,
        text: wish.text,
        name: hint.itemName || wish.name,
        measure: hint.measure || wish.measure || '件',
        quantity: wish.quantity,
        way: (hint.onhand ?? 0) >= wish.quantity ? ('store' as const) : ('buy' as const),
      }
    }),
  }
}
