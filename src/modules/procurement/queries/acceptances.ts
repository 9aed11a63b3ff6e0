import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { type contract, procurement } from '../contract.ts'
import { ACCEPTANCE_REF, linesOf, statementOf } from '../operations/accepting.ts'
import { WATCHERS } from '../roles.ts'
import { eventsOf, read } from '../store.ts'
import { likeText } from './like.ts'
import { orderViews, requestsOf } from './order-views.ts'

type H = Handlers<typeof contract>

interface Wanted {
  orderId?: string
  id?: string
  /** Sheets that wait for this person's signature. */
  toSignBy?: string
  states?: readonly ('signing' | 'accepted' | 'void')[] | undefined
  from?: string | undefined
  to?: string | undefined
  search?: string | undefined
  limit?: number
  after?: [string, string] | undefined
}

/** Acceptances with who is in their committee, newest first. */
export async function acceptanceRows(ctx: Ctx, wanted: Wanted) {
  let select = selectRows(ctx, wanted)
    .selectAll('a')
    .select(['o.no as orderNo', 'o.title', 'o.supplier_name'])
    .orderBy('a.arrived_on', 'desc')
    .orderBy('a.id', 'desc')
    .limit(wanted.limit ?? 100)
  if (wanted.after)
    select = select.where(
      sql<boolean>`(a.arrived_on, a.id) < (${wanted.after[0]}::date, ${wanted.after[1]}::uuid)`,
    )
  const rows = await select.execute()
  const members =
    rows.length === 0
      ? []
      : await ctx.db
          .selectFrom('procurement_acceptance_member')
          .selectAll()
          .where('school_id', '=', ctx.schoolId)
          .where(
            'acceptance_id',
            'in',
            rows.map(r => r.id),
          )
          .orderBy('id')
          .execute()
  return rows.map(a => ({
    id: a.id,
    no: a.no,
    state: a.state,
    orderId: a.order_id,
    orderNo: a.orderNo,
    title: a.title,
    supplierName: a.supplier_name,
    arrivedOn: a.arrived_on,
    acceptedOn: a.accepted_on,
    amountFen: a.amount_fen,
    members: members
      .filter(m => m.acceptance_id === a.id)
      .map(m => ({ personId: m.person_id, name: m.name, duty: m.duty, signed: m.signed_at !== null })),
  }))
}

function selectRows(ctx: Ctx, wanted: Wanted) {
  return ctx.db
    .selectFrom('procurement_acceptance as a')
    .innerJoin('procurement_order as o', join =>
      join.onRef('o.school_id', '=', 'a.school_id').onRef('o.id', '=', 'a.order_id'),
    )
    .where('a.school_id', '=', ctx.schoolId)
    .$if(wanted.orderId !== undefined, q => q.where('a.order_id', '=', wanted.orderId as string))
    .$if(wanted.id !== undefined, q => q.where('a.id', '=', wanted.id as string))
    .$if(Boolean(wanted.states?.length), q => q.where('a.state', 'in', wanted.states as ['signing']))
    .$if(wanted.from !== undefined, q => q.where('a.arrived_on', '>=', wanted.from as string))
    .$if(wanted.to !== undefined, q => q.where('a.arrived_on', '<=', wanted.to as string))
    .$if(Boolean(wanted.search), q =>
      q.where(eb => {
        const like = likeText(wanted.search as string)
        return eb.or([
          eb('a.no', 'ilike', like),
          eb('o.no', 'ilike', like),
          eb('o.title', 'ilike', like),
          eb('o.supplier_name', 'ilike', like),
        ])
      }),
    )
    .$if(wanted.toSignBy !== undefined, q =>
      q.where('a.state', '=', 'signing').where(eb =>
        eb.exists(
          eb
            .selectFrom('procurement_acceptance_member as m')
            .select('m.id')
            .whereRef('m.school_id', '=', 'a.school_id')
            .whereRef('m.acceptance_id', '=', 'a.id')
            .where('m.person_id', '=', wanted.toSignBy as string)
            .where('m.signed_at', 'is', null),
        ),
      ),
    )
}

export const acceptances: H['acceptances'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const { cursor: _, limit, ...filter } = input
  const found = await acceptanceRows(ctx, { ...filter, after, limit: limit + 1 })
  const page = pageFrom(found, limit, row => [row.arrivedOn, row.id])
  const { total, fen } = await selectRows(ctx, filter)
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<string>`coalesce(sum(a.amount_fen) filter (where a.state <> 'void'), 0)`.as('fen'),
    ])
    .executeTakeFirstOrThrow()
  return { ...page, total, amountFen: Number(fen) }
}

/** What I may receive, and what waits for my signature. */
export const receiving: H['receiving'] = async ctx => {
  const me = userOf(ctx)?.personId
  const any = hasRole(ctx, 'storekeeper', 'asset_keeper', 'director', 'clerk', 'auditor')
  const open = await ctx.db
    .selectFrom('procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ['ordered', 'partly'])
    .$if(me !== undefined, q => q.where('buyer_id', '<>', me as string))
    .orderBy(sql`due_on nulls last`)
    .orderBy('id')
    .limit(100)
    .execute()
  const asked =
    any || open.length === 0
      ? []
      : await requestsOf(
          ctx,
          open.map(o => o.id),
        )
  const mine = any ? open : open.filter(o => asked.some(r => r.orderId === o.id && r.askerId === me))
  return {
    orders: await orderViews(ctx, mine),
    toSign: me ? await acceptanceRows(ctx, { toSignBy: me }) : [],
  }
}

export const getAcceptance: H['getAcceptance'] = async (ctx, input) => {
  const row = await read(ctx, 'procurement_acceptance', input.id)
  const order = await read(ctx, 'procurement_order', row.order_id)
  const [view] = await acceptanceRows(ctx, { id: row.id })
  const requests = await requestsOf(ctx, [order.id])
  if (!view) throw notFound()
  const me = userOf(ctx)?.personId
  const member = view.members.find(m => m.personId === me)
  if (!member && !requests.some(r => r.askerId === me) && !hasRole(ctx, ...WATCHERS)) throw notFound()
  const bought = await ctx.db
    .selectFrom('procurement_order_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .execute()
  const ref = { kind: ACCEPTANCE_REF, id: row.id }
  const actions: Actions = {}
  const signing = row.state === 'signing'
  if (signing && member && !member.signed) actions.sign = { allowed: true }
  if (signing && ctx.may(procurement.voidAcceptance) && (member || hasRole(ctx, 'director', 'clerk')))
    actions.void = { allowed: true }
  return {
    ...view,
    version: row.version,
    placeOk: row.place_ok,
    papers: row.papers,
    installed: row.installed,
    note: row.note,
    voidReason: row.void_reason,
    contractNo: order.contract_no,
    buyerName: order.buyer_name,
    storeId: row.store_id,
    statement: statementOf(row),
    lines: (await linesOf(ctx, row.id)).map(l => {
      const line = bought.find(b => b.id === l.order_line_id) as (typeof bought)[number]
      return {
        id: l.id,
        name: line.name,
        spec: line.spec,
        brand: line.brand,
        measure: line.measure,
        ordered: Number(line.quantity),
        delivered: Number(l.delivered),
        accepted: Number(l.accepted),
        rejected: Number(l.rejected),
        reason: l.reason,
        looksOk: l.looks_ok,
        worksOk: l.works_ok,
        found: l.found,
        priceFen: line.price_fen,
        amountFen: l.amount_fen,
        warrantyMonths: line.warranty_months,
      }
    }),
    requests: requests.map(({ id, no, askerName, unitText }) => ({ id, no, askerName, unitText })),
    signatures: await signaturesOf(ctx, [ref]),
    files: (await listFor(ctx, [ref])).get(refKey(ref)) ?? [],
    events: await eventsOf(ctx, row.id),
    actions,
  }
}
