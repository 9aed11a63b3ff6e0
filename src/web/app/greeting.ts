import { clockFace } from '../ui/time/when.ts'

/** By the school's clock, wherever the reader's device believes to be. */
export function greeting(now: Date): string {
  const hour = Number(clockFace(now).clock.slice(0, 2))
  if (hour < 6) return '夜里好'
  if (hour < 11) return '早上好'
  if (hour < 13) return '中午好'
  return hour < 18 ? '下午好' : '晚上好'
}
