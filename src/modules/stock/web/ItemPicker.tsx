import { call } from '../../../web/api.ts'
import { type Choice, Finder, type FinderProps } from '../../../web/ui/form/choices.tsx'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'

/** What was found, so that forms know the measure word of what was picked. */
const seen = new Map<string, { measure: string }>()

export const measureOf = (choice: Choice | undefined): string =>
  seen.get(choice?.value ?? '')?.measure ?? '个'

interface ItemPickerProps extends Omit<FinderProps, 'placeholder' | 'search'> {
  /** Stock is told of this store; of all without. */
  storeId?: string | undefined
  lendable?: boolean
}

/** A thing the stores keep: by name, alias, code or pinyin initials, with what is there. */
export const ItemPicker = ({ storeId, lendable, ...props }: ItemPickerProps) => (
  <Finder placeholder="名称、编码或拼音首字母" search={q => find(q, storeId, lendable)} {...props} />
)

async function find(q: string, storeId?: string, lendable = false): Promise<Choice[]> {
  const { rows } = await call(stock.findItems, { q, lendable, ...(storeId ? { storeId } : {}) })
  for (const row of rows) seen.set(row.itemId, row)
  return rows.map(row => ({
    value: row.itemId,
    label: row.spec ? `${row.name}（${row.spec}）` : row.name,
    note: `库存 ${quantityText(row.onhand, row.measure)} · ${row.code}`,
  }))
}
