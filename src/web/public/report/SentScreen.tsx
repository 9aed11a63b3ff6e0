import { BigButton, PhoneFlow, PhoneNotice } from '../../ui/phone/index.ts'
import { keep, queue } from '../keep/device.ts'
import type { QueueState } from '../keep/queue.ts'
import { ShareRow, withSchool } from '../parts/ShareRow.tsx'
import { useCalmed } from './use-calm.ts'

export interface SentScreenProps {
  heading: string
  id: string
  state: QueueState
  onAnother: () => void
}

/** What became of the report: arrived, on its way, or waiting for a network. */
export function SentScreen({ heading, id, state, onAnother }: SentScreenProps) {
  const sent = state.sent.find(s => s.id === id)
  const waiting = state.waiting.find(w => w.id === id)
  const frame = { heading, step: 1, steps: 1 }
  const calm = useCalmed(sent ? 'sent' : state.busy ? 'busy' : 'waiting')
  if (sent) {
    const { no, expected, followPath } = sent.receipt
    const urgent = 'level' in sent.receipt && ['L0', 'L1'].includes(sent.receipt.level)
    return (
      <PhoneFlow
        {...frame}
        question={sent.joined ? '记下了' : '报好了'}
        foot={
          calm && (
            <>
              <a className="zw-big-button zp-link" href={withSchool(followPath)}>
                看进度
              </a>
              <BigButton kind="plain" onClick={onAnother}>
                再报一处
              </BigButton>
            </>
          )
        }
      >
        <PhoneNotice tone="done" title={sent.joined ? `已加到 ${no}` : `已报，编号 ${no}`}>
          <p>{expected}。</p>
          {urgent && <p>已按急修报给办公室。请先别碰，也提醒旁边的人。</p>}
          <p className="zw-muted">{sent.where}</p>
          <p className="zw-muted">{sent.what}</p>
        </PhoneNotice>
        <ShareRow path={followPath} title={`报修 ${no}：${sent.what}`} />
      </PhoneFlow>
    )
  }
  if (!waiting || state.busy) {
    const left = waiting?.photos.filter(p => !p.uploaded).length ?? 0
    return (
      <PhoneFlow {...frame} question="正在发…">
        <PhoneNotice tone="doing" title={left > 0 ? `正在传照片，还有 ${left} 张` : '正在把报修发给学校'}>
          <p>请稍等，不用再点。</p>
        </PhoneNotice>
      </PhoneFlow>
    )
  }
  return (
    <PhoneFlow
      {...frame}
      question={waiting.refused ? '没有发成' : '先存在手机里了'}
      foot={
        calm && (
          <>
            <BigButton onClick={() => void queue.flush(id)}>再发一次</BigButton>
            <BigButton kind="plain" onClick={onAnother}>
              再报一处
            </BigButton>
          </>
        )
      }
    >
      <PhoneNotice
        tone={waiting.refused ? 'late' : 'waiting'}
        title={waiting.refused?.why ?? '现在没有网络，1 条待发'}
      >
        {!waiting.refused && (
          <p>
            连上网后会自动发出，而且只会报一次。
            {keep.lasting() ? '关掉也不会丢，下次扫码打开时接着发。' : '请先不要关掉这一页。'}
          </p>
        )}
        <p className="zw-muted">{waiting.where}</p>
        <p className="zw-muted">{waiting.what}</p>
      </PhoneNotice>
    </PhoneFlow>
  )
}
