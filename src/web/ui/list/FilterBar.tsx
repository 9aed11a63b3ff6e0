import { Popover } from 'antd'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { FilterWord } from './FilterWord.tsx'
import type { FilterPart } from './filter.ts'
import { SearchBox } from './SearchBox.tsx'
import './filter.css'

export interface FilterBarProps {
  parts: readonly FilterPart[]
  onChange: (key: string, value: string[]) => void
  search?: { value: string; placeholder?: string; onChange: (value: string) => void }
  /** Back to everything; shown once something is limited. */
  onClear: () => void
}

/** The filter as a sentence whose words open their choices: 未完成的 · 电工 · 本学期. */
export function FilterBar({ parts, onChange, search, onClear }: FilterBarProps) {
  const [added, setAdded] = useState<string>()
  const shown = parts.filter(p => p.pinned || isSet(p) || p.key === added)
  const spare = parts.filter(p => !shown.includes(p))
  const limited = parts.some(isSet) || Boolean(search?.value)
  return (
    <search className="zw-filter" aria-label="筛选">
      <div className="zw-filter-words">
        {shown.map(part => (
          <FilterWord
            key={part.key}
            part={part}
            startOpen={part.key === added}
            onChange={value => onChange(part.key, value)}
            onClosed={() => setAdded(undefined)}
          />
        ))}
        {spare.length > 0 && <AddPart spare={spare} onAdd={setAdded} />}
        {limited && (
          <button type="button" className="zw-filter-clear" onClick={onClear}>
            清除
          </button>
        )}
      </div>
      {search && <SearchBox {...search} />}
    </search>
  )
}

function AddPart({ spare, onAdd }: { spare: readonly FilterPart[]; onAdd: (key: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      content={
        <ul className="zw-choices">
          {spare.map(part => (
            <li key={part.key}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false)
                  onAdd(part.key)
                }}
              >
                {part.label}
              </button>
            </li>
          ))}
        </ul>
      }
    >
      <button type="button" className="zw-filter-add">
        <Plus size={14} aria-hidden /> 条件
      </button>
    </Popover>
  )
}

const isSet = (part: FilterPart): boolean => part.value.length > 0 || Boolean(part.text)
