import type { WeekSpan } from '../contract.ts'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

export const weekdayName = (weekday: number): string => `周${WEEKDAYS[weekday - 1]}`

/** Hours of one day as one line: 07:30–11:40　13:30–17:20 */
export const dayHours = (spans: readonly WeekSpan[], weekday: number): string =>
  spans
    .filter(span => span.weekday === weekday)
    .map(span => `${span.from}–${span.to}`)
    .join('　')

/** The week in as few lines as it has different days: 周一至周五 07:30–11:40　13:30–17:20 */
export function weekLines(spans: readonly WeekSpan[]): { days: string; hours: string }[] {
  const lines: { from: number; to: number; hours: string }[] = []
  for (let weekday = 1; weekday <= 7; weekday++) {
    const hours = dayHours(spans, weekday)
    const last = lines.at(-1)
    if (last?.hours === hours) last.to = weekday
    else lines.push({ from: weekday, to: weekday, hours })
  }
  return lines
    .filter(line => line.hours !== '')
    .map(({ from, to, hours }) => ({
      days:
        from === to
          ? weekdayName(from)
          : `${weekdayName(from)}${to - from === 1 ? '、' : '至'}${weekdayName(to)}`,
      hours,
    }))
}

/** Reads hours as people type them: 7:30-11:40，13：30～17:20. undefined when a part is not understood. */
export function readDayHours(text: string, weekday: number): WeekSpan[] | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\s*(?:[-–—~～至到])+\s*/g, '-')
    .trim()
  const parts = plain.split(/[\s,，、;；]+/).filter(part => part !== '')
  const spans: WeekSpan[] = []
  for (const part of parts) {
    const match = /^(\d{1,2})[:.](\d{2})-(\d{1,2})[:.](\d{2})$/.exec(part)
    if (!match) return undefined
    const [from, to] = [clock(match[1], match[2]), clock(match[3], match[4])]
    if (from === undefined || to === undefined || from >= to) return undefined
    spans.push({ weekday, from, to })
  }
  return spans
}

function clock(hour = '', minute = ''): string | undefined {
  const text = `${hour.padStart(2, '0')}:${minute}`
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) || text === '24:00' ? text : undefined
}
