import { create } from 'qrcode'
import { useMemo } from 'react'

export interface QrCodeProps {
  /** The address or code itself. */
  value: string
  size?: number
  /** What it leads to, for screen readers. */
  label?: string
}

/** A QR code as one SVG path: sharp on every printer, dark on white in both themes so that phones read it. */
export function QrCode({ value, size = 80, label = '二维码' }: QrCodeProps) {
  const { side, path } = useMemo(() => qrPath(value), [value])
  return (
    <svg
      className="zw-qr"
      viewBox={`-2 -2 ${side + 4} ${side + 4}`}
      width={size}
      height={size}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x="-2" y="-2" width={side + 4} height={side + 4} fill="#fff" />
      <path d={path} fill="#1f2a2e" />
    </svg>
  )
}

/** The dark modules as horizontal runs, in module units. */
export function qrPath(value: string): { side: number; path: string } {
  const { modules } = create(value, { errorCorrectionLevel: 'M' })
  const parts: string[] = []
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue
      const start = x
      while (x + 1 < modules.size && modules.get(y, x + 1)) x++
      parts.push(`M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`)
    }
  }
  return { side: modules.size, path: parts.join('') }
}
