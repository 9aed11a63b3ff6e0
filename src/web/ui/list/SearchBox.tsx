import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { useEffect, useRef, useState } from 'react'

export interface SearchBoxProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
}

const PAUSE_MS = 250

/** Search as one types; waits for a pause, and for the input method to finish its characters. */
export function SearchBox({ value, onChange, placeholder = '找' }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const composing = useRef(false)
  const sent = useRef(value)
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = (text: string) => {
    sent.current = text
    onChange(text)
  }
  const later = (text: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(text), PAUSE_MS)
  }
  return (
    <label className="zw-search">
      <Search size={16} aria-hidden />
      <span className="zw-sr">{placeholder}</span>
      <input
        type="text"
        inputMode="search"
        value={typed}
        placeholder={placeholder}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={e => {
          composing.current = false
          later(e.currentTarget.value)
        }}
        onChange={e => {
          setTyped(e.target.value)
          if (!composing.current) later(e.target.value)
        }}
      />
      {typed && (
        <button
          type="button"
          aria-label="清空"
          onClick={() => {
            setTyped('')
            clearTimeout(timer.current)
            send('')
          }}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </label>
  )
}
