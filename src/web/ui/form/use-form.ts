import { useEffect, useId, useRef, useState } from 'react'
import { dropDraft, keepDraft, readDraft } from './draft.ts'

/** Errors by field name, each a sentence with the way out. */
export type FieldErrors = Readonly<Record<string, string>>

export interface FormOptions<T extends object> {
  start: T
  /** Keeps a draft on this device under that name, e.g. 'repair.report'. */
  draft?: string
  /** Errors found before sending; the server's come back from `send`. */
  check?: (values: T) => FieldErrors
  /** Resolves when it has been taken; rejects with an error that may carry `fields`. */
  send: (values: T) => Promise<unknown>
}

export interface FieldProps<V> {
  id: string
  value: V
  onChange: (value: V) => void
  error: string | undefined
}

export interface Form<T extends object> {
  values: T
  set: <K extends keyof T>(name: K, value: T[K]) => void
  /** Everything a control needs: `<Field label="地点" {...form.field('place')}>`. */
  field: <K extends keyof T & string>(name: K) => FieldProps<T[K]>
  errors: FieldErrors
  /** What went wrong as a whole. */
  failure: string | undefined
  busy: boolean
  /** When a draft was taken up on opening. */
  draftFrom: string | undefined
  /** Throws the draft away and starts over. */
  restart: () => void
  submit: () => Promise<void>
}

const DRAFT_PAUSE_MS = 400

/** The state of one form: values, errors beside their fields, a draft kept without asking. */
export function useForm<T extends object>({ start, draft, check, send }: FormOptions<T>): Form<T> {
  const id = useId()
  const [found] = useState(() => (draft ? readDraft(localStorage, draft, start, new Date()) : undefined))
  const [values, setValues] = useState<T>(found?.values ?? start)
  const [draftFrom, setDraftFrom] = useState(found?.savedAt)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const touched = useRef(false)

  useEffect(() => {
    if (!draft || !touched.current) return
    const timer = setTimeout(() => keepDraft(localStorage, draft, values, new Date()), DRAFT_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft, values])

  const set: Form<T>['set'] = (name, value) => {
    touched.current = true
    setValues(now => ({ ...now, [name]: value }))
    setErrors(now => without(now, String(name)))
  }

  const submit = async () => {
    if (busy) return
    const wrong = check?.(values) ?? {}
    setErrors(wrong)
    setFailure(undefined)
    if (Object.keys(wrong).length > 0) return focusFirst(id, wrong)
    setBusy(true)
    try {
      await send(values)
      touched.current = false
      if (draft) dropDraft(localStorage, draft)
    } catch (error) {
      const fields = fieldsOf(error)
      setErrors(fields)
      setFailure(error instanceof Error ? error.message : String(error))
      focusFirst(id, fields)
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    set,
    errors,
    failure,
    busy,
    draftFrom,
    submit,
    field: name => ({
      id: `${id}-${name}`,
      value: values[name],
      onChange: value => set(name, value),
      error: errors[name],
    }),
    restart() {
      touched.current = false
      setValues(start)
      setDraftFrom(undefined)
      setErrors({})
      if (draft) dropDraft(localStorage, draft)
    },
  }
}

/** The `fields` of a refusal, as the server sends them. */
function fieldsOf(error: unknown): FieldErrors {
  const fields = typeof error === 'object' && error !== null && 'fields' in error ? error.fields : undefined
  return typeof fields === 'object' && fields !== null ? (fields as FieldErrors) : {}
}

function without(errors: FieldErrors, name: string): FieldErrors {
  if (!(name in errors)) return errors
  return Object.fromEntries(Object.entries(errors).filter(([key]) => key !== name))
}

function focusFirst(id: string, errors: FieldErrors): void {
  const [first] = Object.keys(errors)
  if (first) document.getElementById(`${id}-${first}`)?.focus()
}
