import { cloneElement, type ReactElement, type ReactNode } from 'react'
import { Glyph } from '../marks/Glyph.tsx'
import './form.css'

export interface FieldFrameProps {
  /** The control's id, from `form.field(..)`. */
  id: string
  label: string
  /** In the margin until there is an error: why it is asked, an example. */
  hint?: ReactNode
  /** A sentence: what is wrong and what would be right. */
  error?: string | undefined
  /** Marked where an answer is not needed; most are. */
  optional?: boolean
  /** Filled in from elsewhere and may be changed: 按报修人所在部门. */
  filled?: string
  children: ReactElement<ControlProps>
}

interface ControlProps {
  id?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

/** One question of a form: label, control, and a margin for the hint or the error. */
export function Field({ id, label, hint, error, optional, filled, children }: FieldFrameProps) {
  const noteId = `${id}-note`
  return (
    <div className="zw-field" data-error={error ? true : undefined}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="zw-field-optional">可不填</span>}
      </label>
      <div className="zw-field-control">
        {cloneElement(children, {
          id,
          'aria-describedby': noteId,
          ...(error ? { 'aria-invalid': true } : {}),
        })}
        {filled && <p className="zw-field-filled">{filled}，可改</p>}
      </div>
      <p className="zw-field-note" id={noteId} aria-live="polite">
        {error ? (
          <>
            <Glyph tone="late" /> {error}
          </>
        ) : (
          hint
        )}
      </p>
    </div>
  )
}

/** A heading between groups of questions: 一、在哪里. */
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="zw-field-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}
