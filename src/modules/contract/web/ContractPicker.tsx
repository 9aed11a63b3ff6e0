import { formatFen } from '../../../kernel/pure/money.ts'
import { call } from '../../../web/api.ts'
import { Finder, type FinderProps } from '../../../web/ui/form/choices.tsx'
import { contracts } from '../contract.ts'

/** A contract that runs and may be paid on: by name, number or supplier, with what is left of it. */
export const ContractPicker = ({
  supplierId,
  ...props
}: Omit<FinderProps, 'placeholder' | 'search'> & { supplierId?: string | undefined }) => (
  <Finder placeholder="合同名称、编号或对方单位" search={q => find(q, supplierId)} {...props} />
)

async function find(q: string, supplierId: string | undefined) {
  const { rows } = await call(contracts.options, { q, ...(supplierId ? { supplierId } : {}) })
  return rows.map(row => ({
    value: row.id,
    label: row.title,
    note: [row.no, row.supplierName, `未付 ${formatFen(row.leftFen)}`].join(' · '),
  }))
}
