import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '../base/Button.tsx'
import { ErrorNotice } from '../feedback/Notices.tsx'
import { KeyHint } from '../marks/KeyHint.tsx'
import { When } from '../marks/When.tsx'
import { nextControl } from './next-control.ts'
import type { Form } from './use-form.ts'
import './form.css'

export interface FormFrameProps<T extends object> {
  form: Form<T>
  /** 新开报修单 */
  title?: string
  /** What happens after sending, who is told. */
  intro?: ReactNode
  /** The verb on the button: 报修, 交审批. */
  ok: string
  onCancel?: () => void
  children: ReactNode
}

/** A form on paper: labels left, answers in the middle, remarks in the margin. Enter moves on, Ctrl+Enter sends. */
export function FormFrame<T extends object>({
  form,
  title,
  intro,
  ok,
  onCancel,
  children,
}: FormFrameProps<T>) {
  return (
    <form
      className="zw-form"
      noValidate
      onSubmit={e => {
        e.preventDefault()
        void form.submit()
      }}
      onKeyDown={e => onKey(e, form.submit)}
    >
      {title && <h1>{title}</h1>}
      {intro && <p className="zw-form-intro">{intro}</p>}
      {form.draftFrom && (
        <p className="zw-form-draft">
          接着 <When at={form.draftFrom} /> 没写完的内容。
          <button type="button" className="zw-link" onClick={form.restart}>
            不要了，重新写
          </button>
        </p>
      )}
      <div className="zw-form-fields">{children}</div>
      {form.failure && Object.keys(form.errors).length === 0 && <ErrorNotice message={form.failure} />}
      <footer>
        <Button type="submit" kind="primary" busy={form.busy}>
          {ok}
        </Button>
        {onCancel && <Button onClick={onCancel}>先不</Button>}
        <span className="zw-form-keys">
          <KeyHint keys="Ctrl+Enter" /> {ok}
        </span>
      </footer>
    </form>
  )
}

function onKey(e: KeyboardEvent<HTMLFormElement>, submit: () => Promise<void>): void {
  if (e.key !== 'Enter' || e.nativeEvent.isComposing) return
  if (e.ctrlKey || e.metaKey) {
    e.preventDefault()
    void submit()
    return
  }
  // Enter in a line moves to the next question. In a text it is a new line, on a button it presses, and an
  // open list takes it as its choice.
  const from = e.target
  if (!(from instanceof HTMLInputElement) || ['submit', 'file', 'button'].includes(from.type)) return
  e.preventDefault()
  if (from.getAttribute('aria-expanded') === 'true') return
  nextControl(e.currentTarget, from)?.focus()
}
