import type { Ctx } from '../../kernel/server/ctx.ts'
import { calendar } from './contract.ts'

const WEEK = [1, 2, 3, 4, 5]

/** Three school years as the demo school keeps them, its sports days, and its hours. */
export async function demo(ctx: Ctx): Promise<void> {
  for (const year of [2024, 2025, 2026]) await ctx.run(calendar.createYear, { year })
  await ctx.run(calendar.setHours, {
    applies: 'school',
    spans: WEEK.flatMap(weekday => [
      { weekday, from: '07:30', to: '11:40' },
      { weekday, from: '13:30', to: '17:20' },
    ]),
  })
  await ctx.run(calendar.setHours, {
    applies: 'vacation',
    spans: [2, 4].map(weekday => ({ weekday, from: '08:30', to: '11:00' })),
  })
  await ctx.run(calendar.markDays, { from: '2025-11-06', to: '2025-11-07', kind: 'off', title: '秋季运动会' })
  await ctx.run(calendar.markDays, {
    from: '2025-12-27',
    to: '2025-12-27',
    kind: 'work',
    title: '家长会',
    like: 5,
  })
}
