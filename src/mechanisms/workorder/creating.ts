import type { Ctx } from '../../kernel/server/ctx.ts'
import { numberGiven } from '../../kernel/server/run.ts'
import { attach } from '../attachment/index.ts'
import { expectedText } from './clock.ts'
import { contract } from './contract.ts'
import { firstDues } from './dues.ts'
import { calendarOf, itemsOf, kindOf, placeOf, tradesOf, type WorkItem } from './kinds.ts'
import { LEVELS, type Level, type Source } from './machine.ts'
import { holdersOf, officeOf, tell } from './notices.ts'
import { newToken, ORDER_REF, type Order, say } from './store.ts'

export interface Draft {
  kind: string
  trade: string
  itemCode: string | null
  level: Level
  title: string
  description: string
  source: Source
  placeId: string | null
  /** Used where no place is known. */
  placeText: string
  reporter: { personId: string | null; name: string; phone: string | null }
  photos: readonly string[]
}

/** Opens an order; the caller's command is the report. Returns it with what the reporter may expect. */
export async function openOrder(ctx: Ctx, draft: Draft): Promise<{ order: Order; expected: string }> {
  // Everything that has to be known is asked for first, side by side.
  const [, item, place, dues, calendar, told] = await Promise.all([
    checkTrade(ctx, draft.kind, draft.trade),
    checkItem(ctx, draft.kind, draft.itemCode),
    draft.placeId ? placeOf(ctx, draft.placeId) : null,
    firstDues(ctx, draft.level, ctx.now),
    calendarOf(ctx),
    audienceOf(ctx, draft.level),
  ])
  if (draft.placeId && !place) throw contract.fail('place_unknown')
  const { prefix } = kindOf(ctx, draft.kind)
  const id = ctx.id()
  // From here on everybody else's number waits for this one: nothing is asked any more, all is sent at once.
  const numbered = ctx.number(prefix)
  const opened = ctx.db
    .insertInto('workorder_order')
    .values({
      school_id: ctx.schoolId,
      id,
      kind: draft.kind,
      no: ctx.preview ? await numbered : numberGiven(ctx, prefix),
      state: 'reported',
      trade: draft.trade,
      level: draft.level,
      item_code: item?.code ?? null,
      item_name: item?.name ?? '',
      title: draft.title,
      description: draft.description,
      source: draft.source,
      place_id: place ? draft.placeId : null,
      building_id: place?.buildingId ?? null,
      place_path: [...(place?.path ?? [])],
      place_text: place?.text ?? draft.placeText,
      reporter_person_id: draft.reporter.personId,
      reporter_name: draft.reporter.name,
      reporter_phone: draft.reporter.phone,
      stranger: ctx.actor.kind === 'anonymous' ? ctx.actor.address : null,
      reported_at: ctx.now,
      reported_on: ctx.today,
      clock_from: ctx.now,
      respond_due_at: dues.respondDueAt,
      finish_due_at: dues.finishDueAt,
      photo_count: draft.photos.length,
      follow_token: newToken(),
      updated_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const said = say(ctx, id, {
    verb: 'report',
    text: draft.description || draft.title,
    public: true,
    ...(ctx.actor.kind === 'anonymous' ? { who: draft.reporter.name || '报修人' } : {}),
  })
  const emitted = ctx.emit('workorder.reported', { orderId: id, kind: draft.kind, level: draft.level })
  const [order] = await Promise.all([opened, numbered, said, emitted])
  await attach(ctx, { kind: ORDER_REF, id }, draft.photos, 'before')
  await announce(ctx, order, told)
  return { order, expected: expectedText(dues.respondDueAt, calendar, ctx.now) }
}

const isUrgent = (level: Level): boolean => level === 'L0' || level === 'L1'

/** Danger goes to the whole office and the director at once. */
async function audienceOf(ctx: Ctx, level: Level): Promise<readonly string[]> {
  const [office, director] = await Promise.all([
    officeOf(ctx),
    isUrgent(level) ? holdersOf(ctx, 'director') : [],
  ])
  return [...office, ...director]
}

async function announce(ctx: Ctx, order: Order, to: readonly string[]): Promise<void> {
  const lead = isUrgent(order.level) ? `${LEVELS[order.level].label}报修` : '新报修'
  await tell(ctx, order, 'reported', lead, to, order.description)
}

export async function checkTrade(ctx: Ctx, kind: string, trade: string): Promise<void> {
  if (!(await tradesOf(ctx, kind)).has(trade)) throw contract.fail('trade_unknown', { trade })
}

export async function checkItem(ctx: Ctx, kind: string, code: string | null): Promise<WorkItem | undefined> {
  if (code === null) return undefined
  const item = (await itemsOf(ctx, kind)).get(code)
  if (!item) throw contract.fail('item_unknown', { item: code })
  return item
}
