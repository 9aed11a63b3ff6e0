import { type SelectQueryBuilder, sql } from 'kysely'
import { addDays } from '../../../kernel/pure/calendar/day.ts'
import { toInstant } from '../../../kernel/pure/calendar/zone.ts'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { contract } from '../contract.ts'
import { firstKind, once, type PlaceFacts, schoolOf } from '../kinds.ts'
import { OPEN_STATES, ORDER_STATES } from '../machine.ts'
import type { Viewer } from '../rules.ts'
import type { OrderFilter } from '../shapes.ts'
import { viewerOf } from '../store.ts'
import { type SearchPlan, searchPlan } from './search.ts'

type WithOrder = Tables & { o: Tables['workorder_order'] }
export type OrderQuery = SelectQueryBuilder<WithOrder, 'o', object>

/** Everything that has to be looked up before the filter can be put into one statement. */
export interface Resolved {
  filter: OrderFilter
  viewer: Viewer
  span: { from?: string; to?: string }
  place: (PlaceFacts & { id: string }) | null
  search: SearchPlan | null
  /** Orders the viewer joined; asked beforehand, so that the rest can use an index each. */
  joined: readonly string[]
}

export async function resolve(ctx: Ctx, filter: OrderFilter): Promise<Resolved> {
  const school = schoolOf(ctx)
  const viewer = await viewerOf(ctx, filter.kind ?? firstKind(ctx))
  const term = filter.term ? await school.term(ctx, filter.term) : null
  if (filter.term && !term) throw contract.fail('term_unknown', { term: filter.term })
  const facts = filter.placeId ? await school.place(ctx, filter.placeId) : null
  const place = filter.placeId && facts ? { ...facts, id: filter.placeId } : null
  if (filter.placeId && !place) throw notFound()
  const from = [filter.from, term?.from]
    .filter(d => d !== undefined)
    .sort()
    .at(-1)
  const to = [filter.to, term?.to].filter(d => d !== undefined).sort()[0]
  return {
    filter,
    viewer,
    span: { ...(from ? { from } : {}), ...(to ? { to } : {}) },
    place,
    search: filter.text ? await searchPlan(ctx, filter.text) : null,
    joined: seesAll(viewer) && filter.mine !== 'reported' ? [] : await joinedBy(ctx, viewer),
  }
}

/** The orders this viewer may see that meet all conditions, neither sorted nor cut. */
export function apply(ctx: Ctx, resolved: Resolved): OrderQuery {
  const { filter, viewer, span, place, search } = resolved
  let q = scoped(ctx, viewer, resolved.joined)
  if (filter.kind) q = q.where('o.kind', '=', filter.kind)
  const states = statesOf(filter)
  // Conditions that exclude each other find nothing, not everything.
  if (states) q = states.length > 0 ? q.where('o.state', 'in', states) : q.where(sql<boolean>`false`)
  if (filter.trades?.length) q = q.where('o.trade', 'in', filter.trades)
  if (filter.levels?.length) q = q.where('o.level', 'in', filter.levels)
  if (filter.items?.length) q = q.where('o.item_code', 'in', filter.items)
  // By the instant, which the lists are sorted by; it always lies within `reported_on`.
  if (span.from) q = q.where('o.reported_at', '>=', toInstant(span.from, 0, ctx.zone))
  if (span.to) q = q.where('o.reported_at', '<', toInstant(addDays(span.to, 1), 0, ctx.zone))
  if (filter.buildingId) q = q.where('o.building_id', '=', filter.buildingId)
  if (place) q = at(q, place)
  if (filter.assigneeId) q = q.where('o.assignee_id', '=', filter.assigneeId)
  if (filter.unassigned !== undefined) q = q.where('o.assignee_id', filter.unassigned ? 'is' : 'is not', null)
  if (filter.overdue !== undefined)
    q = q.where('o.due_at', filter.overdue ? '<' : '>=', sql<Date>`${ctx.now}`)
  if (filter.rework !== undefined) q = q.where('o.rework_count', filter.rework ? '>' : '=', 0)
  if (filter.sources?.length) q = q.where('o.source', 'in', filter.sources)
  if (filter.causes?.length) q = q.where('o.cause', 'in', filter.causes)
  if (filter.ratedAtMost !== undefined) q = q.where('o.rating', '<=', filter.ratedAtMost)
  if (filter.vendor !== undefined) q = q.where('o.vendor_open', '=', filter.vendor)
  if (filter.importId) q = q.where('o.import_id', '=', filter.importId)
  if (filter.dueOn) q = q.where(between('o.due_at', ctx, filter.dueOn, filter.dueOn))
  if (filter.mine) q = mine(q, filter.mine, viewer, resolved.joined)
  if (search) q = search.narrow(q)
  return q
}

export async function matching(ctx: Ctx, filter: OrderFilter): Promise<OrderQuery> {
  return apply(ctx, await resolve(ctx, filter))
}

/** At a place or anywhere below it, by the narrowest index there is. */
function at(q: OrderQuery, place: PlaceFacts & { id: string }): OrderQuery {
  if (place.leaf) return q.where('o.place_id', '=', place.id)
  if (place.buildingId === place.id) return q.where('o.building_id', '=', place.id)
  const below = q.where(sql<boolean>`o.place_path @> array[${place.id}::uuid]`)
  return place.buildingId ? below.where('o.building_id', '=', place.buildingId) : below
}

/** Instants of whole days of the school. */
export const between = (column: string, ctx: Ctx, from: string, to: string) =>
  sql<boolean>`(${sql.ref(column)} >= ${toInstant(from, 0, ctx.zone)} and ${sql.ref(column)} < ${toInstant(addDays(to, 1), 0, ctx.zone)})`

function statesOf(filter: OrderFilter): OrderFilter['states'] {
  const open = OPEN_STATES as readonly string[]
  const byOpen =
    filter.open === undefined ? undefined : ORDER_STATES.filter(s => open.includes(s) === filter.open)
  if (!filter.states?.length) return byOpen
  return byOpen ? filter.states.filter(s => byOpen.includes(s)) : filter.states
}

export const seesAll = (viewer: Viewer): boolean => viewer.system || viewer.office || viewer.leader

/** What a person may see at all; the same rule as `maySee`, in SQL. */
function scoped(ctx: Ctx, viewer: Viewer, joined: readonly string[]): OrderQuery {
  const q = ctx.db
    .selectFrom('workorder_order as o')
    .where('o.school_id', '=', ctx.schoolId) as unknown as OrderQuery
  if (seesAll(viewer)) return q
  const me = viewer.personId
  if (me === null) return q.where(sql<boolean>`false`)
  return q.where(eb =>
    eb.or([
      eb('o.assignee_id', '=', me),
      eb('o.reporter_person_id', '=', me),
      ...(joined.length > 0 ? [eb('o.id', 'in', joined)] : []),
      ...(viewer.poolTrades.length > 0
        ? [
            eb.and([
              eb('o.assignee_id', 'is', null),
              eb('o.state', 'in', ['reported', 'accepted']),
              eb('o.trade', 'in', [...viewer.poolTrades]),
            ]),
          ]
        : []),
    ]),
  )
}

function mine(
  q: OrderQuery,
  what: 'assigned' | 'reported',
  viewer: Viewer,
  joined: readonly string[],
): OrderQuery {
  const me = viewer.personId
  if (me === null) return q.where(sql<boolean>`false`)
  if (what === 'assigned') return q.where('o.assignee_id', '=', me)
  if (joined.length === 0) return q.where('o.reporter_person_id', '=', me)
  return q.where(eb => eb.or([eb('o.reporter_person_id', '=', me), eb('o.id', 'in', joined)]))
}

async function joinedBy(ctx: Ctx, viewer: Viewer): Promise<string[]> {
  const me = viewer.personId
  if (me === null) return []
  const rows = await once(ctx, `joined:${me}`, () =>
    ctx.db
      .selectFrom('workorder_endorsement')
      .select('order_id')
      .where('school_id', '=', ctx.schoolId)
      .where('person_id', '=', me)
      .orderBy('id', 'desc')
      .limit(MOST_JOINED)
      .execute(),
  )
  return rows.map(row => row.order_id)
}

const MOST_JOINED = 500
