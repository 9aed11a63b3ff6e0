import { chinesePublicDay } from '../../kernel/pure/calendar/holidays.ts'
import { DEFAULT_HOURS, type SchoolCalendar } from '../../kernel/pure/calendar/school-calendar.ts'
import { addMinutes } from '../../kernel/pure/calendar/school-time.ts'
import { fromInstant } from '../../kernel/pure/calendar/zone.ts'

const calendars = new Map<string, SchoolCalendar>()

/** Working days of the public calendar, in and out of term: leaders sign in the holidays too. */
function calendarIn(zone: string): SchoolCalendar {
  let calendar = calendars.get(zone)
  if (!calendar) {
    calendar = {
      zone,
      terms: [],
      publicDay: chinesePublicDay,
      ownDays: [],
      hours: DEFAULT_HOURS,
      vacationHours: DEFAULT_HOURS,
    }
    calendars.set(zone, calendar)
  }
  return calendar
}

/** So many hours on, Saturdays, Sundays and festivals left out. */
export const afterHours = (zone: string, from: Date, hours: number): Date =>
  addMinutes(calendarIn(zone), from, hours * 60, 'workday')

/** 11月22日 14:05 */
export function momentText(zone: string, at: Date): string {
  const { day, minutes } = fromInstant(at, zone)
  const [, month, date] = day.split('-').map(Number)
  const clock = `${Math.floor(minutes / 60)}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`
  return `${month}月${date}日 ${clock}`
}
