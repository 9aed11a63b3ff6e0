import { type PointerEvent, useRef, useState } from 'react'
import { Button } from '../../../web/ui/index.ts'
import { BOX, type Point, pathOf, thin } from '../strokes.ts'
import './signature.css'

interface SignPadProps {
  /** Who is to write: 请领用人顾晓燕签名 */
  label: string
  /** The path drawn so far; empty when nothing is there. */
  onChange: (path: string) => void
}

/** A line to sign on, with finger, pen or mouse. */
export function SignPad({ label, onChange }: SignPadProps) {
  const [strokes, setStrokes] = useState<readonly (readonly Point[])[]>([])
  const current = useRef<Point[] | null>(null)
  const [live, setLive] = useState<readonly Point[]>([])
  const begin = (event: PointerEvent<SVGSVGElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    current.current = [pointAt(event)]
    setLive(current.current)
  }
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    if (!current.current) return
    current.current = [...current.current, pointAt(event)]
    setLive(current.current)
  }
  const end = (): void => {
    if (!current.current) return
    const next = [...strokes, thin(current.current)]
    current.current = null
    setLive([])
    setStrokes(next)
    onChange(pathOf(next))
  }
  const clear = (): void => {
    setStrokes([])
    onChange('')
  }
  return (
    <div className="zw-sign-pad">
      <svg
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        role="img"
        aria-label={label}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <path className="zw-sign-line" d="M60 330H940" />
        {strokes.length === 0 && live.length === 0 && (
          <text x={BOX.width / 2} y={190} textAnchor="middle">
            {label}
          </text>
        )}
        <path className="zw-sign-ink" d={pathOf([...strokes, live])} />
      </svg>
      <Button kind="quiet" onClick={clear} disabled={strokes.length === 0}>
        清除重签
      </Button>
    </div>
  )
}

function pointAt(event: PointerEvent<SVGSVGElement>): Point {
  const box = event.currentTarget.getBoundingClientRect()
  return [
    ((event.clientX - box.left) / box.width) * BOX.width,
    ((event.clientY - box.top) / box.height) * BOX.height,
  ]
}
