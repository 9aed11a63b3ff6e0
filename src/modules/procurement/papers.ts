import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { AcceptanceState, SheetState } from './machines.ts'
import type { Channel } from './words.ts'

export const ACCEPTANCE_REF = 'procurement.acceptance'

/** The papers an order rests on and those of its arrival, for whoever reads the whole chain. */
export interface OrderPapers {
  orderedOn: string
  channel: Channel
  portalName: string
  portalNo: string
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

/** 404 where there is no such order. */
export async function orderPapers(ctx: Ctx, orderId: string): Promise<OrderPapers> {
  const order = await ctx.db
    .selectFrom('procurement_order')
    .select(['sheet_id', 'ordered_on', 'channel', 'portal_name', 'portal_no'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (!order) throw notFound()
  const targets = await ctx.db
    .selectFrom('procurement_order_line')
    .select('target')
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
    .where('accepted', '>', '0')
    .execute()
  const acceptances = await ctx.db
    .selectFrom('procurement_acceptance')
    .select(['id', 'no', 'state', 'accepted_on', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
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
    .where('a.order_id', '=', orderId)
    .where('m.signed_at', 'is not', null)
    .orderBy('m.signed_at')
    .execute()
  return {
    orderedOn: order.ordered_on,
    channel: order.channel,
    portalName: order.portal_name,
    portalNo: order.portal_no,
    wants: {
      store: targets.some(t => t.target === 'store'),
      asset: targets.some(t => t.target === 'asset'),
      none: targets.some(t => t.target === 'none'),
    },
    sheet: order.sheet_id ? await sheetOf(ctx, order.sheet_id) : null,
    acceptances: acceptances.map(a => ({
      id: a.id,
      no: a.no,
      state: a.state,
      acceptedOn: a.accepted_on,
      amountFen: a.amount_fen,
      signers: members.filter(m => m.acceptance_id === a.id).map(m => m.name),
    })),
  }
}

async function sheetOf(ctx: Ctx, id: string): Promise<OrderPapers['sheet']> {
  const sheet = await ctx.db
    .selectFrom('procurement_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const quotes = await ctx.db
    .selectFrom('procurement_quote')
    .select(['id', 'supplier_name', 'total_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', id)
    .orderBy('total_fen')
    .execute()
  return {
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
    quotes: quotes.map(q => ({
      supplierName: q.supplier_name,
      totalFen: q.total_fen,
      chosen: q.id === sheet.chosen_quote_id,
    })),
  }
}
