import { useNow } from '../time/Now.tsx'
import { formatFull, type Moment } from '../time/when.ts'

export interface PrintHeadProps {
  school: string
  /** What is printed: 报修单清单 */
  title: string
  /** Under which filter: 未完成的 · 电工 · 2025年秋季学期 */
  filter?: string
  by: string
  at?: Moment
}

/** Head of a printed page: the school, what it is, under which filter, by whom, when. Unseen on screen. */
export function PrintHead({ school, title, filter, by, at }: PrintHeadProps) {
  const now = useNow()
  return (
    <header className="zw-print-head">
      <p className="zw-print-school">{school}</p>
      <p className="zw-print-title">{title}</p>
      <p className="zw-print-meta">
        <span>{filter ? `范围：${filter}` : ''}</span>
        <span>
          {by} 打印于 {formatFull(at ?? now)}
        </span>
      </p>
    </header>
  )
}

/** Boxes to sign by hand, for the paper that still goes round. Unseen on screen. */
export function SignatureBoxes({ places }: { places: readonly string[] }) {
  return (
    <section className="zw-sign-boxes">
      {places.map(place => (
        <div key={place}>
          <span>{place}</span>
          <span>年　　月　　日</span>
        </div>
      ))}
    </section>
  )
}
