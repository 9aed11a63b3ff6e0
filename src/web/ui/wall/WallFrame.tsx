import { type ReactNode, useEffect } from 'react'
import { useNow } from '../time/Now.tsx'
import { clockFace, type Moment } from '../time/when.ts'
import './wall.css'

export interface WallFrameProps {
  school: string
  title: string
  /** When the figures were fetched; told when they are old. */
  asAt: Moment
  onRefresh: () => void
  everySeconds?: number
  /** The last refresh failed: the old figures stay, and it is said. */
  failed?: boolean
  children: ReactNode
}

/** The office's screen on the wall: dark, large, nothing to press, refreshes itself. */
export function WallFrame(props: WallFrameProps) {
  const { school, title, asAt, onRefresh, everySeconds = 60, failed = false, children } = props
  const now = useNow()
  const face = clockFace(now)
  useEffect(() => {
    const timer = setInterval(onRefresh, everySeconds * 1000)
    return () => clearInterval(timer)
  }, [onRefresh, everySeconds])
  return (
    <main className="zw-wall" data-theme="dark">
      <header>
        <div>
          <p>{school}</p>
          <h1>{title}</h1>
        </div>
        <p className="zw-wall-clock">
          <span>
            {face.month}月{face.day}日 {face.weekday}
          </span>
          <b>{face.clock}</b>
        </p>
      </header>
      <div className="zw-wall-body">{children}</div>
      <footer data-failed={failed || undefined}>
        {failed ? `网络不通，显示的是 ${clockFace(asAt).clock} 的情况` : `更新于 ${clockFace(asAt).clock}`}
      </footer>
    </main>
  )
}

export interface WallFigureProps {
  label: string
  value: string | number
  unit?: string
  note?: string
  tone?: 'late' | 'waiting' | 'done'
}

/** One figure that is read from across the room. */
export function WallFigure({ label, value, unit, note, tone }: WallFigureProps) {
  return (
    <section className="zw-wall-figure" data-tone={tone}>
      <h2>{label}</h2>
      <p>
        <b>{value}</b>
        {unit && <span>{unit}</span>}
      </p>
      {note && <p className="zw-wall-note">{note}</p>}
    </section>
  )
}

/** The lines one walks up to: each as long as the wall allows. */
export function WallList({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="zw-wall-list">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}
