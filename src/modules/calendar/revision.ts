import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { readSetting, writeSetting } from '../org/index.ts'

const KEY = 'calendar.revision'
const Revision = z.uuid().optional()

export async function calendarRevision(ctx: Ctx): Promise<string | undefined> {
  return await readSetting(ctx, KEY, Revision, undefined)
}

/** The calendar changed; due dates that were worked out from it may be worked out anew. */
export const CALENDAR_CHANGED = 'calendar.changed'

/**
 * Makes a change of the calendar. The row that carries the revision is locked first, so that changes run one
 * after the other, and gets a new id at the end: a copy read in the middle, or in a transaction that is
 * rolled back, is never taken for the present.
 */
export async function changeCalendar<T>(ctx: Ctx, change: () => Promise<T>): Promise<T> {
  await writeSetting(ctx, KEY, Revision, ctx.id())
  const answer = await change()
  await writeSetting(ctx, KEY, Revision, ctx.id())
  await ctx.emit(CALENDAR_CHANGED, {})
  return answer
}
