import type { DeskSource } from '../../mechanisms/desk/index.ts'
import { loadCalendar } from './load.ts'
import { dayLine } from './rules.ts'

/** What day it is in the school's year: 第12周 星期一，国庆节放假. */
export const schoolDay: DeskSource = {
  id: 'calendar.day',
  dayLine: async ctx => dayLine(await loadCalendar(ctx), ctx.today),
}
