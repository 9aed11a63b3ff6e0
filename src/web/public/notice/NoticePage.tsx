import { useEffect, useState } from 'react'
import { BigButton, PhoneField, PhoneNotice, PublicPage, StateTag } from '../../ui/phone/index.ts'
import { useSend } from '../follow/use-send.ts'
import { useAsk } from '../net/use-ask.ts'
import { Skeleton, Trouble } from '../parts/Trouble.tsx'
import { mayPay, standingOf, yuanText } from './words.ts'

/** /f/p/<token>: what is to be paid for which damage, why, how, and how to object. */
export function NoticePage({ token }: { token: string }) {
  const asked = useAsk('damage.notice', { token })
  const notice = asked.data
  useEffect(() => {
    document.title = notice ? `赔偿通知 ${notice.no}` : '赔偿通知'
  }, [notice])
  if (!notice) {
    if (!asked.error) return <Skeleton label="正在打开赔偿通知…" />
    return (
      <Trouble
        error={asked.error}
        busy={asked.busy}
        again={asked.again}
        missing="没有这份通知，或者学校正在重新核定。请过两天再看，或问班主任、总务处。"
      />
    )
  }
  const standing = standingOf(notice)
  return (
    <PublicPage school={notice.school} title="损坏赔偿通知">
      <section className="zp-standing" data-tone={standing.tone}>
        <StateTag tone={standing.tone} label={standing.label} />
        <p>{standing.text}</p>
      </section>
      <p className="zp-notice-lead">
        {notice.liableName && `${notice.liableName}：`}
        {chineseDay(notice.occurredOn)}
        {notice.placeText && `在${notice.placeText}`}损坏{notice.item}
        {notice.quantity}
        {notice.measure}，应赔 {yuanText(notice.amountFen)}。
      </p>
      <dl className="zp-facts">
        <div>
          <dt>编号</dt>
          <dd className="zw-num">{notice.no}</dd>
        </div>
        <div>
          <dt>物品</dt>
          <dd>
            {notice.item}，{notice.quantity} {notice.measure}
          </dd>
        </div>
        <div>
          <dt>应赔</dt>
          <dd className="zw-num">{yuanText(notice.amountFen)}</dd>
        </div>
        <div>
          <dt>已缴</dt>
          <dd className="zw-num">{yuanText(notice.paidFen)}</dd>
        </div>
        <div>
          <dt>依据</dt>
          <dd>{notice.basis || '学校公布的赔偿价目'}</dd>
        </div>
        {notice.decision && (
          <div>
            <dt>学校答复</dt>
            <dd>{notice.decision}</dd>
          </div>
        )}
      </dl>
      {mayPay(notice) && (
        <section>
          <h2 className="zp-h2">怎么缴</h2>
          <ol className="zp-list">
            <li>到学校财务室缴，报编号 {notice.no}；现金、转账、扫码都可以。</li>
            <li>缴完当场拿收据，收据上的金额要和这里一样。</li>
            <li>不要把钱交给个人，也不要扫陌生的收款码。</li>
          </ol>
        </section>
      )}
      {notice.mayObject && <Objection token={token} onDone={asked.again} />}
      <p className="zw-small zw-muted">正常使用中用旧、用坏的不用赔。</p>
      <div className="zw-no-print">
        <BigButton kind="plain" onClick={() => window.print()}>
          打印这份通知
        </BigButton>
      </div>
      <footer className="zp-print-foot">
        <p>{notice.school}</p>
        <p>通知人：　　　　　　　　收到人：　　　　　　　　日期：　　　　年　　月　　日</p>
      </footer>
    </PublicPage>
  )
}

function Objection({ token, onDone }: { token: string; onDone: () => void }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [lack, setLack] = useState<string>()
  const sender = useSend(onDone)
  const submit = () => {
    if (reason.trim().length < 2) return setLack('请写明理由')
    setLack(undefined)
    void sender.run('damage.object', { token, reason: reason.trim() })
  }
  if (!open)
    return (
      <div className="zw-no-print">
        <BigButton kind="plain" onClick={() => setOpen(true)}>
          不同意，我要提异议
        </BigButton>
      </div>
    )
  return (
    <section className="zp-panel zw-no-print">
      <h2>为什么不同意？</h2>
      <PhoneField
        label="理由"
        value={reason}
        onChange={setReason}
        rows={4}
        maxLength={500}
        placeholder="例如：当天我请假没到校；凳子原来就是松的"
        error={lack}
        hint="学校核实后会在这一页答复；答复前不用缴。"
      />
      {sender.problem && <PhoneNotice tone="late" title={sender.problem} />}
      <BigButton busy={sender.busy} onClick={submit}>
        提交异议
      </BigButton>
      <BigButton kind="plain" onClick={() => setOpen(false)}>
        先不提了
      </BigButton>
    </section>
  )
}

function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
