import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { Button } from '../base/Button.tsx'
import { useIsPhone } from '../base/media.ts'
import '../form/form.css'
import './form-dialog.css'

export interface FormDialogProps {
  open: boolean
  /** What will be done: 派工 · BX-2026-000123 */
  title: string
  /** The verb on the button. */
  ok: string
  busy?: boolean
  danger?: boolean
  onOk: () => void
  onClose: () => void
  children: ReactNode
  width?: number
}

/** A short form over the page, for an action that needs two or three answers. Ctrl+Enter sends. */
export function FormDialog({
  open,
  title,
  ok,
  busy = false,
  danger,
  onOk,
  onClose,
  children,
  width = 520,
}: FormDialogProps) {
  const phone = useIsPhone()
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      width={phone ? '100vw' : width}
      rootClassName="zw-form-dialog"
      destroyOnHidden
      footer={
        <>
          <Button onClick={onClose}>先不</Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={onOk}>
            {ok}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut over the fields inside, not a control */}
      <div
        className="zw-dialog-fields"
        onKeyDown={e => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !busy) onOk()
        }}
      >
        {children}
      </div>
    </Modal>
  )
}
