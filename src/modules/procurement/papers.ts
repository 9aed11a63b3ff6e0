import type { Ctx } from '../../kernel/server/ctx.ts'
import { type RequestFacts, toRequestFacts } from './door.ts'
import type { AcceptanceState, SheetState } from './machines.ts'
import type { Channel } from './words.ts'

export const ACCEPTANCE_REF = 'procurement.acceptance'

/** The papers an order rests on and those of its arrival, for whoever reads the whole chain. */
export interface OrderPapers {
  no: string
  title: string
  supplierName: string
  buyerName: string
  contractId: string | null
  orderedOn: string
  channel: Channel
  portalName: string
  portalNo: string
  /** For whom it was, by number. */
  requests: RequestFacts[]
  /** What was accepted, less what was taken off its price. */
  acceptedFen: number
  /** Lines with something accepted. */
  lines: { name: string; measure: string; acceptedQty: number; amountFen: number }[]
  /** Where the goods go by the order: to the stores, to asset cards, straight into use. */
  wants: { store: boolean; asset: boolean; none: boolean }
  sheet: {
    id: string
    no: string
    state: SheetState
    single: boolean
    needed: number
    fewReason: string
    dearReason: string
    conclusion: string
    openedOn: string
    chosenOn: string | null
    chosenByName: string
    quotes: { supplierName: string; totalFen: number; chosen: boolean }[]
  } | null
  acceptances: {
    id: string
    no: string
    state: AcceptanceState
    acceptedOn: string | null
    amountFen: number
    signers: string[]
  }[]
}

/** By order; as many statements for two hundred orders as for one. */
export async function orderPapers(ctx: Ctx, orderIds: readonly string[]): Promise<Map<string, OrderPapers>> {
  const ids = [...new Set(orderIds)]
  if (ids.length === 0) return new Map()
  const orders = await ctx.db
    .selectFrom('procurement_order')
    .select(['id', 'no', 'title', 'supplier_name', 'buyer_name', 'contract_id', 'sheet_id'])
    .select(['ordered_on', 'channel', 'portal_name', 'portal_no', 'accepted_fen', 'deducted_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  const lines = await ctx.db
    .selectFrom('procurement_order_line')
    .select(['order_id', 'name', 'measure', 'accepted', 'accepted_fen', 'target'])
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', 'in', ids)
    .where('accepted', '>', '0')
    .orderBy('sort')
    .execute()
  const requests = await requestsOf(ctx, ids)
  const acceptances = await acceptancesOf(ctx, ids)
  const sheets = await sheetsOf(
    ctx,
    orders.flatMap(order => order.sheet_id ?? []),
  )
  return new Map(
    orders.map(order => {
      const own = lines.filter(line => line.order_id === order.id)
      const goesTo = (target: string): boolean => own.some(line => line.target === target)
      return [
        order.id,
        {
          no: order.no,
          title: order.title,
          supplierName: order.supplier_name,
          buyerName: order.buyer_name,
          contractId: order.contract_id,
          orderedOn: order.ordered_on,
          channel: order.channel,
          portalName: order.portal_name,
          portalNo: order.portal_no,
          requests: requests.flatMap(row => (row.orderId === order.id ? [toRequestFacts(row)] : [])),
          acceptedFen: order.accepted_fen - order.deducted_fen,
          lines: own.map(line => ({
            name: line.name,
            measure: line.measure,
            acceptedQty: Number(line.accepted),
            amountFen: line.accepted_fen,
          })),
          wants: { store: goesTo('store'), asset: goesTo('asset'), none: goesTo('none') },
          sheet: (order.sheet_id && sheets.get(order.sheet_id)) || null,
          acceptances: acceptances.filter(one => one.orderId === order.id),
        },
      ]
    }),
  )
}

const requestsOf = (ctx: Ctx, orderIds: readonly string[]) =>
  ctx.db
    .selectFrom('procurement_order_line as o')
    .innerJoin('procurement_request_line as l', join =>
      join.onRef('l.school_id', '=', 'o.school_id').onRef('l.batch_line_id', '=', 'o.batch_line_id'),
    )
    .innerJoin('procurement_request as r', join =>
      join.onRef('r.school_id', '=', 'l.school_id').onRef('r.id', '=', 'l.request_id'),
    )
    .selectAll('r')
    .select('o.order_id as orderId')
    .distinctOn(['o.order_id', 'r.no'])
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.order_id', 'in', orderIds)
    .orderBy('o.order_id')
    .orderBy('r.no')
    .execute()

async function acceptancesOf(ctx: Ctx, orderIds: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('procurement_acceptance')
    .select(['id', 'order_id', 'no', 'state', 'accepted_on', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', 'in', orderIds)
    .where('state', '<>', 'void')
    .orderBy('no')
    .execute()
  const members = await ctx.db
    .selectFrom('procurement_acceptance_member as m')
    .innerJoin('procurement_acceptance as a', join =>
      join.onRef('a.school_id', '=', 'm.school_id').onRef('a.id', '=', 'm.acceptance_id'),
    )
    .select(['m.acceptance_id', 'm.name'])
    .where('m.school_id', '=', ctx.schoolId)
    .where('a.order_id', 'in', orderIds)
    .where('m.signed_at', 'is not', null)
    .orderBy('m.signed_at')
    .execute()
  return rows.map(a => ({
    orderId: a.order_id,
    id: a.id,
    no: a.no,
    state: a.state,
    acceptedOn: a.accepted_on,
    amountFen: a.amount_fen,
    signers: members.filter(m => m.acceptance_id === a.id).map(m => m.name),
  }))
}

async function sheetsOf(ctx: Ctx, ids: readonly string[]) {
  const sheets = new Map<string, NonNullable<OrderPapers['sheet']>>()
  if (ids.length === 0) return sheets
  const rows = await ctx.db
    .selectFrom('procurement_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  const quotes = await ctx.db
    .selectFrom('procurement_quote')
    .select(['id', 'sheet_id', 'supplier_name', 'total_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', 'in', ids)
    .orderBy('total_fen')
    .execute()
  for (const sheet of rows)
    sheets.set(sheet.id, {
      id: sheet.id,
      no: sheet.no,
      state: sheet.state,
      single: sheet.single,
      needed: sheet.needed,
      fewReason: sheet.few_reason,
      dearReason: sheet.dear_reason,
      conclusion: sheet.conclusion,
      openedOn: sheet.opened_on,
      chosenOn: sheet.chosen_on,
      chosenByName: sheet.chosen_by_name,
      quotes: quotes
        .filter(q => q.sheet_id === sheet.id)
        .map(q => ({
          supplierName: q.supplier_name,
          totalFen: q.total_fen,
          chosen: q.id === sheet.chosen_quote_id,
        })),
    })
  return sheets
}
