import type { SchoolCalendar } from '../../kernel/pure/calendar/school-calendar.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import type { Level } from './machine.ts'

export interface WorkItem {
  code: string
  name: string
  trade: string
  measure: string
  counts: boolean
  level: Level
}

export interface CrewFacts {
  personId: string
  name: string
  trades: readonly string[]
  dailyCapacity: number
}

export interface Assigned {
  trade: string
  buildingId: string | null
  itemCode: string | null
}

/** What a module brings to make its work run through work orders. */
export interface WorkKind {
  kind: string
  title: string
  /** Prefix of its numbers: BX. */
  prefix: string
  trades(ctx: Ctx): Promise<ReadonlyMap<string, string>>
  items(ctx: Ctx): Promise<ReadonlyMap<string, WorkItem>>
  /** Those who are at work; the rest get nothing dispatched. */
  crew(ctx: Ctx): Promise<readonly CrewFacts[]>
  /** Whom the rules name for an order; load decides among several. Null where no rule fits. */
  choose(ctx: Ctx, order: Assigned): Promise<{ personIds: readonly string[] } | null>
  /** Workers may take unassigned orders themselves. */
  poolOpen(ctx: Ctx): Promise<boolean>
  /** Strangers may see the photos of open orders, to recognise what is reported already. */
  publicPhotos?(ctx: Ctx): Promise<boolean>
  warranty?(
    ctx: Ctx,
    order: { placeId: string | null; itemCode: string | null; reportedOn: string; id: string },
  ): Promise<{ inside: boolean; text: string } | null>
}
export const workKindPoint = extensionPoint<WorkKind>('workorder.kind')

export interface PlaceFacts {
  text: string
  buildingId: string | null
  /** Ids from the campus down to the place itself. */
  path: readonly string[]
  /** Nothing stands below it. */
  leaf: boolean
}

/** What work orders must know of the school; brought by a module that may ask those who keep it. */
export interface SchoolFacts {
  calendar(ctx: Ctx): Promise<SchoolCalendar>
  term(ctx: Ctx, code: string): Promise<{ from: string; to: string } | null>
  place(ctx: Ctx, id: string): Promise<PlaceFacts | null>
  person(ctx: Ctx, id: string): Promise<{ id: string; name: string; phone: string | null } | null>
  /** Persons who hold a role now. */
  holders(ctx: Ctx, role: string): Promise<readonly string[]>
}
export const schoolPoint = extensionPoint<SchoolFacts>('workorder.school')

export function schoolOf(ctx: Ctx): SchoolFacts {
  const [school] = ctx.all(schoolPoint)
  if (!school) throw new Error('no module provides workorder.school')
  return school
}

export function kindOf(ctx: Ctx, kind: string): WorkKind {
  const found = ctx.all(workKindPoint).find(k => k.kind === kind)
  if (!found) throw contract.fail('kind_unknown', { kind })
  return found
}

/** Whose trades stand where no kind was asked for. */
export function firstKind(ctx: Ctx): string {
  const [first] = ctx.all(workKindPoint)
  if (!first) throw contract.fail('kind_unknown', { kind: '' })
  return first.kind
}

const remembered = new WeakMap<object, Map<string, Promise<unknown>>>()

/**
 * Read once a transaction: catalogue, crew, calendar. An import of a thousand rows runs in one
 * transaction and asks for them a thousand times.
 */
export function once<T>(ctx: Ctx, key: string, load: () => Promise<T>): Promise<T> {
  let known = remembered.get(ctx.db)
  if (!known) {
    known = new Map()
    remembered.set(ctx.db, known)
  }
  let value = known.get(key) as Promise<T> | undefined
  if (!value) {
    // A refusal by the loader belongs to its promise: whoever asks for several things side by side gets it there.
    value = (async () => load())()
    known.set(key, value)
    value.catch(() => known.delete(key))
  }
  return value
}

/** To be called by whoever changes what `once` keeps. */
export const forget = (ctx: Ctx): boolean => remembered.delete(ctx.db)

export const calendarOf = (ctx: Ctx): Promise<SchoolCalendar> =>
  once(ctx, 'calendar', () => schoolOf(ctx).calendar(ctx))
export const placeOf = (ctx: Ctx, id: string): Promise<PlaceFacts | null> =>
  once(ctx, `place:${id}`, () => schoolOf(ctx).place(ctx, id))
export const itemsOf = (ctx: Ctx, kind: string): Promise<ReadonlyMap<string, WorkItem>> =>
  once(ctx, `items:${kind}`, () => kindOf(ctx, kind).items(ctx))
export const tradesOf = (ctx: Ctx, kind: string): Promise<ReadonlyMap<string, string>> =>
  once(ctx, `trades:${kind}`, () => kindOf(ctx, kind).trades(ctx))
export const crewOf = (ctx: Ctx, kind: string): Promise<readonly CrewFacts[]> =>
  once(ctx, `crew:${kind}`, () => kindOf(ctx, kind).crew(ctx))
