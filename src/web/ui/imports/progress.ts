import { formatSpan } from '../time/when.ts'

export interface ProgressInput {
  done: number
  total: number
  startedAt: number
  now: number
}

const KNOW_AFTER_MS = 3000

/** Done so far in words: 第 1,200 行，共 3,000 行，约剩 2分钟. Says nothing of the time before it can know. */
export function progressText({ done, total, startedAt, now }: ProgressInput): string {
  const count = `第 ${done.toLocaleString('zh-CN')} 行，共 ${total.toLocaleString('zh-CN')} 行`
  const passed = now - startedAt
  if (done >= total) return `${count}，做完了`
  if (done === 0 || passed < KNOW_AFTER_MS) return count
  return `${count}，约剩${formatSpan((passed / done) * (total - done))}`
}
