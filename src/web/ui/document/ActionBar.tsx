import { Popover } from 'antd'
import MoreHorizontal from 'lucide-react/icons/ellipsis'
import Lock from 'lucide-react/icons/lock'
import { useState } from 'react'
import { Button } from '../base/Button.tsx'
import { useIsPhone } from '../base/media.ts'
import { type ConfirmOptions, confirm } from '../feedback/confirm.ts'
import { splitActions } from './split-actions.ts'
import './action-bar.css'

export interface Action {
  key: string
  /** The verb: 派工, 退回, 验收. */
  label: string
  kind?: 'primary' | 'plain'
  allowed: boolean
  /** Why it is refused now; shown where people look for the button. A refusal without a reason is not drawn. */
  why?: string | undefined
  danger?: boolean
  /** Asked before running; a string is the question. */
  confirm?: string | Omit<ConfirmOptions, 'ok' | 'danger'>
  /** A promise keeps the button busy until it settles. */
  onRun: () => unknown
}

/** What one may do here, the main thing nearest to the thumb; what is refused says why when asked. */
export function ActionBar({ actions, note }: { actions: readonly Action[]; note?: string }) {
  const phone = useIsPhone()
  const drawn = actions.filter(a => a.allowed || a.why)
  const { shown, more } = splitActions(drawn, phone ? 2 : 6)
  if (drawn.length === 0) return null
  return (
    <div className="zw-actions" role="toolbar" aria-label="可以做的">
      {note && <span className="zw-actions-note">{note}</span>}
      {more.length > 0 && <MoreActions actions={more} />}
      {shown.map(action => (
        <ActionButton key={action.key} action={action} />
      ))}
    </div>
  )
}

function MoreActions({ actions }: { actions: readonly Action[] }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topLeft"
      content={
        <ul className="zw-actions-more">
          {actions.map(action => (
            <li key={action.key}>
              <ActionButton action={action} wide onDone={() => setOpen(false)} />
              {!action.allowed && <p className="zw-small zw-muted">{action.why}</p>}
            </li>
          ))}
        </ul>
      }
    >
      <Button icon={<MoreHorizontal aria-hidden />}>更多</Button>
    </Popover>
  )
}

function ActionButton({ action, wide, onDone }: { action: Action; wide?: boolean; onDone?: () => void }) {
  const [busy, setBusy] = useState(false)
  if (!action.allowed) return <Refused action={action} {...(wide ? { wide } : {})} />
  const run = async () => {
    if (action.confirm && !(await confirm(question(action)))) return
    const outcome = action.onRun()
    if (outcome instanceof Promise) {
      setBusy(true)
      await outcome.finally(() => setBusy(false))
    }
    onDone?.()
  }
  return (
    <Button
      kind={action.danger ? 'danger' : (action.kind ?? 'plain')}
      busy={busy}
      {...(wide ? { wide } : {})}
      onClick={() => void run()}
    >
      {action.label}
    </Button>
  )
}

function Refused({ action, wide }: { action: Action; wide?: boolean }) {
  const { why } = action
  return (
    <Popover trigger={['hover', 'focus', 'click']} content={<p className="zw-actions-why">{why}</p>}>
      <Button
        aria-disabled
        aria-label={`${action.label}，不能做：${why}`}
        icon={<Lock aria-hidden />}
        {...(wide ? { wide } : {})}
      >
        {action.label}
      </Button>
    </Popover>
  )
}

function question(action: Action): ConfirmOptions {
  const asked = typeof action.confirm === 'string' ? { title: action.confirm } : action.confirm
  return { title: `${action.label}？`, ...asked, ok: action.label, danger: action.danger ?? false }
}
