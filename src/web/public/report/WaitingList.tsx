import { BigButton, PhoneNotice, When } from '../../ui/phone/index.ts'
import { keep, queue } from '../keep/device.ts'
import type { QueueState, Sent } from '../keep/queue.ts'
import { withSchool } from '../parts/ShareRow.tsx'

/** Reports that have not reached the school yet, each with its reason. */
export function WaitingList({ state }: { state: QueueState }) {
  if (state.waiting.length === 0)
    return (
      <PhoneNotice tone="done" title="都发出去了">
        <p>没有等着发的报修。</p>
      </PhoneNotice>
    )
  return (
    <>
      <ul className="zp-waiting">
        {state.waiting.map(item => (
          <li key={item.id}>
            <p className="zp-orders-title">{item.what}</p>
            <p className="zw-small zw-muted">
              {item.where} · <When at={item.at} />
              {item.photos.length > 0 && ` · ${item.photos.length} 张照片`}
            </p>
            <p className="zp-waiting-why" data-refused={item.refused ? true : undefined}>
              {item.refused?.why ?? '等网络，连上后自动发出'}
            </p>
            <div>
              {item.refused && (
                <button type="button" className="zp-line-button" onClick={() => void queue.flush(item.id)}>
                  再发一次
                </button>
              )}
              <button
                type="button"
                className="zp-line-button"
                data-danger
                onClick={() => window.confirm('删掉后这条报修不会发出。要删吗？') && void queue.drop(item.id)}
              >
                删掉
              </button>
            </div>
          </li>
        ))}
      </ul>
      {!keep.lasting() && <p className="zw-small">这个浏览器不让网页存东西，请先不要关掉这一页。</p>}
      <BigButton kind="plain" disabled={state.busy} onClick={() => void queue.flush()}>
        {state.busy ? '正在发…' : '现在就发'}
      </BigButton>
    </>
  )
}

/** The way back to what was reported from this device. */
export function SentList({ sent }: { sent: readonly Sent[] }) {
  if (sent.length === 0) return null
  return (
    <details className="zp-sent">
      <summary>我报过的（{sent.length}）</summary>
      <ul>
        {sent.map(item => (
          <li key={item.id}>
            <a href={withSchool(item.receipt.followPath)}>
              <span>{item.what}</span>
              <span className="zw-small zw-muted">
                {item.where} · <When at={item.at} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
