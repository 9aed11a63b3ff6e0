import type { Tone } from '../../../kernel/pure/state.ts'
import { clockFace, formatFull, formatSpan, isDay, type Moment, toMs } from './when.ts'

export type DueLevel = 'calm' | 'soon' | 'today' | 'late' | 'paused' | 'done' | 'done-late'

export interface DueInput {
  /** An instant, or a day (then until the end of that day). */
  dueAt: Moment
  now: Moment
  doneAt?: Moment | undefined
  /** Why the clock stands still, e.g. 等材料. */
  pausedReason?: string | undefined
}

export interface DueState {
  level: DueLevel
  tone: Tone
  /** Short enough for a table cell: 还有5天, 明天 17:00 前, 今天到期, 晚了2天. */
  text: string
  /** The exact date, for hover and screen readers. */
  full: string
}

const TONES: Record<DueLevel, Tone> = {
  calm: 'off',
  soon: 'waiting',
  today: 'waiting',
  late: 'late',
  paused: 'off',
  done: 'done',
  'done-late': 'off',
}

const DAY_MS = 86_400_000

/** How a clock stands: the one answer for lists, documents, desk and wall. */
export function dueState({ dueAt, now, doneAt, pausedReason }: DueInput): DueState {
  const end = toMs(dueAt) + (isDay(dueAt) ? DAY_MS : 0)
  const [level, text] = judge(dueAt, end, now, doneAt, pausedReason)
  const full = `期限 ${formatFull(dueAt)}${doneAt === undefined ? '' : `，完成于 ${formatFull(doneAt)}`}`
  return { level, text, full, tone: TONES[level] }
}

function judge(
  dueAt: Moment,
  end: number,
  now: Moment,
  doneAt: Moment | undefined,
  pausedReason: string | undefined,
): [DueLevel, string] {
  if (doneAt !== undefined) {
    const over = toMs(doneAt) - end
    return over > 0 ? ['done-late', `晚${lateBy(dueAt, doneAt, over)}完成`] : ['done', '按时完成']
  }
  if (pausedReason) return ['paused', `停表：${pausedReason}`]
  const left = end - toMs(now)
  if (left < 0 || (left === 0 && isDay(dueAt))) return ['late', `晚了${lateBy(dueAt, now, -left)}`]
  const due = clockFace(dueAt)
  const days = due.dayNumber - clockFace(now).dayNumber
  const say = (day: string): string => (due.clock ? `${day} ${due.clock} 前` : `${day}到期`)
  if (days === 0) return ['today', say('今天')]
  if (days <= 2) return ['soon', say(days === 1 ? '明天' : '后天')]
  return ['calm', `还有${days}天`]
}

/** Late against a day counts days: one minute past midnight is already "1天". */
function lateBy(dueAt: Moment, at: Moment, over: number): string {
  if (!isDay(dueAt)) return formatSpan(over)
  return `${clockFace(at).dayNumber - clockFace(dueAt).dayNumber}天`
}
