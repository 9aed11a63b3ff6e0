import { Drawer } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useIsPhone, useMedia } from '../base/media.ts'
import './drawer.css'

export interface EvidenceDrawerProps {
  open: boolean
  onClose: () => void
  /** What the rows are: 本周完成的报修单，37件. */
  title: string
  /** From where and as at when. */
  note?: ReactNode
  children: ReactNode
  foot?: ReactNode
  width?: number
}

/**
 * The rows behind a figure, beside the text: on a wide screen the page moves aside and stays usable, on a
 * phone the drawer rises from below.
 */
export function EvidenceDrawer({
  open,
  onClose,
  title,
  note,
  children,
  foot,
  width = 460,
}: EvidenceDrawerProps) {
  const phone = useIsPhone()
  const wide = useMedia('(min-width: 1200px)')
  const beside = open && wide
  useEffect(() => {
    if (!beside) return
    document.documentElement.style.setProperty('--drawer-w', `${width}px`)
    return () => {
      document.documentElement.style.removeProperty('--drawer-w')
    }
  }, [beside, width])
  return (
    <Drawer
      open={open}
      onClose={onClose}
      mask={!wide}
      title={title}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '82dvh' : width}
      footer={foot}
      rootClassName="zw-drawer"
      destroyOnHidden
    >
      {note && <p className="zw-drawer-note">{note}</p>}
      {children}
    </Drawer>
  )
}
