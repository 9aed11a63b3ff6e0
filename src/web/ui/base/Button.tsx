import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react'
import './button.css'

interface Look {
  /** One primary to a page; danger only for what cannot be taken back. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: ReactNode
  /** Working: the label stays, a second press does nothing. */
  busy?: boolean
  /** Full width. */
  wide?: boolean
}

export type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement>

/** A button that says a verb. */
export function Button({
  kind = 'plain',
  icon,
  busy = false,
  wide,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={join('zw-btn', rest.className)}
      data-kind={kind}
      data-wide={wide || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

export type ButtonLinkProps = Omit<Look, 'busy'> & AnchorHTMLAttributes<HTMLAnchorElement>

/** The same look for what leads to another address. */
export function ButtonLink({ kind = 'plain', icon, wide, children, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={join('zw-btn', rest.className)} data-kind={kind} data-wide={wide || undefined}>
      {icon}
      {children}
    </a>
  )
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Read by screen readers and shown on hover. */
  label: string
  icon: ReactNode
  /** A small count at the corner. */
  badge?: number
}

/** A button with an icon only: its label is never optional. */
export function IconButton({ label, icon, badge, ...rest }: IconButtonProps) {
  const name = badge ? `${label}（${badge}）` : label
  return (
    <button
      type="button"
      title={name}
      aria-label={name}
      {...rest}
      className={join('zw-icon-btn', rest.className)}
    >
      {icon}
      {badge ? (
        <span className="zw-badge" aria-hidden>
          {badge > 99 ? '99+' : badge}
        </span>
      ) : null}
    </button>
  )
}

function Spinner() {
  return (
    <svg className="zw-spin" viewBox="0 0 16 16" width="16" height="16" aria-hidden>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="26 12" />
    </svg>
  )
}

export const join = (...names: (string | undefined | false)[]): string => names.filter(Boolean).join(' ')
