import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useEffect } from 'react'
import { IconButton } from '../base/Button.tsx'
import { Dialog } from '../feedback/Dialog.tsx'
import type { Photo } from './PhotoStrip.tsx'

export interface LightboxProps {
  photos: readonly Photo[]
  at: number
  onMove: (to: number) => void
  onClose: () => void
}

/** One photo over the whole screen; arrow keys turn over. */
export function Lightbox({ photos, at, onMove, onClose }: LightboxProps) {
  const photo = photos[at]
  const last = photos.length - 1
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key === 'ArrowLeft' && at > 0) onMove(at - 1)
      if (e.key === 'ArrowRight' && at < last) onMove(at + 1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [at, last, onMove])
  if (!photo) return null
  const name = photo.caption ?? '照片'
  return (
    <Dialog
      open
      onClose={onClose}
      kind="full"
      className="zw-lightbox"
      title={photos.length > 1 ? `${name} · ${at + 1} / ${photos.length}` : name}
    >
      <img src={photo.src} alt={name} />
      {photos.length > 1 && (
        <nav>
          <IconButton
            label="上一张"
            icon={<ChevronLeft aria-hidden />}
            disabled={at === 0}
            onClick={() => onMove(at - 1)}
          />
          <IconButton
            label="下一张"
            icon={<ChevronRight aria-hidden />}
            disabled={at === last}
            onClick={() => onMove(at + 1)}
          />
        </nav>
      )}
    </Dialog>
  )
}
