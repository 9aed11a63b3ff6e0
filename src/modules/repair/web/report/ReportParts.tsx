import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { When } from '../../../../web/ui/marks/When.tsx'
import { PhoneNotice } from '../../../../web/ui/phone/PhoneParts.tsx'
import { contract } from '../../contract.ts'
import type { Report } from './use-report.ts'
import './report.css'

/** What the words probably mean; a tap makes it sure. */
export function GuessChips({ report }: { report: Report }) {
  const { guesses, danger, form } = report
  const chosen = form.values.item
  return (
    <div className="zw-guess" aria-live="polite">
      {guesses.length > 0 && (
        <div className="zw-taps">
          {guesses.map(g => (
            <button
              key={g.code}
              type="button"
              aria-pressed={g.code === chosen?.code}
              onClick={() =>
                form.set('item', g.code === chosen?.code ? undefined : { code: g.code, name: g.name })
              }
            >
              {g.name}
              {g.trade && <small>{g.trade}</small>}
            </button>
          ))}
        </div>
      )}
      {danger && (
        <PhoneNotice tone="late" title="听上去有危险">
          <p>请先离远一点，不要碰。报上来马上会通知值班的人。</p>
        </PhoneNotice>
      )}
    </div>
  )
}

/** For those who would rather tap than write: the trade first, then what it mends. */
export function ItemTaps({ report }: { report: Report }) {
  const catalogue = useRead(contract.operations.catalogue, {})
  const [trade, setTrade] = useState<string>()
  const trades = catalogue.data?.trades.filter(t => t.items.length > 0) ?? []
  const { item } = report.form.values
  const items = trades.find(t => t.code === trade)?.items ?? []
  return (
    <>
      <fieldset className="zw-taps">
        <legend>或者点一点</legend>
        {trades.map(t => (
          <button
            key={t.code}
            type="button"
            aria-pressed={t.code === trade}
            onClick={() => setTrade(t.code === trade ? undefined : t.code)}
          >
            {t.name}
          </button>
        ))}
      </fieldset>
      {items.length > 0 && (
        <div className="zw-taps">
          {items.map(i => (
            <button
              key={i.code}
              type="button"
              aria-pressed={i.code === item?.code}
              onClick={() => report.form.set('item', { code: i.code, name: i.name })}
            >
              {i.name}
            </button>
          ))}
        </div>
      )}
    </>
  )
}

/** Orders that stand open at the place: joining one is quicker than reporting again. */
export function SimilarOrders({ report }: { report: Report }) {
  const [busy, setBusy] = useState<string>()
  if (report.similar.length === 0) return null
  return (
    <section className="zw-similar" aria-label="这里已经报过的">
      <h2>这里已经报过 {report.similar.length} 件，是同一件吗？</h2>
      <ul>
        {report.similar.slice(0, 4).map(order => (
          <li key={order.id}>
            <span>
              <b>{order.title}</b>
              <small>
                {order.stateLabel} · <When at={order.reportedOn} />
                {order.endorsements > 0 && ` · ${order.endorsements + 1} 人遇到`}
              </small>
            </span>
            <Button
              busy={busy === order.id}
              onClick={() => {
                setBusy(order.id)
                report
                  .join(order)
                  .catch((error: Error) => toast.fail(error.message))
                  .finally(() => setBusy(undefined))
              }}
            >
              我也遇到了
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 已报，编号 BX-2026-000123，预计今天有人来 */
export function ReportSent({ report }: { report: Report }) {
  const navigate = useNavigate()
  const { sent } = report
  if (!sent) return null
  return (
    <article className="zw-report-sent">
      <PhoneNotice tone="done" title={sent.joined ? `记上了，编号 ${sent.no}` : `已报，编号 ${sent.no}`}>
        <p>{sent.expected}。修好会告诉您。</p>
      </PhoneNotice>
      <div>
        <Button kind="primary" onClick={() => void navigate({ to: `/orders/${sent.id}` })}>
          看进度
        </Button>
        <Button onClick={report.again}>再报一处</Button>
      </div>
    </article>
  )
}
