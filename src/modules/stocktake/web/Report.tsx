import { Link, useParams } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { download, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, dayOf, ErrorNotice, Loading, QrCode, toast } from '../../../web/ui/index.ts'
import { stocktake } from '../contract.ts'
import {
  CAUSES,
  COUNT_KINDS,
  campaignMachine,
  DIFFERENCES,
  DUTIES,
  REPORT_DUTIES,
  RESULTS,
} from '../rules.ts'
import { Compare } from './Compare.tsx'
import './stocktake.css'

const SHOWN = 200

/** 2026年6月22日 */
const dayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 盘点报告 with its table of differences and four seals, as it is filed. */
export default function Report() {
  const { id } = useParams({ strict: false }) as { id: string }
  const session = useSession()
  const one = useRead(stocktake.get, { id })
  const lines = useRead(stocktake.lines, { id, results: [...DIFFERENCES], limit: SHOWN })
  const error = one.error ?? lines.error
  if (error) return <ErrorNotice message={error.message} onRetry={() => void one.refetch()} />
  if (!one.data || !lines.data) return <Loading kind="rows" />
  const c = one.data
  const t = c.totals
  const names = (duty: 'counter' | 'watcher'): string =>
    c.counters
      .filter(p => p.duty === duty)
      .map(p => p.name)
      .join('、')
  const signed = new Set(c.marks.map(mark => mark.duty))
  return (
    <>
      <p className="zw-no-print zw-stocktake-bar">
        <Link to={`/stocktakes/${c.id}`}>{c.no}</Link>
        <Button kind="primary" onClick={() => window.print()}>
          打印
        </Button>
        <Button
          onClick={() =>
            void download(stocktake.exportReport, { id: c.id })
              .then(() => toast.ok('表格下载好了'))
              .catch((failed: Error) => toast.fail(failed.message))
          }
        >
          导出表格
        </Button>
      </p>
      <article className="zw-stocktake-report" aria-label="盘点报告">
        <header>
          <div>
            <p>{session.school.name}</p>
            <h1>{c.kind === 'asset' ? '资产盘点报告' : '库存盘点报告'}</h1>
            <p className="zw-num">
              {c.no}　{campaignMachine.states[c.state].label}
            </p>
          </div>
          <QrCode value={c.url} size={84} label="盘点的二维码" />
        </header>
        <p>
          {c.title}：范围为{c.scopeText}，{COUNT_KINDS[c.kind]}，{c.blind ? '盲盘' : '对账盘'}
          {c.startedAt && `，账面冻结于${dayText(dayOf(c.startedAt))}`}
          {c.finishedOn && `，清点结束于${dayText(c.finishedOn)}`}。{DUTIES.counter}
          {names('counter')}，{DUTIES.watcher}
          {names('watcher')}。
        </p>
        {t && (
          <table>
            <thead>
              <tr>
                {[
                  '账面项数',
                  '账面价值',
                  '相符',
                  '盘亏',
                  '盘亏金额',
                  '盘盈',
                  '盘盈金额',
                  '错位',
                  '损坏',
                  '账物相符率',
                ].map(title => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr className="zw-num">
                <td>{t.lines}</td>
                <td>{formatFen(t.bookFen)}</td>
                <td>{t.match}</td>
                <td>{t.missing}</td>
                <td>{formatFen(t.missingFen)}</td>
                <td>{t.surplus}</td>
                <td>{formatFen(t.surplusFen)}</td>
                <td>{t.moved}</td>
                <td>{t.damaged}</td>
                <td>{t.rate}%</td>
              </tr>
            </tbody>
          </table>
        )}
        <h2>差异明细</h2>
        {lines.data.rows.length === 0 ? (
          <p>账物相符，没有差异。</p>
        ) : (
          <table>
            <thead>
              <tr>
                {[
                  '存放地点',
                  '编号',
                  '名称',
                  '单位',
                  '账面',
                  '实盘',
                  '结果',
                  '差额',
                  '差异原因',
                  '处理意见',
                ].map(title => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.data.rows.map(r => (
                <tr key={r.id}>
                  <td>
                    {r.areaText || r.foundAreaText}
                    {r.result === 'moved' && ` → ${r.foundAreaText}`}
                  </td>
                  <td className="zw-num">{r.code}</td>
                  <td>{r.name}</td>
                  <td>{r.measure}</td>
                  <td className="zw-num zw-stocktake-right">{r.bookQuantity}</td>
                  <td className="zw-num zw-stocktake-right">{r.foundQuantity ?? ''}</td>
                  <td>{RESULTS[r.result]}</td>
                  <td className="zw-num zw-stocktake-right">
                    {r.differenceFen === 0 ? '' : formatFen(r.differenceFen)}
                  </td>
                  <td>{r.cause ? CAUSES[r.cause] : ''}</td>
                  <td>{r.opinion}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {(lines.data.total ?? 0) > SHOWN && (
          <p>
            以上为前 {SHOWN} 项，全部 {lines.data.total} 项见导出的盘点表。
          </p>
        )}
        {t && t.released > 0 && <p>盘点中移出 {t.released} 项，理由见盘点记录。</p>}
        <Compare id={c.id} print />
        {c.approvedBy && (
          <p>
            差异经{c.approvedBy}批准{c.adjustedOn && `，${dayText(c.adjustedOn)}调账`}。
          </p>
        )}
        <footer>
          <SignatureRow
            marks={c.marks.map(mark => ({ ...mark, signedAt: new Date(mark.signedAt) }))}
            waiting={REPORT_DUTIES[c.kind].filter(d => !signed.has(d.duty)).map(({ duty }) => ({ duty }))}
          />
        </footer>
      </article>
    </>
  )
}
