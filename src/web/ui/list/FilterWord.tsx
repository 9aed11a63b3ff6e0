import { Popover } from 'antd'
import Check from 'lucide-react/icons/check'
import ChevronDown from 'lucide-react/icons/chevron-down'
import { useState } from 'react'
import { type FilterPart, partText, toggleChoice } from './filter.ts'

export interface FilterWordProps {
  part: FilterPart
  startOpen?: boolean
  onChange: (value: string[]) => void
  onClosed?: () => void
}

/** One word of the filter sentence and the choices behind it. */
export function FilterWord({ part, startOpen = false, onChange, onClosed }: FilterWordProps) {
  const [open, setOpen] = useState(startOpen)
  const move = (next: boolean) => {
    setOpen(next)
    if (!next) onClosed?.()
  }
  const set = part.value.length > 0 || Boolean(part.text)
  return (
    <Popover
      open={open}
      onOpenChange={move}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={
        <Choices
          part={part}
          onPick={value => {
            onChange(value)
            if (!part.multiple) move(false)
          }}
        />
      }
    >
      <button
        type="button"
        className="zw-filter-word"
        data-set={set || undefined}
        aria-expanded={open}
        aria-label={`${part.label}：${partText(part)}`}
      >
        <span>{partText(part)}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
    </Popover>
  )
}

const SEARCH_FROM = 9

function Choices({ part, onPick }: { part: FilterPart; onPick: (value: string[]) => void }) {
  const [typed, setTyped] = useState('')
  const options = part.options.filter(o => o.label.includes(typed.trim()))
  return (
    <div className="zw-choices-box">
      {part.options.length >= SEARCH_FROM && (
        <input
          className="zw-choices-search"
          aria-label={`找${part.label}`}
          placeholder={`找${part.label}`}
          value={typed}
          onChange={e => setTyped(e.target.value)}
          // biome-ignore lint/a11y/noAutofocus: the box was opened to choose; typing narrows the choice
          autoFocus
        />
      )}
      <ul className="zw-choices" aria-label={part.label}>
        <li>
          <button type="button" aria-pressed={part.value.length === 0} onClick={() => onPick([])}>
            <Tick on={part.value.length === 0} />
            不限{part.label}
          </button>
        </li>
        {options.map(o => {
          const on = part.value.includes(o.value)
          return (
            <li key={o.value}>
              <button type="button" aria-pressed={on} onClick={() => onPick(toggleChoice(part, o.value))}>
                <Tick on={on} />
                {o.label}
                {o.count !== undefined && <span className="zw-choices-count">{o.count}</span>}
              </button>
            </li>
          )
        })}
        {options.length === 0 && <li className="zw-choices-none">没有“{typed}”</li>}
      </ul>
    </div>
  )
}

const Tick = ({ on }: { on: boolean }) => (
  <span className="zw-choices-tick">{on && <Check size={16} aria-hidden />}</span>
)
