import { useEffect, useRef } from 'react'
import { detector } from './reader.ts'

const LOOK_MS = 200
/** A label that stays before the lens is one tap; it counts anew when it was gone for so long. */
const SAME_MS = 2500

interface ViewfinderProps {
  label: string
  onText: (text: string) => void
  onFail: () => void
}

/** The camera's picture, and every label that comes before it. */
export function Viewfinder({ label, onText, onFail }: ViewfinderProps) {
  const video = useRef<HTMLVideoElement>(null)
  const handlers = useRef({ onText, onFail })
  handlers.current = { onText, onFail }
  useEffect(() => {
    let stream: MediaStream | undefined
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = { text: '', at: 0 }
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const reader = await detector()
      if (stopped || !video.current) return stopTracks(stream)
      video.current.srcObject = stream
      await video.current.play()
      const look = async (): Promise<void> => {
        if (stopped || !video.current) return
        const [seen] = await reader.detect(video.current).catch(() => [])
        const now = Date.now()
        if (!stopped && seen) {
          const again = seen.rawValue === last.text && now - last.at < SAME_MS
          last = { text: seen.rawValue, at: now }
          if (!again) handlers.current.onText(seen.rawValue)
        }
        timer = setTimeout(() => void look(), LOOK_MS)
      }
      await look()
    }
    begin().catch(() => {
      if (!stopped) handlers.current.onFail()
    })
    return () => {
      stopped = true
      clearTimeout(timer)
      stopTracks(stream)
    }
  }, [])
  return <video ref={video} className="zw-viewfinder" playsInline muted aria-label={label} />
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
