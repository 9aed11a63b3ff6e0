import { Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ControlProps } from './inputs.tsx'

export interface Choice {
  value: string
  label: string
  /** The second line: a department, the path of a place. */
  note?: string
}

/** Few choices, all in sight; one tap. */
export function ChoiceInput({
  id,
  value,
  onChange,
  options,
  ...rest
}: ControlProps<string | undefined> & { options: readonly Choice[] }) {
  return (
    <div className="zw-choice" role="radiogroup" aria-describedby={rest['aria-describedby']}>
      {options.map((o, i) => (
        <label key={o.value}>
          <input
            type="radio"
            className="zw-sr"
            {...(id && i === 0 ? { id } : {})}
            name={id}
            checked={o.value === value}
            disabled={rest.disabled}
            onChange={() => onChange(o.value)}
          />
          {o.label}
        </label>
      ))}
    </div>
  )
}

/** Many choices, in a list that can be searched. */
export function SelectInput({
  onChange,
  options,
  placeholder,
  ...rest
}: ControlProps<string | undefined> & { options: readonly Choice[]; placeholder?: string }) {
  return (
    <Select
      {...rest}
      {...(rest['aria-invalid'] ? { status: 'error' as const } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={placeholder ?? '请选'}
      options={options.map(({ value, label, note }) => ({ value, label, note }))}
      optionRender={o => <OptionLine label={String(o.label)} note={o.data.note} />}
      onChange={(v: string | undefined) => onChange(v)}
    />
  )
}

export interface FinderProps extends ControlProps<Choice | undefined> {
  /** Finds by name, number, pinyin initials; an empty question gives the usual ones. */
  search: (q: string) => Promise<readonly Choice[]>
  placeholder?: string
}

const PAUSE_MS = 200

/** The shell of every picker that asks the server: what was found last is shown until the next answer. */
export function Finder({ value, onChange, search, placeholder, ...rest }: FinderProps) {
  const [found, setFound] = useState<readonly Choice[]>([])
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = async (q: string) => {
    const mine = ++turn.current
    setState('busy')
    try {
      const answer = await search(q)
      if (mine !== turn.current) return
      setFound(answer)
      setState('idle')
    } catch {
      if (mine === turn.current) setState('failed')
    }
  }
  const askLater = (q: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void ask(q), PAUSE_MS)
  }
  const shown = value && !found.some(f => f.value === value.value) ? [value, ...found] : found
  return (
    <Select
      {...rest}
      {...(rest['aria-invalid'] ? { status: 'error' as const } : {})}
      showSearch={{ filterOption: false, onSearch: askLater }}
      allowClear
      placeholder={placeholder}
      loading={state === 'busy'}
      notFoundContent={EMPTY[state]}
      value={value?.value}
      options={shown.map(({ value: v, label, note }) => ({ value: v, label, note }))}
      optionRender={o => <OptionLine label={String(o.label)} note={o.data.note} />}
      onOpenChange={open => open && void ask('')}
      onChange={(v: string | undefined) => onChange(shown.find(f => f.value === v))}
    />
  )
}

/** A place: building, floor, room. `note` carries the path. */
export const PlacePicker = (props: Omit<FinderProps, 'placeholder'>) => (
  <Finder placeholder="楼名、房间号或拼音首字母" {...props} />
)

/** A person: by name, pinyin initials or the end of the phone number. `note` carries the department. */
export const PersonPicker = (props: Omit<FinderProps, 'placeholder'>) => (
  <Finder placeholder="姓名、拼音首字母或手机尾号" {...props} />
)

const EMPTY = {
  idle: '没有找到，换个说法试试',
  busy: '正在找…',
  failed: '网络不通，没能去找。请检查网络后再输一次',
}

const OptionLine = ({ label, note }: { label: string; note: string | undefined }) => (
  <span className="zw-option">
    {label}
    {note && <small>{note}</small>}
  </span>
)
