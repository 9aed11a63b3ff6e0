import { type ReactNode, useState } from 'react'
import { BigButton, PhoneField, PhoneNotice, Stars } from '../../ui/phone/index.ts'
import type { KeptPhoto } from '../keep/photo.ts'
import type { Progress } from '../net/operations.ts'
import { PhotoShots } from '../parts/PhotoShots.tsx'
import { type Sender, useSend } from './use-send.ts'

type Act = 'reopen' | 'cancel' | 'comment'

export interface FollowActionsProps {
  token: string
  progress: Progress
  onDone: () => void
}

/** What the reporter may do now; what he may not is not there. */
export function FollowActions({ token, progress, onDone }: FollowActionsProps) {
  const [open, setOpen] = useState<Act>()
  const { can } = progress
  const close = () => {
    setOpen(undefined)
    onDone()
  }
  const sender = useSend(close)
  const openers: { act: Act; may: boolean; label: string }[] = [
    { act: 'reopen', may: can.reopen, label: '没修好，要返修' },
    { act: 'comment', may: can.comment, label: '给师傅留言' },
    { act: 'cancel', may: can.cancel, label: '不用修了，撤销' },
  ]
  const choices = openers.filter(o => o.may && o.act !== open)
  return (
    <section className="zp-actions zw-no-print" aria-label="可以做的事">
      {can.confirm && open === undefined && <Confirm token={token} progress={progress} sender={sender} />}
      {open === 'reopen' && can.reopen && (
        <Words
          title="哪里没修好？"
          label="情况"
          placeholder="例如：修完第二天又滴水了"
          button="要求返修"
          sender={sender}
          photos
          onSend={(reason, photos) => sender.run('workorder.reopen', { token, reason }, photos)}
        />
      )}
      {open === 'comment' && can.comment && (
        <Words
          title="给师傅留言"
          label="留言"
          placeholder="例如：下午三点后教室没人，门卫有钥匙"
          button="发出留言"
          sender={sender}
          photos
          onSend={(text, photos) => sender.run('workorder.comment', { token, text }, photos)}
        />
      )}
      {open === 'cancel' && can.cancel && (
        <Words
          title="为什么不用修了？"
          label="原因"
          placeholder="例如：自己拧紧就好了"
          button="撤销这次报修"
          sender={sender}
          onSend={reason => sender.run('workorder.cancel', { token, reason })}
        />
      )}
      {open === undefined && !can.confirm && sender.problem && (
        <PhoneNotice tone="late" title={sender.problem} />
      )}
      <div className="zp-openers">
        {choices.map(o => (
          <BigButton key={o.act} kind="plain" onClick={() => setOpen(o.act)}>
            {o.label}
          </BigButton>
        ))}
        {open !== undefined && (
          <BigButton kind="plain" onClick={() => setOpen(undefined)}>
            先不{open === 'comment' ? '留言' : '办'}了
          </BigButton>
        )}
      </div>
    </section>
  )
}

function Confirm({ token, progress, sender }: { token: string; progress: Progress; sender: Sender }) {
  const [stars, setStars] = useState<number>()
  const [note, setNote] = useState('')
  const done = progress.state === 'done'
  return (
    <Panel title={done ? '修好了吗？请验收打分' : '修得怎么样？请打分'}>
      <Stars label="修得怎么样" value={stars} onRate={setStars} />
      <PhoneField
        label="说两句（可不写）"
        value={note}
        onChange={setNote}
        rows={2}
        maxLength={1000}
        placeholder="例如：来得快，收拾得干净"
      />
      {sender.problem && <PhoneNotice tone="late" title={sender.problem} />}
      <BigButton
        busy={sender.busy}
        disabled={!done && stars === undefined}
        onClick={() =>
          void sender.run('workorder.confirm', { token, note, ...(stars ? { rating: stars } : {}) })
        }
      >
        {done ? '修好了，验收' : '评价'}
      </BigButton>
    </Panel>
  )
}

interface WordsProps {
  title: string
  label: string
  placeholder: string
  button: string
  sender: Sender
  photos?: boolean
  onSend: (text: string, photos: readonly KeptPhoto[]) => Promise<boolean>
}

function Words({ title, label, placeholder, button, sender, photos: withPhotos, onSend }: WordsProps) {
  const [text, setText] = useState('')
  const [photos, setPhotos] = useState<KeptPhoto[]>([])
  const [lack, setLack] = useState<string>()
  const submit = () => {
    if (!text.trim()) return setLack('请写几个字')
    setLack(undefined)
    void onSend(text.trim(), photos)
  }
  return (
    <Panel title={title}>
      <PhoneField
        label={label}
        value={text}
        onChange={setText}
        rows={3}
        maxLength={300}
        placeholder={placeholder}
        error={lack}
      />
      {withPhotos && <PhotoShots photos={photos} onChange={setPhotos} max={3} hint="照片可以不拍。" />}
      {sender.problem && <PhoneNotice tone="late" title={sender.problem} />}
      <BigButton busy={sender.busy} onClick={submit}>
        {button}
      </BigButton>
    </Panel>
  )
}

const Panel = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="zp-panel">
    <h2>{title}</h2>
    {children}
  </div>
)
