import { useState } from 'react'
import './stock.css'

interface StepperProps {
  label: string
  value: number
  max?: number
  onChange: (value: number) => void
}

/** A number for thumbs: minus, the number itself, plus. */
export function Stepper({ label, value, max = 100_000, onChange }: StepperProps) {
  // What is being typed: 12. is on its way to 12.5.
  const [typed, setTyped] = useState<string>()
  const set = (n: number): void => onChange(Math.min(max, Math.max(0, Math.round(n * 1000) / 1000)))
  return (
    <div className="zw-stepper">
      <button
        type="button"
        aria-label={`${label}，减一`}
        onClick={() => set(value - 1)}
        disabled={value <= 0}
      >
        −
      </button>
      <input
        aria-label={label}
        inputMode="decimal"
        value={typed !== undefined && (Number(typed) || 0) === value ? typed : String(value)}
        onFocus={e => e.currentTarget.select()}
        onBlur={() => setTyped(undefined)}
        onChange={e => {
          const text = e.target.value.replace(/[^\d.]/g, '')
          setTyped(text)
          set(Number(text) || 0)
        }}
      />
      <button
        type="button"
        aria-label={`${label}，加一`}
        onClick={() => set(value + 1)}
        disabled={value >= max}
      >
        +
      </button>
    </div>
  )
}
