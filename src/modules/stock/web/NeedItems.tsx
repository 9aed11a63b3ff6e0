import { useState } from 'react'
import { useRead } from '../../../web/api.ts'
import { ChoiceInput, ErrorNotice } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import { Stepper } from './Stepper.tsx'

export interface Wanted {
  id: string
  name: string
  measure: string
  quantity: number
}

interface NeedItemsProps {
  stores: readonly { id: string; name: string }[]
  storeId: string
  onStore: (id: string) => void
  wanted: readonly Wanted[]
  onChange: (wanted: readonly Wanted[]) => void
}

/** The shelf as the asker sees it: what is there, and what he takes of it. */
export function NeedItems({ stores, storeId, onStore, wanted, onChange }: NeedItemsProps) {
  const [q, setQ] = useState('')
  const found = useRead(
    stock.findItems,
    { q: q.trim(), storeId, limit: 40 },
    { keep: true, enabled: storeId !== '' },
  )
  const quantityOf = (id: string): number => wanted.find(w => w.id === id)?.quantity ?? 0
  const set = (thing: Wanted): void => onChange([...wanted.filter(w => w.id !== thing.id), thing])
  const rows = found.data?.rows ?? []
  const chosenElsewhere = wanted.filter(w => w.quantity > 0 && !rows.some(r => r.itemId === w.id))
  return (
    <>
      {stores.length > 1 && (
        <ChoiceInput
          id="store"
          value={storeId}
          onChange={id => {
            onStore(id ?? storeId)
            onChange([])
          }}
          options={stores.map(s => ({ value: s.id, label: s.name }))}
        />
      )}
      <input
        className="zw-need-search"
        type="search"
        aria-label="找物品"
        placeholder="扫把、粉笔，或拼音首字母"
        value={q}
        onChange={e => setQ(e.target.value.slice(0, 40))}
      />
      {found.error && <ErrorNotice message={found.error.message} onRetry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && (
        <p className="zw-muted">没有找到“{q}”。换个叫法试试，或问保管员。</p>
      )}
      <ul className="zw-need-items">
        {chosenElsewhere.map(w => (
          <li key={w.id}>
            <p>
              <b>{w.name}</b>
            </p>
            <Stepper label={w.name} value={w.quantity} onChange={quantity => set({ ...w, quantity })} />
          </li>
        ))}
        {rows.map(row => (
          <li key={row.itemId}>
            <p>
              <b>{row.name}</b> {row.spec && <small>{row.spec}</small>}
              <br />
              <small className={row.onhand > 0 ? 'zw-muted' : 'zw-low'}>
                {row.onhand > 0 ? `有 ${quantityText(row.onhand, row.measure)}` : '现在没有，要等采购'}
                {row.tradeIn && '，以旧换新'}
              </small>
            </p>
            <Stepper
              label={row.name}
              value={quantityOf(row.itemId)}
              onChange={quantity => set({ id: row.itemId, name: row.name, measure: row.measure, quantity })}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
