import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { Wire } from '../../../web/api.ts'
import { type Column, DataTable } from '../../../web/ui/index.ts'
import type { Thing } from '../shapes.ts'

type Row = Wire<Thing>

/** The things of a paper, with their sums; `more` adds the paper's own columns. */
export function ThingTable<T extends Row>({
  things,
  more = [],
}: {
  things: readonly T[]
  more?: readonly Column<T>[]
}) {
  const sum = (of: (row: Row) => number): string =>
    formatFen(things.reduce((total, row) => total + of(row), 0))
  const columns: readonly Column<T>[] = [
    {
      key: 'no',
      title: '资产编号',
      width: 120,
      always: true,
      render: row => (
        <Link to={`/assets/${row.assetId}`} className="zw-num">
          {row.no}
        </Link>
      ),
    },
    { key: 'name', title: '名称', width: 100, always: true, render: row => <b>{row.name}</b> },
    { key: 'model', title: '规格型号', width: 112, cut: true, render: row => row.model || '—' },
    { key: 'quantity', title: '数量', width: 56, render: row => `${row.quantity}${row.measure}` },
    { key: 'place', title: '原存放地点', width: 100, cut: true, render: row => row.placeText || '—' },
    { key: 'keeper', title: '原保管人', width: 64, render: row => row.keeperName || '—' },
    ...more,
    { key: 'value', title: '原值', width: 104, figure: true, render: row => formatFen(row.valueFen) },
    {
      key: 'net',
      title: '净值',
      width: 104,
      figure: true,
      render: row => formatFen(row.valueFen - row.depreciatedFen),
    },
  ]
  return (
    <DataTable
      label="资产明细"
      rows={things}
      rowKey={row => row.assetId}
      columns={columns}
      density="dense"
      totals={{
        name: `共 ${things.length} 件`,
        value: sum(row => row.valueFen),
        net: sum(row => row.valueFen - row.depreciatedFen),
      }}
      empty="没有明细"
    />
  )
}
