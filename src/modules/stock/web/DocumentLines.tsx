import { formatFen } from '../../../kernel/pure/money.ts'
import { useIsPhone } from '../../../web/ui/index.ts'
import { quantityText } from '../rules.ts'
import type { StockDocument } from './DocumentSlip.tsx'

/** The lines as the paper form has them; batches only where there are any. */
export function DocumentLines({ paper }: { paper: StockDocument }) {
  const phone = useIsPhone()
  return phone ? <PhoneLines paper={paper} /> : <PaperLines paper={paper} />
}

const backTitleOf = (paper: StockDocument): string =>
  paper.kind === 'transfer' ? '实收' : paper.kind === 'difference' ? '已处理' : '已退'

/** The same on a phone, where a table would have to be pushed sideways. */
function PhoneLines({ paper }: { paper: StockDocument }) {
  return (
    <ul className="zw-stock-slip">
      {paper.rows.map(row => (
        <li key={row.id}>
          <div className="zw-stock-hand-head">
            <b>{[row.name, row.spec].filter(Boolean).join(' ')}</b>
            <span className="zw-num">{quantityText(row.quantity, row.measure)}</span>
          </div>
          <div className="zw-stock-hand-head">
            <small className="zw-muted">
              {[
                row.batchNo && `批次 ${row.batchNo}`,
                row.expiresOn && `保质期至 ${row.expiresOn}`,
                row.oldIn !== null && (row.oldIn ? '旧件已交回' : '旧件未交回'),
                row.returned > 0 && `${backTitleOf(paper)} ${quantityText(row.returned, row.measure)}`,
                row.note,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
            <small className="zw-num zw-muted">{formatFen(row.amountFen)}</small>
          </div>
        </li>
      ))}
      <li className="zw-stock-hand-head">
        <b>合计</b>
        <b className="zw-num">{formatFen(paper.amountFen)}</b>
      </li>
    </ul>
  )
}

function PaperLines({ paper }: { paper: StockDocument }) {
  const batches = paper.rows.some(r => r.batchNo)
  const asked = paper.rows.some(r => r.asked !== null) && paper.kind === 'issue'
  const old = paper.rows.some(r => r.oldIn !== null)
  const back = paper.rows.some(r => r.returned > 0)
  const notes = paper.rows.some(r => r.note)
  const before = 3 + Number(batches) + Number(asked)
  return (
    <div className="zw-stock-scroll">
      <table className="zw-stock-table">
        <thead>
          <tr>
            <th scope="col">物品名称</th>
            <th scope="col">规格</th>
            {batches && <th scope="col">批次</th>}
            <th scope="col">单位</th>
            {asked && (
              <th scope="col" className="zw-fig">
                申请
              </th>
            )}
            <th scope="col" className="zw-fig">
              {asked ? '实发' : '数量'}
            </th>
            <th scope="col" className="zw-fig">
              单价
            </th>
            <th scope="col" className="zw-fig">
              金额
            </th>
            {back && (
              <th scope="col" className="zw-fig">
                {backTitleOf(paper)}
              </th>
            )}
            {old && <th scope="col">旧件</th>}
            {notes && <th scope="col">备注</th>}
          </tr>
        </thead>
        <tbody>
          {paper.rows.map(row => (
            <tr key={row.id}>
              <td>{row.name}</td>
              <td>{row.spec || '—'}</td>
              {batches && (
                <td>
                  {[row.batchNo, row.expiresOn && `至 ${row.expiresOn}`].filter(Boolean).join(' ') || '—'}
                </td>
              )}
              <td>{row.measure}</td>
              {asked && <td className="zw-fig">{row.asked ?? '—'}</td>}
              <td className="zw-fig">{row.quantity}</td>
              <td className="zw-fig">{formatFen(row.priceFen)}</td>
              <td className="zw-fig">{formatFen(row.amountFen)}</td>
              {back && <td className="zw-fig">{row.returned || '—'}</td>}
              {old && <td>{row.oldIn === null ? '—' : row.oldIn ? '已交回' : '未交回'}</td>}
              {notes && <td>{row.note}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={before}>合计</td>
            <td />
            <td />
            <td className="zw-fig">{formatFen(paper.amountFen)}</td>
            {back && <td />}
            {old && <td />}
            {notes && <td />}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
