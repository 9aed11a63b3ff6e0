const CLOCK =
  /\s*(上午|早上|早|下午|晚上|晚|中午|am|pm)?\s*(\d{1,2})(?::(\d{2})(?::\d{2}(?:\.\d+)?)?|[点时](?:(\d{1,2})分?|(半))?)\s*(am|pm)?z?/i
const HALF_OF_DAY = /\s*(上午|早上|下午|晚上|中午|早晨|傍晚)$/

/** Takes the time of day out of a text: '9/2 17:48' → '9/2' and '17:48'. A time that cannot be is left in. */
export function splitClock(text: string): { rest: string; time?: string } {
  const match = CLOCK.exec(text)
  if (!match) return { rest: text.replace(HALF_OF_DAY, '').trim() }
  const [whole, before = '', hour, minutes, spoken, half, after = ''] = match
  const late = /下午|晚|pm/i.test(before + after) || (before === '中午' && Number(hour) < 3)
  const h = Number(hour) + (late && Number(hour) < 12 ? 12 : 0)
  const mi = half ? 30 : Number(minutes ?? spoken ?? 0)
  if (h > 24 || mi > 59 || (h === 24 && mi > 0)) return { rest: text }
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + whole.length)}`
    .replace(/[[(]\s*[\])]/, '')
    .trim()
  // A spreadsheet writes 0:00 behind a day that has no time.
  return h % 24 === 0 && mi === 0 ? { rest } : { rest, time: clockOf(h, mi) }
}

export const clockOf = (h: number, mi: number): string =>
  `${String(h).padStart(2, '0')}:${String(mi).padStart(2, '0')}`
