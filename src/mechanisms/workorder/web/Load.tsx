import type { CSSProperties } from 'react'
import './orders.css'

/** How full a worker's hands are: 手上 5 单, of which late, against what he manages in a day. */
export function Load({ open, late, capacity }: { open: number; late: number; capacity: number }) {
  const share = Math.min(100, Math.round((open / Math.max(1, capacity)) * 100))
  return (
    <span
      className="zw-load"
      data-full={open >= capacity || undefined}
      title={`手上 ${open} 单，每天能干 ${capacity} 单`}
    >
      <i style={{ '--share': share } as CSSProperties} aria-hidden />
      <span className="zw-num">
        {open} 单{late > 0 && <em>，{late} 单晚了</em>}
      </span>
    </span>
  )
}
