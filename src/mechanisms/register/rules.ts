import { defineMachine } from '../../kernel/pure/state.ts'
import type { Counts, ImportMode, ImportState, Total } from './shapes.ts'

export const importMachine = defineMachine({
  name: 'register_import',
  initial: 'uploaded',
  states: {
    uploaded: { label: '已上传', tone: 'waiting' },
    previewing: { label: '正在预演', tone: 'doing' },
    ready: { label: '等待确认', tone: 'waiting' },
    committing: { label: '正在写入', tone: 'doing' },
    done: { label: '已导入', tone: 'done', final: true },
    failed: { label: '未完成', tone: 'late' },
    discarded: { label: '已放弃', tone: 'off', final: true },
  },
  transitions: {
    remap: { title: '重新指定怎么读', from: ['uploaded', 'ready', 'failed'], to: 'uploaded' },
    preview: { title: '预演', from: ['uploaded', 'ready', 'failed'], to: 'previewing' },
    previewed: { title: '预演结束', from: ['previewing'], to: 'ready' },
    commit: { title: '写入', from: ['ready', 'failed'], to: 'committing' },
    finish: { title: '写入完毕', from: ['committing'], to: 'done' },
    refuse: { title: '因有错行退回', from: ['committing'], to: 'ready' },
    fail: { title: '中断', from: ['previewing', 'committing'], to: 'failed' },
    discard: { title: '放弃', from: ['uploaded', 'previewing', 'ready', 'failed'], to: 'discarded' },
  },
})

/** A run that has not reported for this long has died. */
export const STALE_MS = 20_000
export const INTERRUPTED = '中断，未写入任何内容。可以再试一次。'
export const PREVIEW_INTERRUPTED = '预演中断了，什么也没有写入。可以再试一次。'

export interface RunMark {
  state: ImportState
  heartbeatAt: Date | null
}

export const isRunning = (state: ImportState): boolean => state === 'previewing' || state === 'committing'

/**
 * A run whose process died; its transaction is gone with it. A sign of life from far ahead was given by a clock
 * that was wrong, and says nothing. Taking a run over that lives after all does no harm: the older one writes nothing.
 */
export function isInterrupted(run: RunMark, now: Date): boolean {
  return isRunning(run.state) && Math.abs((run.heartbeatAt?.getTime() ?? 0) - now.getTime()) > STALE_MS
}

/** State and error as people should see them, dead runs included. */
export function seenAs(
  run: RunMark & { error: string | null },
  now: Date,
): { state: ImportState; error: string | null } {
  if (!isInterrupted(run, now)) return { state: run.state, error: run.error }
  return { state: 'failed', error: run.state === 'committing' ? INTERRUPTED : PREVIEW_INTERRUPTED }
}

/** Counts of rows by what became of them; always rowsRead = imported + refused + skipped. */
export function countRows(rows: readonly { status: string }[]): Counts {
  const counts: Counts = { rowsRead: rows.length, imported: 0, refused: 0, skipped: 0 }
  for (const { status } of rows) {
    if (status === 'refused') counts.refused++
    else if (status === 'skipped') counts.skipped++
    else counts.imported++
  }
  return counts
}

/** Nothing is written if any row was refused and all were wanted, or if every row was. */
export const isNotWorthWriting = (counts: Counts, mode: ImportMode): boolean =>
  counts.refused > 0 && (mode === 'all-or-nothing' || counts.imported === 0)

/** Sums quantities of equal things, exact to three decimals. */
export function addUp(totals: readonly Total[]): Total[] {
  const sums = new Map<string, Total & { thousandths: number }>()
  for (const total of totals) {
    const key = JSON.stringify([total.group, total.item, total.unit, total.counts])
    const sum = sums.get(key) ?? { ...total, thousandths: 0 }
    sum.thousandths += Math.round(total.quantity * 1000)
    sums.set(key, sum)
  }
  return [...sums.values()].map(({ thousandths, ...total }) => ({ ...total, quantity: thousandths / 1000 }))
}

/** The n-th row with this content, so that equal rows of one file stay apart and a second file meets them. */
export function numberRepeats(contents: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, number>()
  return contents.map(content => {
    const text = JSON.stringify(content.map(part => part.normalize('NFKC').replace(/\s+/g, '')))
    const nth = (seen.get(text) ?? 0) + 1
    seen.set(text, nth)
    return `${text}#${nth}`
  })
}
