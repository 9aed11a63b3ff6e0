import { useEffect, useState } from 'react'
import { type Photo, PhotoStrip } from '../../ui/document/PhotoStrip.tsx'
import { fetchPhoto, photoAddress, schoolSlug } from '../net/call.ts'

export interface RemotePhoto {
  id: string
  caption?: string
}

/** Photos from the server; `secret` is the token that lets a stranger see them. */
export function RemotePhotos({
  photos,
  secret,
  size = 96,
}: {
  photos: readonly RemotePhoto[]
  secret?: string
  size?: number
}) {
  const shown = useSources(photos, secret)
  return <PhotoStrip photos={shown} size={size} />
}

/** One small picture beside a choice. */
export function RemoteThumb({ id, alt }: { id: string; alt: string }) {
  const [photo] = useSources([{ id }], undefined)
  return photo ? <img src={photo.thumb} alt={alt} loading="lazy" /> : null
}

function useSources(photos: readonly RemotePhoto[], secret: string | undefined): Photo[] {
  const plain = photos.map(p => ({
    key: p.id,
    src: photoAddress(p.id, 'large', secret),
    thumb: photoAddress(p.id, 'thumb', secret),
    ...(p.caption ? { caption: p.caption } : {}),
  }))
  const [fetched, setFetched] = useState<ReadonlyMap<string, string>>(new Map())
  const addresses = schoolSlug ? plain.map(p => p.src).join(' ') : ''
  useEffect(() => {
    if (!addresses) return
    const stop = new AbortController()
    const made: string[] = []
    for (const address of addresses.split(' '))
      fetchPhoto(address, stop.signal)
        .then(blob => {
          const url = URL.createObjectURL(blob)
          made.push(url)
          setFetched(was => new Map(was).set(address, url))
        })
        // A photo that does not come leaves the rest of the page as it is.
        .catch(() => undefined)
    return () => {
      stop.abort()
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [addresses])
  if (!schoolSlug) return plain
  return plain.flatMap(p => {
    const url = fetched.get(p.src)
    return url ? [{ ...p, src: url, thumb: url }] : []
  })
}
