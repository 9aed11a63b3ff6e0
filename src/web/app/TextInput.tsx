import { type InputHTMLAttributes, useId } from 'react'

interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  label: string
  hint?: string
  error?: string | undefined
  onChange: (value: string) => void
}

/** A labelled input for the few pages outside the shell. */
export function TextInput({ label, hint, error, onChange, ...rest }: TextInputProps) {
  const id = useId()
  return (
    <div className="zw-door-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-hint` : undefined}
        onChange={event => onChange(event.target.value)}
      />
      {(error || hint) && (
        <p id={`${id}-hint`} className={error ? 'zw-door-error' : 'zw-muted'}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
