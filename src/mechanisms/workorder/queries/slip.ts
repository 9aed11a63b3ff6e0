import { sql } from 'kysely'
import { dayOf } from '../../../kernel/pure/calendar/zone.ts'
import { notFound } from '../../../kernel/pure/errors.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { publicPaths } from '../../../kernel/server/public-link.ts'
import { listFor } from '../../attachment/index.ts'
import { sentenceOf } from '../clock.ts'
import type { contract } from '../contract.ts'
import { itemsOf, kindOf, tradesOf } from '../kinds.ts'
import { stateLabel } from '../machine.ts'
import { actionsOf, type Viewer } from '../rules.ts'
import { factsOf, isVisible, limitsOf, ORDER_REF, type Order, viewerOf } from '../store.ts'
import { iso, toRow } from './rows.ts'

export const slip: Pick<Handlers<typeof contract>, 'get'> = {
  async get(ctx, input) {
    // Asked side by side, so that they travel together: first what the id alone leads to, shown to nobody who
    // may not see the order; then what hangs on the order.
    const [order, lines, events, files, limits] = await Promise.all([
      wholeOrder(ctx, input.id),
      linesOf(ctx, input.id),
      eventsOf(ctx, input.id),
      filesOf(ctx, input.id),
      limitsOf(ctx),
    ])
    if (!order) throw notFound()
    const viewer = await viewerOf(ctx, order.kind)
    if (!(await isVisible(ctx, order, viewer))) throw notFound()
    const [trades, warranty, parts, thread, followPath] = await Promise.all([
      tradesOf(ctx, order.kind),
      warrantyOf(ctx, order),
      partsOf(ctx, order, lines),
      threadOf(ctx, order, events),
      followPathOf(ctx, order, viewer),
    ])
    return {
      ...toRow(order, trades, ctx.now),
      ...headOf(ctx, order, viewer),
      warranty,
      ...parts,
      ...thread,
      followPath,
      files,
      actions: actionsOf(factsOf(order), viewer, limits, ctx.now),
    }
  },
}

/** What most orders have none of; whether there is any comes with the order itself. */
const PARTS = [
  'workorder_material',
  'workorder_labour',
  'workorder_pause',
  'workorder_vendor_call',
  'workorder_extension',
  'workorder_endorsement',
] as const
type Part = (typeof PARTS)[number]
type Whole = Order & Record<Part, boolean>

const has = (part: Part) =>
  sql<boolean>`exists (select from ${sql.table(part)} x
    where x.school_id = workorder_order.school_id and x.order_id = workorder_order.id)`

const wholeOrder = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .select(PARTS.map(part => has(part).as(part)))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()

const linesOf = (ctx: Ctx, orderId: string) =>
  ctx.db
    .selectFrom('workorder_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
    .orderBy('seq')
    .execute()

const eventsOf = (ctx: Ctx, orderId: string) =>
  ctx.db
    .selectFrom('workorder_event')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute()

function headOf(ctx: Ctx, order: Order, viewer: Viewer) {
  const mine = viewer.personId !== null && order.reporter_person_id === viewer.personId
  const inside = viewer.office || viewer.system
  const doneOn = order.done_at ? dayOf(order.done_at, ctx.zone) : null
  return {
    description: order.description,
    sentence: sentenceOf(
      {
        place: order.place_text,
        title: order.title,
        state: order.state,
        reportedOn: order.reported_on,
        doneOn,
        wait: order.wait_reason,
      },
      ctx.today,
    ),
    stateLabel: stateLabel(order.state),
    reporterPersonId: order.reporter_person_id,
    reporterPhone: inside || mine || order.assignee_id === viewer.personId ? order.reporter_phone : null,
    acceptedAt: iso(order.accepted_at),
    dispatchedAt: iso(order.dispatched_at),
    startedAt: iso(order.started_at),
    confirmedAt: iso(order.confirmed_at),
    autoConfirmed: order.auto_confirmed,
    ratingNote: order.rating_note,
    causeNote: order.cause_note,
    respondDueAt: iso(order.respond_due_at),
    finishDueAt: iso(order.finish_due_at),
  }
}

export const followPath = (token: string): `/f/${string}` => `/f/${token}`

/** For the office and the reporter only. */
async function followPathOf(ctx: Ctx, order: Order, viewer: Viewer): Promise<string | null> {
  const mine = viewer.personId !== null && order.reporter_person_id === viewer.personId
  if (!mine && !viewer.office && !viewer.system) return null
  return (await publicPaths(ctx))(followPath(order.follow_token))
}

async function warrantyOf(ctx: Ctx, order: Order) {
  const work = kindOf(ctx, order.kind)
  if (!work.warranty) return null
  return work.warranty(ctx, {
    id: order.id,
    placeId: order.place_id,
    itemCode: order.item_code,
    reportedOn: order.reported_on,
  })
}

/** Lines, materials, labour, pauses, vendor calls, extensions. */
async function partsOf(ctx: Ctx, order: Whole, lines: Awaited<ReturnType<typeof linesOf>>) {
  const [items, materials, labour, pauses, calls, extensions] = await Promise.all([
    itemsOf(ctx, order.kind),
    order.workorder_material
      ? ctx.db
          .selectFrom('workorder_material')
          .selectAll()
          .where('order_id', '=', order.id)
          .where('taken_back', '=', false)
          .orderBy('id')
          .execute()
      : [],
    order.workorder_labour
      ? ctx.db
          .selectFrom('workorder_labour')
          .selectAll()
          .where('order_id', '=', order.id)
          .orderBy('id')
          .execute()
      : [],
    order.workorder_pause
      ? ctx.db
          .selectFrom('workorder_pause')
          .selectAll()
          .where('order_id', '=', order.id)
          .orderBy('from_at')
          .execute()
      : [],
    order.workorder_vendor_call
      ? ctx.db
          .selectFrom('workorder_vendor_call')
          .selectAll()
          .where('order_id', '=', order.id)
          .orderBy('called_at')
          .execute()
      : [],
    order.workorder_extension
      ? ctx.db
          .selectFrom('workorder_extension')
          .selectAll()
          .where('order_id', '=', order.id)
          .orderBy('asked_at')
          .execute()
      : [],
  ])
  return {
    lines: lines.map(l => ({
      id: l.id,
      item: l.item_code ? { code: l.item_code, name: items.get(l.item_code)?.name ?? l.item_code } : null,
      text: l.text,
      qty: plain(l.qty),
      measure: l.measure,
      counts: l.counts,
    })),
    materials: materials.map(m => ({
      id: m.id,
      name: m.name,
      qty: plain(m.qty),
      measure: m.measure,
      unitPriceFen: m.unit_price_fen,
      amountFen: m.amount_fen,
    })),
    labour: labour.map(l => ({
      id: l.id,
      person: { id: l.person_id, name: l.person_name },
      minutes: l.minutes,
      on: l.worked_on,
    })),
    pauses: pauses.map(p => ({
      reason: p.reason,
      note: p.note,
      from: p.from_at.toISOString(),
      to: iso(p.to_at),
      minutes: p.minutes,
    })),
    vendorCalls: calls.map(c => ({
      id: c.id,
      vendor: c.vendor,
      phone: c.phone,
      underWarranty: c.under_warranty,
      calledAt: c.called_at.toISOString(),
      visitOn: c.visit_on,
      result: c.result,
      costFen: c.cost_fen,
      finishedAt: iso(c.finished_at),
    })),
    extensions: extensions.map(e => ({
      id: e.id,
      until: e.until_at.toISOString(),
      reason: e.reason,
      askedBy: e.asked_by,
      askedAt: e.asked_at.toISOString(),
      approved: e.approved,
      decidedBy: e.decided_by,
      note: e.note,
    })),
  }
}

async function threadOf(ctx: Ctx, order: Whole, events: Awaited<ReturnType<typeof eventsOf>>) {
  const joined = order.workorder_endorsement
    ? await ctx.db
        .selectFrom('workorder_endorsement')
        .select(['name', 'at', 'note'])
        .where('order_id', '=', order.id)
        .orderBy('at')
        .execute()
    : []
  return {
    timeline: events.map(e => ({
      id: e.id,
      at: e.at.toISOString(),
      who: e.who,
      verb: e.verb,
      text: e.text,
      public: e.public,
    })),
    endorsers: joined.map(j => ({ name: j.name || '匿名', at: j.at.toISOString(), note: j.note })),
  }
}

async function filesOf(ctx: Ctx, orderId: string) {
  const ref = { kind: ORDER_REF, id: orderId }
  const files = (await listFor(ctx, [ref])).get(refKey(ref)) ?? []
  return files.map(f => ({ id: f.id, role: f.role, name: f.name, mime: f.mime }))
}

/** '2.000' → '2', '1.500' → '1.5' */
export const plain = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal
