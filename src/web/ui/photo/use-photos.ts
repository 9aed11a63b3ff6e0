import { useEffect, useRef, useState } from 'react'
import { compressPhoto } from './compress.ts'

export interface PickedPhoto {
  key: string
  file: File
  /** An object URL, revoked when the photo or the component goes. */
  url: string
}

export interface PhotosState {
  photos: readonly PickedPhoto[]
  /** Still being made smaller. */
  busy: boolean
  add: (files: FileList | null) => Promise<void>
  remove: (key: string) => void
}

let lastKey = 0

/** The pictures of one answer: made smaller on the device, shown at once, removable. */
export function usePhotos(max: number, onChange?: (files: File[]) => void): PhotosState {
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([])
  const [busy, setBusy] = useState(false)
  const latest = useRef(photos)
  latest.current = photos
  useEffect(
    () => () => {
      for (const p of latest.current) URL.revokeObjectURL(p.url)
    },
    [],
  )
  const keep = (next: readonly PickedPhoto[]) => {
    latest.current = next
    setPhotos(next)
    onChange?.(next.map(p => p.file))
  }
  return {
    photos,
    busy,
    async add(files) {
      const wanted = [...(files ?? [])].slice(0, max - latest.current.length)
      if (wanted.length === 0) return
      setBusy(true)
      try {
        const smaller = await Promise.all(wanted.map(file => compressPhoto(file)))
        keep([
          ...latest.current,
          ...smaller.map(file => ({ key: `photo-${++lastKey}`, file, url: URL.createObjectURL(file) })),
        ])
      } finally {
        setBusy(false)
      }
    },
    remove(key) {
      const gone = latest.current.find(p => p.key === key)
      if (gone) URL.revokeObjectURL(gone.url)
      keep(latest.current.filter(p => p.key !== key))
    },
  }
}
