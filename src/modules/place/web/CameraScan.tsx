import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../web/ui/base/Button.tsx'

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Browsers that read QR codes themselves; elsewhere the phone's own scanner opens the label's address. */
export const canScan = (): boolean => detectorClass() !== undefined && navigator.mediaDevices !== undefined

const EVERY_MS = 250

/** The camera's picture until it shows a code. */
export function CameraScan({ onText, onClose }: { onText: (text: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  const found = useRef(onText)
  found.current = onText
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setInterval> | undefined
    let over = false
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const view = video.current
      const Class = detectorClass()
      if (over || !view || !Class) return stop()
      view.srcObject = stream
      await view.play()
      const detector = new Class({ formats: ['qr_code'] })
      timer = setInterval(() => {
        void detector.detect(view).then(([code]) => {
          if (!code || over) return
          stop()
          found.current(code.rawValue)
        })
      }, EVERY_MS)
    }
    const stop = (): void => {
      over = true
      clearInterval(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    start().catch(() => setFailed(true))
    return stop
  }, [])
  return (
    <div className="zw-scan">
      {failed ? (
        <p>打不开摄像头。请在浏览器里允许使用摄像头，或直接输入标签上的码。</p>
      ) : (
        <video ref={video} playsInline muted aria-label="对准二维码" />
      )}
      <Button onClick={onClose}>不扫了</Button>
    </div>
  )
}
