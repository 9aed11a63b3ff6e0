import { call } from '../../../web/api.ts'
import { Finder, type FinderProps } from '../../../web/ui/form/choices.tsx'
import { supplier } from '../contract.ts'

/** A supplier that may be bought from: by name, what it supplies, pinyin initials. */
export const SupplierPicker = (props: Omit<FinderProps, 'placeholder' | 'search'>) => (
  <Finder placeholder="供应商名称、供应什么或拼音首字母" search={find} {...props} />
)

async function find(q: string) {
  const { rows } = await call(supplier.options, { q })
  return rows.map(({ id, name, supplies, score }) => ({
    value: id,
    label: name,
    note: [supplies, score === null ? '' : `评分 ${score}`].filter(Boolean).join(' · '),
  }))
}
