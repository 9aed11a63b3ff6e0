import { DatePicker, Input, InputNumber } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { parseYuan } from '../../../kernel/pure/money.ts'

/** What `<Field>` hands to its control. */
export interface ControlProps<V> {
  id?: string
  value: V
  onChange: (value: V) => void
  disabled?: boolean
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

const status = (props: { 'aria-invalid'?: boolean }) =>
  props['aria-invalid'] ? { status: 'error' as const } : {}

/** One line of text. */
export function TextInput({
  onChange,
  ...rest
}: ControlProps<string> & { placeholder?: string; maxLength?: number }) {
  return <Input autoComplete="off" {...rest} {...status(rest)} onChange={e => onChange(e.target.value)} />
}

/** Several lines; grows with what is written. */
export function TextArea({
  onChange,
  ...rest
}: ControlProps<string> & { placeholder?: string; maxLength?: number }) {
  return (
    <Input.TextArea
      autoSize={{ minRows: 3, maxRows: 10 }}
      {...rest}
      {...status(rest)}
      onChange={e => onChange(e.target.value)}
    />
  )
}

export interface NumberInputProps extends ControlProps<number | undefined> {
  /** The measure word behind the number: 件, 公斤, 桶. */
  unit: string
  min?: number
  max?: number
  /** Decimals kept; 0 for countable things. */
  decimals?: number
}

/** A number with its measure word. */
export function NumberInput({ unit, decimals = 0, value, onChange, ...rest }: NumberInputProps) {
  return (
    <span className="zw-measure">
      <InputNumber
        {...rest}
        {...status(rest)}
        controls={false}
        inputMode={decimals > 0 ? 'decimal' : 'numeric'}
        precision={decimals}
        value={value ?? null}
        onChange={n => onChange(n ?? undefined)}
      />
      <span>{unit}</span>
    </span>
  )
}

/** An amount typed in yuan with two decimals, kept in 分. What is no amount stays visible and gives undefined. */
export function MoneyInput({ value, onChange, ...rest }: ControlProps<number | undefined>) {
  const [typed, setTyped] = useState(value === undefined ? '' : (value / 100).toFixed(2))
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    if (value !== parseYuan(typed)) setTyped(value === undefined ? '' : (value / 100).toFixed(2))
  }
  const flaw = typed.trim() !== '' && parseYuan(typed) === undefined
  const money = (
    <Input
      {...rest}
      {...(flaw ? { status: 'error' as const } : status(rest))}
      className="zw-money"
      inputMode="decimal"
      autoComplete="off"
      prefix="¥"
      value={typed}
      onChange={e => {
        setTyped(e.target.value)
        const fen = parseYuan(e.target.value)
        setSeen(fen)
        onChange(fen)
      }}
      onBlur={() => {
        const fen = parseYuan(typed)
        if (fen !== undefined) setTyped((fen / 100).toFixed(2))
      }}
    />
  )
  return (
    <>
      {money}
      {flaw && (
        <div className="zw-small" role="status">
          金额最小到分，例如 1280.50
        </div>
      )}
    </>
  )
}

/** The first shows the day; the others are how people type it. */
const DAY_FORMATS = [
  'YYYY年M月D日 ddd',
  'YYYY年M月D日',
  'YYYY-M-D',
  'YYYY-MM-DD',
  'YYYY.M.D',
  'YYYY/M/D',
  'YYYYMMDD',
]

/** A day 'YYYY-MM-DD'. */
export function DayInput({ value, onChange, ...rest }: ControlProps<string | undefined>) {
  return (
    <DatePicker
      {...rest}
      {...status(rest)}
      format={DAY_FORMATS}
      value={value ? dayjs(value) : null}
      onChange={day => onChange(day && !Array.isArray(day) ? day.format('YYYY-MM-DD') : undefined)}
    />
  )
}

/** Two days, both included. */
export function DayRangeInput({
  value,
  onChange,
  id,
  ...rest
}: ControlProps<readonly [string, string] | undefined>) {
  return (
    <DatePicker.RangePicker
      {...rest}
      {...status(rest)}
      {...(id ? { id: { start: id, end: `${id}-end` } } : {})}
      format="YYYY年M月D日"
      value={value ? [dayjs(value[0]), dayjs(value[1])] : null}
      onChange={days =>
        onChange(
          days?.[0] && days[1] ? [days[0].format('YYYY-MM-DD'), days[1].format('YYYY-MM-DD')] : undefined,
        )
      }
    />
  )
}
