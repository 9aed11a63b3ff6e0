import { type ReactNode, useEffect, useRef, useState } from 'react'
import { toast } from '../feedback/toast.ts'
import { takeReaderAlong, textInPicture } from './reader.ts'
import { Viewfinder } from './Viewfinder.tsx'
import './scan.css'

/** A camera needs a safe address as well; a school's plain http one has none, and takes a picture instead. */
const hasCamera = (): boolean => navigator.mediaDevices?.getUserMedia !== undefined

export interface ScanProps {
  /** What is held before the lens. */
  label: string
  /** What else one can do where it does not work: 或直接输编号. */
  instead: string
  onText: (text: string) => void
}

export interface Scan {
  /** The camera is on. */
  live: boolean
  /** Turns the camera on or off; where there is none, lets a picture of the label be taken. */
  toggle: () => void
  stop: () => void
  /** Belongs where the camera's picture is to stand. */
  view: ReactNode
}

/** Reading labels with the phone's camera, in every browser: live where the address is safe, else from a picture. */
export function useScan({ label, instead, onText }: ScanProps): Scan {
  const [live, setLive] = useState(false)
  const [refused, setRefused] = useState(false)
  const picture = useRef<HTMLInputElement>(null)
  useEffect(() => void takeReaderAlong(), [])
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const text = await textInPicture(file)
    if (text) onText(text)
    else toast.fail(`照片里没有认出二维码。请靠近一些、把标签拍正再试，${instead}。`)
  }
  const fail = (): void => {
    setLive(false)
    setRefused(true)
    toast.fail(`相机没有打开。再点一次可以拍一张标签的照片来认，${instead}。`)
  }
  return {
    live,
    toggle: () => (hasCamera() && !refused ? setLive(!live) : picture.current?.click()),
    stop: () => setLive(false),
    view: (
      <>
        {live && <Viewfinder label={label} onText={onText} onFail={fail} />}
        <input
          ref={picture}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          aria-label={label}
          onChange={event => {
            const [file] = event.target.files ?? []
            event.target.value = ''
            void read(file)
          }}
        />
      </>
    ),
  }
}
