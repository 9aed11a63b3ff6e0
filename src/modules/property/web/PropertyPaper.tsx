import { Link, useParams } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, ErrorNotice, Loading, QrCode } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import { CAUSES, DUTIES, differenceOf, differenceText, SHEET_KINDS } from '../rules.ts'
import type { Sheet, SheetItem } from './PropertySlip.tsx'
import './property.css'

const TITLES = [
  '物品',
  '期初数量',
  '完好情况',
  '期末数量',
  '损坏数量',
  '是否人为',
  '损坏责任人',
  '赔偿金额',
  '差异说明',
] as const

/** 财产登记表 on A4 as it is filed: the beginning and the end of the term side by side, three signatures below. */
export default function PropertyPaper() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(property.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  if (!one.data) return <Loading kind="rows" />
  return (
    <>
      <p className="zw-no-print zw-property-bar">
        <Link to={`/property/${id}`}>{one.data.no}</Link>
        <Button kind="primary" onClick={() => window.print()}>
          打印
        </Button>
      </p>
      <Paper sheet={one.data} />
    </>
  )
}

function Paper({ sheet }: { sheet: Sheet }) {
  const session = useSession()
  const signed = new Set(sheet.marks.map(mark => mark.duty))
  const charged = sheet.items.reduce((sum, item) => sum + (item.caseFen ?? 0), 0)
  return (
    <article className="zw-wall-card zw-property-paper" aria-label="财产登记表">
      <header>
        <div>
          <p>{session.school.name}</p>
          <h1>{SHEET_KINDS[sheet.kind]}财产登记表</h1>
          <p className="zw-num">{sheet.no}</p>
        </div>
        <QrCode value={sheet.url} size={84} label="登记表的二维码" />
      </header>
      <dl>
        {facts(sheet).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table>
        <thead>
          <tr>
            {TITLES.map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.items.map(item => (
            <tr key={item.id}>
              {cellsOf(item).map((cell, i) => (
                <td key={TITLES[i]}>{cell}</td>
              ))}
            </tr>
          ))}
          {charged > 0 && (
            <tr>
              <td colSpan={7}>赔偿合计</td>
              <td>{formatFen(charged)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
      <footer>
        <p>{sheet.statement}</p>
        <SignatureRow
          marks={sheet.marks.map(mark => ({ ...mark, signedAt: new Date(mark.signedAt) }))}
          waiting={DUTIES[sheet.kind].filter(d => !signed.has(d.duty)).map(({ duty }) => ({ duty }))}
        />
        {sheet.reviewMarks.length > 0 && (
          <>
            <p>期末复查：</p>
            <SignatureRow
              marks={sheet.reviewMarks.map(mark => ({ ...mark, signedAt: new Date(mark.signedAt) }))}
            />
          </>
        )}
      </footer>
    </article>
  )
}

const facts = (sheet: Sheet): [string, string][] => [
  ['学期', sheet.termName],
  [SHEET_KINDS[sheet.kind], sheet.title],
  ...(sheet.placeText && sheet.placeText !== sheet.title
    ? [['地点', sheet.placeText] as [string, string]]
    : []),
  ['负责人', sheet.keeperName || '　'],
  ['登记日期', sheet.registeredOn ?? '　'],
  ['复查日期', sheet.reviewedOn ?? '　'],
]

function cellsOf(item: SheetItem): string[] {
  const { damaged } = differenceOf(item)
  const words = differenceText(item)
  return [
    item.name,
    `${item.quantity} ${item.measure}`,
    item.broken > 0 ? `已坏 ${item.broken}` : '完好',
    item.found === null ? '' : `${item.found} ${item.measure}`,
    damaged > 0 ? String(damaged) : '',
    item.cause ? (item.cause === 'human' ? '是' : '否') : '',
    item.caseId ? item.caseLiable : '',
    item.caseFen ? formatFen(item.caseFen) : '',
    [words, item.cause && CAUSES[item.cause], item.explanation].filter(Boolean).join('，') || item.note,
  ]
}
