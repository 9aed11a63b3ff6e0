import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { Button, IconButton } from '../../../web/ui/index.ts'

export interface Row {
  key: number
  name: string
  measure: string
  quantity: string
  broken: string
  note: string
  assetId: string | null
  assetNo: string
}

interface LineRowsProps {
  rows: readonly Row[]
  onChange: (rows: readonly Row[]) => void
  withBroken?: boolean
}

/** Rows of things with their numbers; Enter in the last one begins another. */
export function LineRows({ rows, onChange, withBroken = false }: LineRowsProps) {
  const set = (key: number, part: Partial<Row>): void =>
    onChange(rows.map(row => (row.key === key ? { ...row, ...part } : row)))
  const add = (): void => onChange([...rows, emptyRow(rows)])
  return (
    <>
      <ol className="zw-property-rows" data-broken={withBroken || undefined}>
        <li aria-hidden>
          <span>物品</span>
          <span>数量</span>
          <span>单位</span>
          {withBroken && <span>其中已坏</span>}
          <span />
        </li>
        {rows.map((row, i) => (
          <li key={row.key}>
            <Cell
              label={`第${i + 1}样的名称`}
              title="物品"
              value={row.name}
              maxLength={60}
              placeholder="课桌"
              onChange={name => set(row.key, { name })}
            />
            <Cell
              label={`${row.name || `第${i + 1}样`}的数量`}
              title="数量"
              figure
              value={row.quantity}
              maxLength={10}
              onChange={quantity => set(row.key, { quantity })}
            />
            <Cell
              label={`${row.name || `第${i + 1}样`}的单位`}
              title="单位"
              value={row.measure}
              maxLength={10}
              placeholder="张"
              onChange={measure => set(row.key, { measure })}
              {...(i === rows.length - 1 ? { onEnter: add } : {})}
            />
            {withBroken && (
              <Cell
                label={`${row.name || `第${i + 1}样`}已坏的数量`}
                title="其中已坏"
                figure
                value={row.broken}
                maxLength={10}
                placeholder="0"
                onChange={broken => set(row.key, { broken })}
              />
            )}
            <IconButton
              label={`去掉${row.name || '这一行'}`}
              icon={<X aria-hidden />}
              onClick={() => onChange(rows.filter(other => other.key !== row.key))}
            />
          </li>
        ))}
      </ol>
      <Button kind="quiet" icon={<Plus aria-hidden />} onClick={add}>
        再加一样
      </Button>
    </>
  )
}

interface CellProps {
  label: string
  /** Beside the field on a phone, where the rows have no head. */
  title: string
  value: string
  maxLength: number
  placeholder?: string
  figure?: boolean
  onChange: (text: string) => void
  onEnter?: () => void
}

function Cell({ label, title, value, maxLength, placeholder, figure, onChange, onEnter }: CellProps) {
  return (
    <label>
      <span aria-hidden>{title}</span>
      <input
        aria-label={label}
        {...(figure ? { inputMode: 'decimal' as const } : {})}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        onChange={e => onChange(e.target.value)}
        onKeyDown={e => {
          if (e.key === 'Enter') onEnter?.()
        }}
      />
    </label>
  )
}

interface Item {
  name: string
  measure: string
  quantity: number
  broken?: number
  note?: string
  assetId?: string | null
  assetNo?: string
}

export const rowsFrom = (items: readonly Item[]): Row[] =>
  items.map((item, key) => ({
    key,
    name: item.name,
    measure: item.measure,
    quantity: String(item.quantity),
    broken: item.broken ? String(item.broken) : '',
    note: item.note ?? '',
    assetId: item.assetId ?? null,
    assetNo: item.assetNo ?? '',
  }))

const emptyRow = (rows: readonly Row[]): Row => ({
  key: Math.max(-1, ...rows.map(row => row.key)) + 1,
  name: '',
  measure: '件',
  quantity: '',
  broken: '',
  note: '',
  assetId: null,
  assetNo: '',
})

/** Rows as they are sent; empty ones are left out. `wrong` says which one cannot be understood. */
export function tidyRows(rows: readonly Row[]) {
  const filled = rows.filter(row => row.name.trim() || row.quantity.trim())
  const bad = filled.find(
    row => !row.name.trim() || !row.measure.trim() || !isAmount(row.quantity) || !isAmount(row.broken || '0'),
  )
  const wrong = bad ? `“${bad.name || '（没写名称）'}”没有写全：名称、数量和单位都要，数量写数字。` : ''
  const lines = filled.map(row => ({
    name: row.name.trim(),
    measure: row.measure.trim(),
    quantity: Number(row.quantity),
    broken: Number(row.broken || 0),
    note: row.note,
    assetId: row.assetId,
    assetNo: row.assetNo,
  }))
  return { lines, wrong }
}

const isAmount = (text: string): boolean => /^\d{1,7}(\.\d{1,3})?$/.test(text.trim())
