import type { ReactNode } from 'react'
import { Button } from '../base/Button.tsx'
import { Glyph } from '../marks/Glyph.tsx'
import './notices.css'

export interface EmptyProps {
  /** What will stand here: 这里会列出本学期的报修单. */
  title: string
  note?: string
  /** The one thing to do, a Button. */
  action?: ReactNode
}

/** An empty page says what will stand here and offers the one thing to do. */
export function Empty({ title, note, action }: EmptyProps) {
  return (
    <div className="zw-empty">
      <svg viewBox="0 0 96 64" width="96" height="64" aria-hidden>
        <path d="M14 4.5h68v55H14z" fill="var(--surface)" stroke="var(--edge)" />
        <path d="M22 16.5h20M66 12.5h8v8h-8z" fill="none" stroke="var(--edge)" />
        <path d="M22 28.5h52M22 38.5h52M22 48.5h52" stroke="var(--hairline)" />
      </svg>
      <p className="zw-empty-title">{title}</p>
      {note && <p className="zw-muted">{note}</p>}
      {action}
    </div>
  )
}

export interface ErrorNoticeProps {
  /** What happened, for the reader: 没能取到报修单. */
  what?: string
  /** Why and the way out; a server's refusal says all of it in its message. */
  message: string
  /** The rule that refused, with its source. */
  rule?: string | undefined
  requestId?: string | undefined
  onRetry?: () => void
}

/** A failure in words: what happened, why, what to do. */
export function ErrorNotice({ what, message, rule, requestId, onRetry }: ErrorNoticeProps) {
  return (
    <div className="zw-notice" data-tone="late" role="alert">
      <Glyph tone="late" size="1.2em" />
      <div>
        {what && <p className="zw-notice-title">{what}</p>}
        <p>{message}</p>
        {rule && <p className="zw-notice-rule">依据：{rule}</p>}
        {requestId && <p className="zw-notice-rule">仍不行时，请把这串编号告诉管理员：{requestId}</p>}
      </div>
      {onRetry && <Button onClick={onRetry}>再试一次</Button>}
    </div>
  )
}

export interface NoticeProps {
  tone?: 'doing' | 'waiting' | 'done' | 'late'
  children: ReactNode
  action?: ReactNode
}

/** A line that should be read before going on. */
export function Notice({ tone = 'doing', children, action }: NoticeProps) {
  return (
    <div className="zw-notice" data-tone={tone} role={tone === 'late' ? 'alert' : 'note'}>
      <Glyph tone={tone} size="1.2em" />
      <div>{children}</div>
      {action}
    </div>
  )
}

export interface LoadingProps {
  kind?: 'rows' | 'slip' | 'figures'
  rows?: number
}

/** The outline of what is coming, so that nothing jumps when it arrives. */
export function Loading({ kind = 'rows', rows = 8 }: LoadingProps) {
  const count = kind === 'figures' ? 6 : rows
  return (
    <div className="zw-loading" data-kind={kind} role="status">
      <span className="zw-sr">正在取…</span>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders without identity
        <i key={i} style={{ inlineSize: kind === 'rows' ? undefined : `${WIDTHS[i % WIDTHS.length]}%` }} />
      ))}
    </div>
  )
}

const WIDTHS = [72, 94, 58, 83, 66]
