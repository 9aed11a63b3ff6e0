import X from 'lucide-react/icons/x'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton, join } from '../base/Button.tsx'
import './dialog.css'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  children?: ReactNode
  foot?: ReactNode
  /** `sheet` rises from the bottom of a phone; `full` fills the screen (photos). */
  kind?: 'box' | 'sheet' | 'full'
  className?: string
}

/**
 * The browser's own modal dialog: keeps the focus inside and closes on Esc. It lies above everything, so
 * pickers that open a layer of their own (selects, dates) belong into `FormDialog` instead.
 */
export function Dialog({ open, onClose, title, children, foot, kind = 'box', className }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog || dialog.open === open) return
    if (!open) return dialog.close()
    dialog.showModal()
    // The browser would focus the close button; what matters first is marked, else the title is read out.
    const first = dialog.querySelector<HTMLElement>('[data-first]') ?? dialog.querySelector('h2')
    first?.focus()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop is a shortcut; Esc and the button do the same
    <dialog
      ref={ref}
      className={join('zw-dialog', className)}
      data-kind={kind}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={e => e.target === ref.current && onClose()}
    >
      {open && (
        <div className="zw-dialog-sheet">
          <header>
            <h2 id={titleId} tabIndex={-1}>
              {title}
            </h2>
            <IconButton label="关闭" icon={<X size={18} aria-hidden />} onClick={onClose} />
          </header>
          {children && <div className="zw-dialog-body">{children}</div>}
          {foot && <footer>{foot}</footer>}
        </div>
      )}
    </dialog>
  )
}
