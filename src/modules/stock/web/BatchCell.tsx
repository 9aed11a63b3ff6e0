import { useRead } from '../../../web/api.ts'
import { SelectInput } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import { Cell } from './Cell.tsx'

export const LOOSE = 'loose'

interface BatchCellProps {
  id: string
  itemId: string
  storeId: string
  value: string | undefined
  onChange: (batch: string) => void
}

/** Which batch of a thing, where the store holds it in batches; unseen where there is nothing to choose. */
export function BatchCell({ id, itemId, storeId, value, onChange }: BatchCellProps) {
  const item = useRead(stock.item, { id: itemId })
  const held = (item.data?.holdings ?? []).filter(h => h.storeId === storeId)
  if (!held.some(h => h.batchId !== null)) return null
  return (
    <Cell label="哪一批" id={id}>
      <SelectInput
        id={id}
        value={value}
        onChange={picked => onChange(picked ?? LOOSE)}
        options={held.map(h => ({
          value: h.batchId ?? LOOSE,
          label: [
            h.batchNo || '没有批号',
            h.expiresOn && `至 ${h.expiresOn}`,
            quantityText(h.quantity, item.data?.measure ?? ''),
          ]
            .filter(Boolean)
            .join('，'),
        }))}
      />
    </Cell>
  )
}
