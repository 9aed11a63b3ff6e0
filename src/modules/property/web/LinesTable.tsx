import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { Button, type Column, DataTable, Empty, RowCard } from '../../../web/ui/index.ts'
import { CAUSES, differenceText, differs } from '../rules.ts'
import type { Sheet, SheetItem } from './PropertySlip.tsx'

interface LinesTableProps {
  sheet: Sheet
  reviewed: boolean
  onSettle: ((item: SheetItem) => void) | undefined
}

/** What was signed, and beside it what the review found and what came of it. */
export function LinesTable({ sheet, reviewed, onSettle }: LinesTableProps) {
  const settle = (item: SheetItem) =>
    onSettle && differs(item) && !item.caseId ? (
      <Button onClick={() => onSettle(item)}>{item.cause ? '改说明' : '处理'}</Button>
    ) : null
  const outcome = (item: SheetItem) => (
    <>
      {item.cause && `${CAUSES[item.cause]}${item.explanation ? `：${item.explanation}` : ''}`}
      {item.caseId && (
        <>
          {' '}
          <Link to={`/damage/${item.caseId}`}>{item.caseNo}</Link>
          {item.caseFen ? ` ${formatFen(item.caseFen)}` : ' 待核定'}
          {item.caseLiable && ` ${item.caseLiable}`}
        </>
      )}
    </>
  )
  const columns: Column<SheetItem>[] = [
    {
      key: 'name',
      title: '物品',
      always: true,
      render: i => (
        <>
          {i.name}
          {i.assetNo && <small className="zw-muted zw-num"> {i.assetNo}</small>}
        </>
      ),
    },
    {
      key: 'quantity',
      title: '期初数量',
      width: 92,
      figure: true,
      render: i => `${i.quantity} ${i.measure}`,
    },
    { key: 'broken', title: '期初已坏', width: 84, figure: true, render: i => i.broken || '—' },
    ...(reviewed
      ? ([
          { key: 'found', title: '期末数量', width: 84, figure: true, render: i => i.found ?? '没点' },
          {
            key: 'foundBroken',
            title: '期末已坏',
            width: 84,
            figure: true,
            render: i => i.foundBroken || '—',
          },
          {
            key: 'difference',
            title: '差异',
            width: 120,
            render: i =>
              differs(i) ? <span className="zw-property-differs">{differenceText(i)}</span> : '—',
          },
          { key: 'outcome', title: '原因和处理', render: outcome },
          ...(onSettle ? [{ key: 'do', title: '', width: 100, render: settle }] : []),
        ] satisfies Column<SheetItem>[])
      : ([{ key: 'note', title: '备注', render: i => i.note || '—' }] satisfies Column<SheetItem>[])),
  ]
  return (
    <DataTable
      label="物品"
      rows={onSettle ? differentFirst(sheet.items) : sheet.items}
      rowKey={item => item.id}
      columns={columns}
      density="dense"
      empty={<Empty title="还没有物品" note="点“修改物品”填上名称和数量。" />}
      renderCard={i => (
        <RowCard
          title={`${i.name} ${i.quantity}${i.measure}`}
          side={settle(i)}
          meta={
            <>
              {i.broken > 0 && <span>期初已坏 {i.broken}</span>}
              {reviewed && (
                <span>
                  {i.found === null
                    ? '没点'
                    : `现有 ${i.found}${i.foundBroken ? `，坏 ${i.foundBroken}` : ''}`}
                </span>
              )}
              {differs(i) && <span className="zw-property-differs">{differenceText(i)}</span>}
              {reviewed && i.cause && <span>{outcome(i)}</span>}
            </>
          }
        />
      )}
    />
  )
}

/** While differences wait for a word, nobody has to look for them. */
const differentFirst = (items: readonly SheetItem[]): SheetItem[] =>
  [...items].sort((a, b) => Number(differs(b)) - Number(differs(a)))
