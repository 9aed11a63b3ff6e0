import { clockMinutes, isValidDay } from './day.ts'
import type { SchoolCalendar, WeekHours } from './school-calendar.ts'

/** What is wrong with a calendar, each with the way to mend it; empty when nothing is. */
export function calendarFlaws(calendar: SchoolCalendar): string[] {
  return [...termFlaws(calendar), ...ownDayFlaws(calendar), ...allHoursFlaws(calendar)]
}

const WEEKDAYS = ['', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日']

function termFlaws({ terms }: SchoolCalendar): string[] {
  const flaws = terms
    .filter(term => !isValidDay(term.from) || !isValidDay(term.to) || term.to <= term.from)
    .map(term => `${term.name}的结束日期要晚于开始日期，请改正。`)
  const sorted = [...terms].sort((a, b) => a.from.localeCompare(b.from))
  for (const [index, term] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && next.from <= term.to)
      flaws.push(`${term.name}和${next.name}的日期有重叠，请改其中一个学期的起止日期。`)
  }
  return flaws
}

function ownDayFlaws({ ownDays }: SchoolCalendar): string[] {
  const seen = new Set<string>()
  return ownDays.flatMap(({ day, title }) => {
    if (!isValidDay(day)) return [`“${title}”的日期 ${day} 不存在，请改正。`]
    if (seen.has(day)) return [`${day} 登记了两次，请只保留一条。`]
    seen.add(day)
    return []
  })
}

function allHoursFlaws({ hours, termHours = {}, vacationHours }: SchoolCalendar): string[] {
  const empty = Object.values(hours).every(spans => !spans?.length)
  return [
    ...(empty ? ['一周里没有任何工作时间，时限无法计算。请至少填写一天的工作时间。'] : []),
    ...[hours, ...Object.values(termHours), ...(vacationHours ? [vacationHours] : [])].flatMap(weekFlaws),
  ]
}

function weekFlaws(week: WeekHours): string[] {
  return Object.entries(week).flatMap(([weekday, spans = []]) => {
    const name = WEEKDAYS[Number(weekday)]
    const minutes = spans.map(span => [clockMinutes(span.from), clockMinutes(span.to)] as const)
    minutes.sort(([a], [b]) => a - b)
    return minutes.flatMap(([from, to], index) => {
      const next = minutes[index + 1]
      if (to <= from) return [`${name}有一段工作时间的结束不晚于开始，请改正。`]
      return next && next[0] < to ? [`${name}的工作时间有重叠，请改正。`] : []
    })
  })
}
