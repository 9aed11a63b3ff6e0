import { formatFen } from '../../../kernel/pure/money.ts'
import { type Column, DataTable } from '../../../web/ui/index.ts'
import type { CardView } from './CardSlip.tsx'
import { VALUE_KINDS } from './words.ts'

type Line = CardView['values'][number] & { months: number }

/** What changed the value; months of depreciation in a row stand in one line. */
export function ValueLines({ card }: { card: CardView }) {
  const rows: Line[] = []
  for (const value of card.values) {
    const last = rows.at(-1)
    if (value.kind === 'depreciation' && last?.kind === 'depreciation') {
      last.depreciatedFen += value.depreciatedFen
      last.on = value.on
      last.documentNo = value.documentNo
      last.months += 1
    } else rows.push({ ...value, months: 1 })
  }
  return (
    <DataTable
      label="价值变动"
      rows={rows}
      rowKey={row => row.id}
      columns={COLUMNS}
      density="dense"
      totals={{ value: formatFen(card.valueFen), depreciated: formatFen(card.depreciatedFen) }}
      empty="还没有价值变动"
    />
  )
}

const COLUMNS: readonly Column<Line>[] = [
  { key: 'on', title: '日期', width: 100, render: row => row.on },
  {
    key: 'kind',
    title: '变动',
    width: 120,
    render: row => `${VALUE_KINDS[row.kind] ?? row.kind}${row.months > 1 ? ` ${row.months} 次` : ''}`,
  },
  { key: 'no', title: '凭据', width: 128, render: row => row.documentNo || '—' },
  {
    key: 'value',
    title: '原值',
    width: 112,
    figure: true,
    render: row => (row.valueFen === 0 ? '' : formatFen(row.valueFen)),
  },
  {
    key: 'depreciated',
    title: '累计折旧',
    width: 112,
    figure: true,
    render: row => (row.depreciatedFen === 0 ? '' : formatFen(row.depreciatedFen)),
  },
]
