const DRAW_EVERY_MS = 100

/** Draws "已处理 120 / 976 行" in place while somebody watches; nothing otherwise. */
export function progressLine(deps: {
  err(text: string): void
  watched: boolean
}): (done: number, total: number) => void {
  let last = 0
  return (done, total) => {
    if (!deps.watched || total === 0) return
    const now = performance.now()
    if (done < total && now - last < DRAW_EVERY_MS) return
    last = now
    deps.err(`\r已处理 ${done} / ${total} 行${done >= total ? '\n' : ''}`)
  }
}
