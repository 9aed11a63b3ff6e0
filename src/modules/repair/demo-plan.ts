import { addDays, weekdayOf } from '../../kernel/pure/calendar/day.ts'
import { fromInstant, SHANGHAI, toInstant } from '../../kernel/pure/calendar/zone.ts'
import { DEMO_FAULTS, type DemoFault } from './demo-faults.ts'

/** The last weeks of this term, and a piece of an earlier one to compare with, in days before now. */
const SPANS = [
  { from: 270, to: 160, count: 55 },
  { from: 80, to: 0, count: 100 },
]
/** Terms that stay empty, for the sample registers that are imported into them. */
const KEPT_EMPTY = ['2025-09-01', '2026-01-31'] as const

const REPORTERS = ['teacher', 'classteacher', 'clerk', 'teacher', 'director'] as const
export type Fate =
  | 'closed'
  | 'reported'
  | 'accepted'
  | 'dispatched'
  | 'in_progress'
  | 'waiting'
  | 'done'
  | 'confirmed'
  | 'rework'
  | 'rejected'
  | 'cancelled'

export interface Planned {
  at: Date
  reporter: string
  fault: DemoFault
  placeId: string
  fate: Fate
  /** Working days until it is repaired. */
  takes: number
  rating: number | null
  qty: number
}

export interface Places {
  dormitory: string[]
  classroom: string[]
  any: string[]
}

/** What is reported when, oldest first, and what becomes of it. The newest show every state. */
export function plan(now: Date, places: Places, random: () => number): Planned[] {
  const faults = DEMO_FAULTS.flatMap(fault => Array.from({ length: fault.weight }, () => fault))
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const times = SPANS.flatMap(({ from, to, count }) =>
    Array.from({ length: count }, () => reportTime(now, to + random() * (from - to), random)),
  )
    .filter(at => {
      const { day } = fromInstant(at, SHANGHAI)
      return at < now && (day < KEPT_EMPTY[0] || day > KEPT_EMPTY[1])
    })
    .sort((a, b) => a.getTime() - b.getTime())
  return times.map((at, i) => {
    const fault = pick(faults)
    const [least, most] = fault.qty
    return {
      at,
      reporter: pick(REPORTERS),
      fault,
      placeId: pick(places[fault.where]),
      fate: fateOf(times.length - 1 - i, random),
      takes: random() < 0.12 ? 5 : Math.floor(random() * 3),
      rating: random() < 0.75 ? (random() < 0.1 ? 2 : random() < 0.35 ? 4 : 5) : null,
      qty: least + Math.floor(random() * (most - least + 1)),
    }
  })
}

const NEWEST: readonly Fate[] = [
  ...['reported', 'reported', 'accepted', 'reported', 'dispatched', 'accepted', 'in_progress', 'dispatched'],
  ...['waiting', 'done', 'dispatched', 'in_progress', 'done', 'waiting', 'confirmed', 'rejected', 'done'],
  ...[
    'rework',
    'waiting',
    'done',
    'in_progress',
    'cancelled',
    'confirmed',
    'dispatched',
    'done',
    'confirmed',
  ],
] as Fate[]

function fateOf(age: number, random: () => number): Fate {
  const newest = NEWEST[age]
  if (newest) return newest
  const chance = random()
  return chance < 0.03 ? 'rejected' : chance < 0.05 ? 'cancelled' : 'closed'
}

/** Within school hours, on a working weekday. */
function reportTime(now: Date, daysAgo: number, random: () => number): Date {
  let { day } = fromInstant(new Date(now.getTime() - daysAgo * DAY_MS), SHANGHAI)
  while (weekdayOf(day) > 5) day = addDays(day, -1)
  return toInstant(day, 450 + Math.floor(random() * 560), SHANGHAI)
}

const DAY_MS = 86_400_000

/** The same demo each time (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
