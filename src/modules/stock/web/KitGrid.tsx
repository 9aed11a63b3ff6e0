import { Button, useIsPhone } from '../../../web/ui/index.ts'
import { demandOf, quantityText } from '../rules.ts'
import type { ClassRow, Sheet } from './KitSheet.tsx'
import './stock.css'

interface KitGridProps {
  sheet: Sheet
  has: Record<string, number>
  onHas: (has: Record<string, number>) => void
  onSign: (row: ClassRow) => void
}

/** Classes × things: what each gets, what it still has, and its signature; a list of classes on a phone. */
export function KitGrid(props: KitGridProps) {
  const phone = useIsPhone()
  return phone ? <PhoneRows {...props} /> : <Grid {...props} />
}

function PhoneRows({ sheet, has, onHas, onSign }: KitGridProps) {
  const draft = sheet.state === 'draft' && sheet.actions.edit !== undefined
  return (
    <ul className="zw-stock-slip">
      {sheet.classRows.map(row => (
        <li key={row.unitId}>
          <div className="zw-stock-hand-head">
            <b>{row.unitName}</b>
            {sheet.state !== 'draft' && <Signed row={row} onSign={onSign} />}
          </div>
          {draft ? (
            row.cells.map(cell => {
              const of = sheet.columns.find(c => c.itemId === cell.itemId)
              return (
                <div key={cell.lineId} className="zw-stock-hand-head">
                  <span>
                    {of?.name} 发 {demandIn(has, cell)}
                    {of?.measure}
                  </span>
                  <span className="zw-kit-cell">
                    还有
                    <HasInput row={row} cell={cell} name={of?.name ?? ''} has={has} onHas={onHas} />
                  </span>
                </div>
              )
            })
          ) : (
            <small className="zw-muted">
              {row.cells
                .filter(cell => cell.demand > 0)
                .map(cell => {
                  const of = sheet.columns.find(c => c.itemId === cell.itemId)
                  return `${of?.name ?? ''}${quantityText(cell.demand, of?.measure ?? '')}`
                })
                .join('、') || '现有的够标准'}
            </small>
          )}
        </li>
      ))}
      <li>
        <b>合计</b>{' '}
        <small>
          {sheet.columns.map((c, i) => (
            <span key={c.itemId} className={c.short > 0 ? 'zw-low' : undefined}>
              {i > 0 && '、'}
              {c.name}
              {quantityText(c.demand, c.measure)}
            </span>
          ))}
        </small>
      </li>
    </ul>
  )
}

type Cell = ClassRow['cells'][number]

const demandIn = (has: Record<string, number>, cell: Cell): number => {
  const typed = has[cell.lineId]
  return typed === undefined ? cell.demand : demandOf(cell.standard, typed)
}

function HasInput(props: {
  row: ClassRow
  cell: Cell
  name: string
  has: Record<string, number>
  onHas: (has: Record<string, number>) => void
}) {
  const { row, cell, name, has, onHas } = props
  return (
    <input
      aria-label={`${row.unitName}还有多少${name}`}
      inputMode="numeric"
      value={String(has[cell.lineId] ?? cell.has)}
      onChange={e => onHas({ ...has, [cell.lineId]: Number(e.target.value.replace(/[^\d.]/g, '')) || 0 })}
    />
  )
}

function Signed({ row, onSign }: { row: ClassRow; onSign: (row: ClassRow) => void }) {
  if (row.signedBy) return <span>{row.signedBy}</span>
  if (row.maySign) return <Button onClick={() => onSign(row)}>签收</Button>
  return <span className="zw-muted">{row.documentId ? '待签收' : '不用发'}</span>
}

function Grid({ sheet, has, onHas, onSign }: KitGridProps) {
  const draft = sheet.state === 'draft' && sheet.actions.edit !== undefined
  return (
    <div className="zw-stock-scroll">
      <table className="zw-stock-table">
        <thead>
          <tr>
            <th scope="col">班级</th>
            {sheet.columns.map(c => (
              <th key={c.itemId} scope="col" className="zw-fig">
                {c.name}
                <br />
                <small>{draft ? '发（还有）' : c.measure}</small>
              </th>
            ))}
            {sheet.state !== 'draft' && <th scope="col">签收</th>}
          </tr>
        </thead>
        <tbody>
          {sheet.classRows.map(row => (
            <tr key={row.unitId}>
              <th scope="row">{row.unitName}</th>
              {sheet.columns.map(c => {
                const cell = row.cells.find(x => x.itemId === c.itemId)
                if (!cell)
                  return (
                    <td key={c.itemId} className="zw-fig">
                      —
                    </td>
                  )
                return (
                  <td key={c.itemId} className="zw-fig">
                    {draft ? (
                      <span className="zw-kit-cell">
                        {demandIn(has, cell)}
                        <HasInput row={row} cell={cell} name={c.name} has={has} onHas={onHas} />
                      </span>
                    ) : (
                      cell.demand
                    )}
                  </td>
                )
              })}
              {sheet.state !== 'draft' && (
                <td>
                  <Signed row={row} onSign={onSign} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>合计</td>
            {sheet.columns.map(c => (
              <td key={c.itemId} className={c.short > 0 ? 'zw-fig zw-low' : 'zw-fig'}>
                {quantityText(c.demand, c.measure)}
              </td>
            ))}
            {sheet.state !== 'draft' && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
