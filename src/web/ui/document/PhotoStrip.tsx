import { useState } from 'react'
import { Lightbox } from './Lightbox.tsx'
import './photos.css'

export interface Photo {
  key: string
  src: string
  thumb?: string
  /** 修前, 修后, 铭牌 */
  caption?: string
}

/** Thumbnails that open large; evidence is looked at, not downloaded. */
export function PhotoStrip({ photos, size = 88 }: { photos: readonly Photo[]; size?: number }) {
  const [at, setAt] = useState<number>()
  if (photos.length === 0) return null
  return (
    <>
      <ul className="zw-photos">
        {photos.map((photo, i) => (
          <li key={photo.key}>
            <button
              type="button"
              onClick={() => setAt(i)}
              aria-label={`看大图：${photo.caption ?? `照片${i + 1}`}`}
            >
              <img src={photo.thumb ?? photo.src} width={size} height={size} alt="" loading="lazy" />
              {photo.caption && <span>{photo.caption}</span>}
            </button>
          </li>
        ))}
      </ul>
      {at !== undefined && (
        <Lightbox photos={photos} at={at} onMove={setAt} onClose={() => setAt(undefined)} />
      )}
    </>
  )
}
