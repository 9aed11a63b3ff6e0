import type { Ctx } from '../../../kernel/server/ctx.ts'
import { clockOf } from '../clock.ts'
import { tradesOf } from '../kinds.ts'
import type { OrderRow } from '../shapes.ts'
import type { Order } from '../store.ts'

/** The columns of a row; the long texts of the slip stay behind. */
export const ROW_COLUMNS = [
  'o.id',
  'o.no',
  'o.kind',
  'o.state',
  'o.trade',
  'o.level',
  'o.item_code',
  'o.item_name',
  'o.title',
  'o.place_id',
  'o.building_id',
  'o.place_text',
  'o.reporter_name',
  'o.reported_at',
  'o.reported_on',
  'o.timed',
  'o.assignee_id',
  'o.assignee_name',
  'o.responded_at',
  'o.respond_due_at',
  'o.finish_due_at',
  'o.due_at',
  'o.wait_reason',
  'o.wait_note',
  'o.wait_from',
  'o.done_at',
  'o.closed_at',
  'o.cause',
  'o.rating',
  'o.rework_count',
  'o.endorse_count',
  'o.photo_count',
  'o.cost_fen',
  'o.source',
  'o.external_no',
  'o.version',
] as const

type Column = (typeof ROW_COLUMNS)[number] extends `o.${infer C}` ? C : never
export type RowRecord = Pick<Order, Column>

export async function toRows(ctx: Ctx, records: readonly RowRecord[]): Promise<OrderRow[]> {
  const names = new Map<string, ReadonlyMap<string, string>>()
  for (const kind of new Set(records.map(r => r.kind))) names.set(kind, await tradesOf(ctx, kind))
  return records.map(record => toRow(record, names.get(record.kind) ?? new Map(), ctx.now))
}

export function toRow(o: RowRecord, trades: ReadonlyMap<string, string>, now: Date): OrderRow {
  const clock = clockOf(
    {
      state: o.state,
      respondedAt: o.responded_at,
      respondDueAt: o.respond_due_at,
      finishDueAt: o.finish_due_at,
      doneAt: o.done_at,
    },
    now,
  )
  return {
    id: o.id,
    no: o.no,
    kind: o.kind,
    state: o.state,
    trade: { code: o.trade, name: trades.get(o.trade) ?? o.trade },
    level: o.level,
    item: o.item_code ? { code: o.item_code, name: o.item_name } : null,
    title: o.title,
    placeId: o.place_id,
    buildingId: o.building_id,
    place: o.place_text,
    reporter: o.reporter_name,
    reportedAt: o.reported_at.toISOString(),
    reportedOn: o.reported_on,
    timed: o.timed,
    assignee: o.assignee_id || o.assignee_name ? { id: o.assignee_id, name: o.assignee_name } : null,
    clock: { ...clock, dueAt: iso(clock.dueAt) },
    waiting:
      o.wait_reason && o.wait_from
        ? { reason: o.wait_reason, note: o.wait_note, since: o.wait_from.toISOString() }
        : null,
    doneAt: iso(o.done_at),
    closedAt: iso(o.closed_at),
    cause: o.cause,
    rating: o.rating,
    rework: o.rework_count,
    endorsements: o.endorse_count,
    photos: o.photo_count,
    costFen: o.cost_fen,
    source: o.source,
    externalNo: o.external_no,
    version: o.version,
  }
}

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null
