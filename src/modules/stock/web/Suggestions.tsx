import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  PrintHead,
  RowCard,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import './stock.css'

type Row = Answer<typeof stock.suggestions>['rows'][number]

/** What to buy next, reckoned from the lowest stock and what was used lately. */
export default function Suggestions() {
  const session = useSession()
  const navigate = useNavigate()
  const prefs = useListPrefs('stock.suggestions')
  const list = useRead(stock.suggestions, {})
  const found = list.data
  const [chosen, setChosen] = useState<string[]>([])
  const mayAsk = session.can({ id: 'procurement.ask' }) && (found?.rows.length ?? 0) > 0
  const picked = (found?.rows ?? []).filter(row => chosen.includes(row.itemId))
  return (
    <ListFrame
      title="采购建议"
      note={
        found &&
        `按最近 ${found.weeks} 周的用量和最低、最高库存算，没定最高库存的买够 ${found.coverWeeks} 周。共 ${found.rows.length} 样，约 ${formatFen(found.amountFen)}。`
      }
      action={
        <>
          <ButtonLink href="/stock">库存</ButtonLink>
          {mayAsk && (
            <ButtonLink
              kind="primary"
              href={`/procurement/new?suggested=${picked.length > 0 ? picked.map(row => row.itemId).join() : 'all'}`}
            >
              {picked.length > 0 ? `申请采购所选 ${picked.length} 样` : '全部申请采购'}
            </ButtonLink>
          )}
        </>
      }
      printHead={<PrintHead school={session.school.name} title="采购建议" by={session.name} />}
      prefs={prefs}
      columns={COLUMNS}
      onPrint={() => window.print()}
    >
      <DataTable
        label="采购建议"
        rows={found?.rows}
        rowKey={row => row.itemId}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        {...(mayAsk ? { selection: { chosen, onChange: setChosen } } : {})}
        onOpen={row => void navigate({ to: `/stock/${row.itemId}` })}
        totals={found ? { name: `共 ${found.rows.length} 样`, amount: formatFen(found.amountFen) } : {}}
        empty={
          <Empty title="现在不用买" note="库存都够用。不到最低库存，或按用量撑不了多久时，会列在这里。" />
        }
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        renderCard={row => (
          <RowCard
            title={row.name}
            side={<b>买 {row.quantityText}</b>}
            meta={
              <>
                <span>现有 {quantityText(row.onhand, row.measure)}</span>
                <span>每周用 {row.perWeek}</span>
                <span>{formatFen(row.amountFen)}</span>
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '物品',
    always: true,
    render: row => (row.spec ? `${row.name} ${row.spec}` : row.name),
  },
  {
    key: 'onhand',
    title: '现有',
    figure: true,
    width: 110,
    render: row =>
      row.inTransit > 0
        ? `${quantityText(row.onhand, row.measure)}（在途 ${row.inTransit}）`
        : quantityText(row.onhand, row.measure),
  },
  { key: 'reserved', title: '待发', figure: true, width: 90, render: row => row.reserved || '—' },
  { key: 'min', title: '最低', figure: true, width: 80, render: row => row.min ?? '—' },
  { key: 'week', title: '每周用', figure: true, width: 90, render: row => row.perWeek },
  {
    key: 'left',
    title: '还够',
    figure: true,
    width: 90,
    render: row => (row.weeksLeft === null ? '—' : `${row.weeksLeft}周`),
  },
  { key: 'quantity', title: '建议买', figure: true, width: 120, render: row => <b>{row.quantityText}</b> },
  { key: 'price', title: '上次单价', figure: true, width: 110, render: row => formatFen(row.priceFen) },
  { key: 'amount', title: '约', figure: true, width: 120, render: row => formatFen(row.amountFen) },
]
