import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Actions } from '../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { publicPaths } from '../../kernel/server/public-link.ts'
import { noteReading } from '../../kernel/server/reading.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { type CaseRow, type contract, damage } from './contract.ts'
import { type CaseAction, type CaseState, caseMachine, maskName } from './rules.ts'

type H = Handlers<typeof contract>
type Filter = Pick<ParsedOf<typeof damage.list>, 'states' | 'from' | 'to' | 'search' | 'unitId'>

export type Case = z.output<typeof CaseRow>

const COLUMNS = [
  'id',
  'no',
  'state',
  'occurred_on',
  'place_text',
  'unit_text',
  'liable_kind',
  'liable_name',
  'item',
  'quantity',
  'measure',
  'amount_fen',
  'paid_fen',
  'order_id',
  'order_no',
] as const

export const list: H['list'] = async (ctx, input) => {
  const page = await casePage(ctx, input, input.limit, input.cursor)
  const totals = await ctx.db
    .selectFrom('damage_case')
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.coalesce(eb.fn.sum<string>('amount_fen'), sql<string>`0`).as('amount'),
      eb.fn.coalesce(eb.fn.sum<string>('paid_fen'), sql<string>`0`).as('paid'),
    ])
    .where(eb => matches(eb, ctx, input))
    .executeTakeFirstOrThrow()
  return {
    ...page,
    total: totals.total,
    amountFen: Number(totals.amount),
    paidFen: Number(totals.paid),
  }
}

async function casePage(ctx: Ctx, filter: Filter, limit: number, cursor: string | undefined) {
  let select = ctx.db
    .selectFrom('damage_case')
    .select(COLUMNS)
    .where(eb => matches(eb, ctx, filter))
    .orderBy('occurred_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  const after = decodeCursor(cursor, [z.iso.date(), z.uuid()])
  if (after) select = select.where(sql<boolean>`(occurred_on, id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const { rows, next } = pageFrom(await select.execute(), limit, row => [row.occurred_on, row.id])
  return { rows: rows.map(row => toRow(ctx, row)), next }
}

const EXPORT_BATCH = 500

/** All rows of a filter in batches, for the export. */
export async function* allRows(ctx: Ctx, filter: Filter): AsyncGenerator<Case> {
  let cursor: string | undefined
  do {
    const page = await casePage(ctx, filter, EXPORT_BATCH, cursor)
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

function matches(eb: ExpressionBuilder<Tables, 'damage_case'>, ctx: Ctx, filter: Filter) {
  const all = [eb('school_id', '=', ctx.schoolId)]
  if (filter.states?.length) all.push(eb('state', 'in', filter.states))
  if (filter.from) all.push(eb('occurred_on', '>=', filter.from))
  if (filter.to) all.push(eb('occurred_on', '<=', filter.to))
  if (filter.unitId) all.push(eb('unit_id', '=', filter.unitId))
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(
      eb.or(
        (['no', 'item', 'liable_name', 'unit_text', 'place_text', 'order_no'] as const).map(c =>
          eb(c, 'ilike', like),
        ),
      ),
    )
  }
  return eb.and(all)
}

export const SEES_NAMES = [
  'director',
  'clerk',
  'cashier',
  'principal',
  'vice_principal',
  'dorm_keeper',
  'class_teacher',
] as const

type Listed = Pick<
  {
    id: string
    no: string
    state: CaseState
    occurred_on: string
    place_text: string
    unit_text: string
    liable_kind: 'person' | 'class' | 'room' | 'unknown'
    liable_name: string
    item: string
    quantity: string
    measure: string
    amount_fen: number
    paid_fen: number
    order_id: string | null
    order_no: string | null
  },
  (typeof COLUMNS)[number]
>

function toRow(ctx: Ctx, row: Listed) {
  const named = row.liable_kind !== 'person' || hasRole(ctx, ...SEES_NAMES)
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    occurredOn: row.occurred_on,
    placeText: row.place_text,
    unitText: row.unit_text,
    liableKind: row.liable_kind,
    liableName: named ? row.liable_name : maskName(row.liable_name),
    item: row.item,
    quantity: Number(row.quantity),
    measure: row.measure,
    amountFen: row.amount_fen,
    paidFen: row.paid_fen,
    orderId: row.order_id,
    orderNo: row.order_no,
  }
}

export const get: H['get'] = async (ctx, input) => {
  const row = await ctx.db.selectFrom('damage_case').selectAll().where('id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  const shares = await ctx.db
    .selectFrom('damage_share')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('sort')
    .execute()
  const receipts = await ctx.db
    .selectFrom('damage_receipt')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('id')
    .execute()
  const events = await ctx.db
    .selectFrom('damage_event')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('id')
    .execute()
  const named = hasRole(ctx, ...SEES_NAMES)
  if (named && (row.liable_kind === 'person' || shares.length > 0))
    noteReading(ctx, damage.get, { subject: { kind: 'damage.case', id: row.id }, note: '看到学生姓名' })
  const undone = new Set(receipts.map(r => r.reverses_id))
  return {
    ...toRow(ctx, row),
    intent: row.intent,
    basis: row.basis,
    note: row.note,
    decision: row.decision,
    version: row.version,
    noticeUrl: ctx.publicUrl + (await publicPaths(ctx))(`/f/p/${row.token}`),
    shares: shares.map(s => ({
      id: s.id,
      name: named ? s.name : maskName(s.name),
      amountFen: s.amount_fen,
      paidFen: s.paid_fen,
    })),
    receipts: receipts.map(r => ({
      id: r.id,
      receiptNo: r.receipt_no,
      amountFen: r.amount_fen,
      paidOn: r.paid_on,
      method: r.method,
      payer: named ? r.payer : maskName(r.payer),
      reversed: undone.has(r.id),
      reverses: r.reverses_id !== null,
      reason: r.reason,
    })),
    events: events.map(e => ({
      id: e.id,
      at: e.at,
      action: e.action,
      actorName: e.actor_name,
      note: e.note,
    })),
    actions: actionsFor(ctx, row),
  }
}

const BUTTONS: readonly { key: string; action: CaseAction; operation: { id: string } }[] = [
  { key: 'assess', action: 'assess', operation: damage.assess },
  { key: 'notify', action: 'notify', operation: damage.notify },
  { key: 'pay', action: 'pay', operation: damage.pay },
  { key: 'uphold', action: 'uphold', operation: damage.uphold },
  { key: 'revise', action: 'revise', operation: damage.revise },
  { key: 'askWaiver', action: 'askWaiver', operation: damage.askWaiver },
  { key: 'decideWaiver', action: 'approveWaiver', operation: damage.decideWaiver },
  { key: 'reversePayment', action: 'reversePayment', operation: damage.reversePayment },
  { key: 'cancel', action: 'cancel', operation: damage.cancel },
]

function actionsFor(ctx: Ctx, row: { state: CaseState; amount_fen: number; paid_fen: number }): Actions {
  const actions: Actions = {}
  for (const { key, action, operation } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(caseMachine, action, row.state)) continue
    const why =
      key === 'notify' && row.amount_fen <= 0
        ? '金额还没有核定'
        : key === 'reversePayment' && row.paid_fen <= 0
          ? '还没有收款'
          : ['revise', 'askWaiver', 'cancel'].includes(key) && row.paid_fen > 0
            ? '已有收款，要先冲销'
            : undefined
    actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  return actions
}

export const notice: H['notice'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('damage_case as c')
    .innerJoin('school as s', 's.id', 'c.school_id')
    .selectAll('c')
    .select('s.name as school_name')
    .where('c.token', '=', input.token)
    .executeTakeFirst()
  if (!row || row.state === 'opened') throw notFound()
  return {
    no: row.no,
    school: row.school_name,
    state: row.state,
    occurredOn: row.occurred_on,
    placeText: row.place_text,
    liableName: maskName(row.liable_name),
    item: row.item,
    quantity: Number(row.quantity),
    measure: row.measure,
    amountFen: row.amount_fen,
    paidFen: row.paid_fen,
    basis: row.basis,
    decision: row.decision,
    mayObject: mayTransit(caseMachine, 'object', row.state),
  }
}

export const prices: H['prices'] = async (ctx, input) => {
  const day = input.on ?? ctx.today
  let select = ctx.db.selectFrom('damage_price').selectAll().orderBy('item').orderBy('valid_from', 'desc')
  if (!input.history)
    select = select
      .where('valid_from', '<=', day)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
  const rows = await select.execute()
  return {
    rows: rows.map(p => ({
      id: p.id,
      item: p.item,
      measure: p.measure,
      priceFen: p.price_fen,
      source: p.source,
      validFrom: p.valid_from,
      validTo: p.valid_to,
    })),
  }
}
