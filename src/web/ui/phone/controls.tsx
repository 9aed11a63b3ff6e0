import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import './phone.css'

export interface BigOption {
  value: string
  label: string
  /** A picture before the word: an icon of 28 px or an <img>. */
  picture?: ReactNode
  note?: string
}

export interface BigChoiceProps {
  /** Names the group: 什么坏了. */
  label: string
  options: readonly BigOption[]
  value: string | undefined
  /** Usually moves on at once. */
  onPick: (value: string) => void
  columns?: 1 | 2 | 3
}

/** Large answers to tap, pictures before words. */
export function BigChoice({ label, options, value, onPick, columns = 2 }: BigChoiceProps) {
  return (
    <fieldset className="zw-big-choice" data-columns={columns}>
      <legend className="zw-sr">{label}</legend>
      {options.map(o => (
        <button key={o.value} type="button" aria-pressed={o.value === value} onClick={() => onPick(o.value)}>
          {o.picture && <span className="zw-big-picture">{o.picture}</span>}
          <span>
            {o.label}
            {o.note && <small>{o.note}</small>}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

export interface BigButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'plain'
  busy?: boolean
}

/** The step forward, the whole width of the thumb zone. */
export function BigButton({ kind = 'primary', busy = false, children, onClick, ...rest }: BigButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className="zw-big-button"
      data-kind={kind}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? '正在发…' : children}
    </button>
  )
}

export interface PhoneFieldProps {
  label: string
  /** Under the control: an example, or why it is asked. */
  hint?: string
  error?: string | undefined
  value: string
  onChange: (value: string) => void
  rows?: number
  inputMode?: 'text' | 'tel' | 'numeric' | 'decimal'
  maxLength?: number
  placeholder?: string
}

/** A line (or lines) to write, with its label always in sight. */
export function PhoneField(props: PhoneFieldProps) {
  const { label, hint, error, value, onChange, rows, inputMode = 'text', maxLength, placeholder } = props
  const id = useId()
  const common = {
    id,
    value,
    maxLength,
    placeholder,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': `${id}-note`,
  }
  return (
    <div className="zw-phone-field">
      <label htmlFor={id}>{label}</label>
      {rows ? (
        <textarea {...common} rows={rows} onChange={e => onChange(e.target.value)} />
      ) : (
        <input {...common} inputMode={inputMode} onChange={e => onChange(e.target.value)} />
      )}
      <small id={`${id}-note`} data-error={error ? true : undefined}>
        {error ?? hint}
      </small>
    </div>
  )
}

export interface StarsProps {
  label: string
  value: number | undefined
  onRate: (stars: number) => void
}

const WORDS = ['', '很不满意', '不满意', '一般', '满意', '很满意']

/** One to five stars, each the size of a thumb, said in words too. */
export function Stars({ label, value, onRate }: StarsProps) {
  return (
    <fieldset className="zw-stars">
      <legend className="zw-sr">{label}</legend>
      <div>
        {[1, 2, 3, 4, 5].map(n => (
          <button
            key={n}
            type="button"
            aria-label={`${n}星，${WORDS[n]}`}
            aria-pressed={n === value}
            data-on={(value ?? 0) >= n || undefined}
            onClick={() => onRate(n)}
          >
            <svg viewBox="0 0 24 24" aria-hidden>
              <path d="M12 2.8l2.9 5.9 6.5.9-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5L2.6 9.6l6.5-.9z" />
            </svg>
          </button>
        ))}
      </div>
      <p aria-live="polite">{WORDS[value ?? 0] || '点一下星星'}</p>
    </fieldset>
  )
}
