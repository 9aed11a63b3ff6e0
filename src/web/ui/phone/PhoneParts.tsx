import type { ReactNode } from 'react'
import { Glyph } from '../marks/Glyph.tsx'
import { PhotoPicker } from '../photo/PhotoPicker.tsx'
import './phone.css'

export interface PhotoTakeProps {
  onChange: (files: File[]) => void
  max?: number
  hint?: string
}

/** The camera as the largest thing on the screen. */
export const PhotoTake = (props: PhotoTakeProps) => <PhotoPicker large {...props} />

export interface PhoneNoticeProps {
  tone?: 'doing' | 'waiting' | 'done' | 'late'
  title: string
  children?: ReactNode
}

/** What just happened, or why it cannot go on: 已报，编号 BX-2026-000123，预计今天有人来. */
export function PhoneNotice({ tone = 'doing', title, children }: PhoneNoticeProps) {
  return (
    <section className="zw-phone-notice" data-tone={tone} role={tone === 'late' ? 'alert' : 'status'}>
      <Glyph tone={tone} size={28} />
      <div>
        <p className="zw-phone-notice-title">{title}</p>
        {children}
      </div>
    </section>
  )
}

/** A single column without steps: the page that follows an order, the fee board at the gate. */
export function PublicPage({
  school,
  title,
  children,
}: {
  school: string
  title: string
  children: ReactNode
}) {
  return (
    <div className="zw-public">
      <header>
        <p>{school}</p>
        <h1>{title}</h1>
      </header>
      <main>{children}</main>
    </div>
  )
}
