import ScanLine from 'lucide-react/icons/scan-line'
import { useEffect, useRef, useState } from 'react'
import { toast } from '../../../../web/ui/index.ts'
import { codeFrom } from './seen.ts'

/** What browsers offer under this name; not all do, and then the number is typed. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** A camera needs a safe address as well; a school's plain http one has none. */
const mayScan = (): boolean =>
  detectorClass() !== undefined && navigator.mediaDevices?.getUserMedia !== undefined

/** The camera where there is one, and a line for the number: typed, or sent by a scanner gun that ends with Enter. */
export function ScanBox({ onCode, disabled }: { onCode: (code: string) => void; disabled: boolean }) {
  const [text, setText] = useState('')
  const [scanning, setScanning] = useState(false)
  const [letters, setLetters] = useState(false)
  const send = (): void => {
    const code = codeFrom(text)
    setText('')
    if (code) onCode(code)
  }
  return (
    <div className="zw-count-scan">
      {scanning && <Camera onCode={code => onCode(codeFrom(code))} onStop={() => setScanning(false)} />}
      <form
        onSubmit={e => {
          e.preventDefault()
          send()
        }}
      >
        <input
          aria-label="资产编号"
          placeholder={letters ? '整个编号' : '编号后四位'}
          value={text}
          maxLength={200}
          disabled={disabled}
          inputMode={letters ? 'text' : 'numeric'}
          autoCapitalize="characters"
          autoComplete="off"
          enterKeyHint="done"
          onChange={e => setText(e.target.value)}
        />
        <button type="submit" disabled={disabled || !text.trim()}>
          记
        </button>
        <button
          type="button"
          data-letters
          disabled={disabled}
          aria-pressed={letters}
          aria-label={letters ? '换数字键盘' : '换字母键盘'}
          onClick={() => setLetters(!letters)}
        >
          {letters ? '123' : 'ABC'}
        </button>
        {mayScan() && (
          <button type="button" data-scan disabled={disabled} onClick={() => setScanning(!scanning)}>
            <ScanLine aria-hidden />
            {scanning ? '停' : '扫码'}
          </button>
        )}
      </form>
    </div>
  )
}

const LOOK_MS = 200
/** The same label stays before the lens for a while; it is one tap. */
const SAME_MS = 2500

function Camera({ onCode, onStop }: { onCode: (code: string) => void; onStop: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const handlers = useRef({ onCode, onStop })
  handlers.current = { onCode, onStop }
  useEffect(() => {
    const Class = detectorClass()
    let stream: MediaStream | undefined
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = { code: '', at: 0 }
    const look = async (detector: Detector): Promise<void> => {
      if (stopped || !video.current) return
      const [seen] = await detector.detect(video.current).catch(() => [])
      const now = Date.now()
      if (seen && (seen.rawValue !== last.code || now - last.at > SAME_MS)) {
        last = { code: seen.rawValue, at: now }
        handlers.current.onCode(seen.rawValue)
      }
      timer = setTimeout(() => void look(detector), LOOK_MS)
    }
    const begin = async (): Promise<void> => {
      if (!Class) return
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (stopped || !video.current) return stopTracks(stream)
      video.current.srcObject = stream
      await video.current.play()
      await look(new Class({ formats: ['qr_code', 'code_128', 'code_39', 'ean_13'] }))
    }
    begin().catch(() => {
      toast.fail('相机没有打开。请在浏览器里允许使用相机，或直接输编号。')
      handlers.current.onStop()
    })
    return () => {
      stopped = true
      clearTimeout(timer)
      stopTracks(stream)
    }
  }, [])
  return <video ref={video} playsInline muted aria-label="对准资产标签" />
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
