import { formatFen } from '../../../../kernel/pure/money.ts'
import { addressOf } from '../../../../web/api.ts'
import { type Fact, Facts } from '../../../../web/ui/document/Facts.tsx'
import { type Photo, PhotoStrip } from '../../../../web/ui/document/PhotoStrip.tsx'
import { Money } from '../../../../web/ui/marks/Money.tsx'
import { PersonChip } from '../../../../web/ui/marks/PersonChip.tsx'
import { When } from '../../../../web/ui/marks/When.tsx'
import { attachment } from '../../../attachment/contract.ts'
import { CAUSES, LEVELS, SOURCES } from '../../machine.ts'
import { reportedMoment } from '../order-columns.tsx'
import type { Slip } from './timeline.ts'
import './slip-parts.css'

/** The facts as on the paper slip; what has not happened yet has no line. */
export function SlipFacts({ slip }: { slip: Slip }) {
  const facts: (Fact | false)[] = [
    { label: '地点', value: <b>{slip.place || '没有写'}</b> },
    { label: '故障', value: slip.title, note: said(slip) },
    {
      label: '报修人',
      value: <PersonChip name={slip.reporter || undefined} nobody="没有留名" />,
      note: slip.reporterPhone && <a href={`tel:${slip.reporterPhone}`}>{slip.reporterPhone}</a>,
    },
    {
      label: '报修时间',
      value: <When at={reportedMoment(slip)} />,
      note: slip.source === 'report' ? undefined : SOURCES[slip.source],
    },
    {
      label: '工种',
      value: [slip.trade.name, slip.item?.name].filter(Boolean).join(' · '),
      note: `${LEVELS[slip.level].label}：${LEVELS[slip.level].hint}`,
    },
    {
      label: '维修人',
      value: <PersonChip name={slip.assignee?.name} nobody="还没派" />,
      note: slip.dispatchedAt && (
        <>
          <When at={slip.dispatchedAt} /> 派工
        </>
      ),
    },
    slip.startedAt !== null && { label: '开工', value: <When at={slip.startedAt} /> },
    slip.doneAt !== null && { label: '完工', value: <When at={slip.doneAt} /> },
    slip.cause !== null && {
      label: '损坏原因',
      value: CAUSES[slip.cause],
      note: slip.causeNote || undefined,
    },
    slip.confirmedAt !== null && {
      label: '验收',
      value: slip.rating ? (
        <span className="zw-slip-stars" role="img" aria-label={`${slip.rating} 分`}>
          {'★'.repeat(slip.rating)}
          <i>{'★'.repeat(5 - slip.rating)}</i>
        </span>
      ) : slip.autoConfirmed ? (
        '到期自动验收'
      ) : (
        '已验收'
      ),
      note: slip.ratingNote || undefined,
    },
    slip.costFen > 0 && { label: '费用', value: <Money fen={slip.costFen} /> },
    slip.externalNo !== null && { label: '原编号', value: slip.externalNo },
    slip.endorsers.length > 0 && {
      label: '也遇到的',
      value: slip.endorsers.map(e => e.name).join('、'),
      note: slip.endorsers
        .map(e => e.note)
        .filter(Boolean)
        .join('；'),
    },
  ]
  return <Facts facts={facts.filter(f => f !== false)} />
}

const said = (slip: Slip) =>
  slip.description && slip.description !== slip.title ? `“${slip.description}”` : undefined

/** Before and after side by side; other papers as links. */
export function SlipPhotos({ slip }: { slip: Slip }) {
  const pictures = slip.files.filter(f => f.mime.startsWith('image/'))
  const papers = slip.files.filter(f => !f.mime.startsWith('image/'))
  if (slip.files.length === 0) return null
  const strip = (role: string | undefined, caption: string): Photo[] =>
    pictures
      .filter(f => (role ? f.role === role : f.role !== 'before' && f.role !== 'after'))
      .map(f => ({
        key: f.id,
        src: addressOf(attachment.view, { id: f.id, size: 'large' }),
        thumb: addressOf(attachment.view, { id: f.id, size: 'thumb' }),
        caption,
      }))
  return (
    <section className="zw-slip-photos">
      <PhotoStrip
        photos={[...strip('before', '修前'), ...strip('after', '修后'), ...strip(undefined, '其他')]}
      />
      {papers.map(f => (
        <a key={f.id} href={addressOf(attachment.view, { id: f.id, size: 'original' })}>
          {f.name}
        </a>
      ))}
    </section>
  )
}

/** What was done, with what, by whom: the slip's table. */
export function SlipWork({ slip }: { slip: Slip }) {
  const { lines, materials, labour } = slip
  if (lines.length + materials.length + labour.length === 0) return null
  return (
    <section className="zw-slip-work">
      {lines.length > 0 && (
        <table>
          <caption>维修内容</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col" className="zw-fig">
                数量
              </th>
              <th scope="col">计入次数</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(l => (
              <tr key={l.id}>
                <td>{[l.item?.name, l.text].filter(Boolean).join('，')}</td>
                <td className="zw-fig">
                  {l.qty} {l.measure}
                </td>
                <td>{l.counts ? '计' : '不计'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {materials.length > 0 && (
        <table>
          <caption>材料</caption>
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col" className="zw-fig">
                数量
              </th>
              <th scope="col" className="zw-fig">
                金额
              </th>
            </tr>
          </thead>
          <tbody>
            {materials.map(m => (
              <tr key={m.id}>
                <td>{m.name}</td>
                <td className="zw-fig">
                  {m.qty} {m.measure}
                </td>
                <td className="zw-fig">{m.amountFen > 0 ? formatFen(m.amountFen) : '—'}</td>
              </tr>
            ))}
          </tbody>
          {materials.length > 1 && (
            <tfoot>
              <tr>
                <td colSpan={2}>合计</td>
                <td className="zw-fig">{formatFen(materials.reduce((sum, m) => sum + m.amountFen, 0))}</td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
      {labour.length > 0 && (
        <p className="zw-muted">工时：{labour.map(l => `${l.person.name} ${hours(l.minutes)}`).join('，')}</p>
      )}
    </section>
  )
}

/** 90 → 1.5 小时, 20 → 20 分钟 */
export const hours = (minutes: number): string =>
  minutes < 60 ? `${minutes} 分钟` : `${Math.round(minutes / 6) / 10} 小时`

/** Vendors called and extensions asked for, each a line. */
export function SlipTalks({ slip }: { slip: Slip }) {
  const facts: Fact[] = [
    ...slip.vendorCalls.map((c, i) => ({
      label: numbered('厂家', i),
      value: (
        <>
          {c.vendor} {c.phone && <a href={`tel:${c.phone}`}>{c.phone}</a>}
          {c.underWarranty && '，保修期内'}
          {c.visitOn && (
            <>
              ，约好 <When at={c.visitOn} /> 上门
            </>
          )}
        </>
      ),
      note: c.finishedAt ? `${c.result}${c.costFen ? `，费用 ${formatFen(c.costFen)}` : ''}` : '等回音',
    })),
    ...slip.extensions.map((e, i) => ({
      label: numbered('延期', i),
      value: (
        <>
          {e.askedBy}申请延到 <When at={e.until} />：{e.reason}
        </>
      ),
      note:
        e.approved === null
          ? '等总务处批'
          : `${e.decidedBy}${e.approved ? '同意' : '不同意'}${e.note ? `：${e.note}` : ''}`,
    })),
    ...slip.pauses.map((p, i) => ({
      label: numbered('停表', i),
      value: (
        <>
          <When at={p.from} /> 起{p.to ? `，停了 ${hours(p.minutes)}` : '，还停着'}
        </>
      ),
      note: p.note || undefined,
    })),
  ]
  return facts.length > 0 ? <Facts facts={facts} /> : null
}

const numbered = (label: string, i: number): string => (i === 0 ? label : `${label}（${i + 1}）`)
