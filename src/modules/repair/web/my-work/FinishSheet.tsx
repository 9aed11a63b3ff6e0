import { useQueryClient } from '@tanstack/react-query'
import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import { useEffect, useState } from 'react'
import { CAUSES, type Cause, contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { orderTitle, type Row } from '../../../../mechanisms/workorder/web/order-marks.tsx'
import { uploadPhotos } from '../../../../mechanisms/workorder/web/upload.ts'
import { type CallError, call, refresh } from '../../../../web/api.ts'
import { Dialog } from '../../../../web/ui/feedback/Dialog.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { dropDraft, keepDraft, readDraft } from '../../../../web/ui/form/draft.ts'
import { BigButton, PhoneField } from '../../../../web/ui/phone/controls.tsx'
import { PhoneNotice } from '../../../../web/ui/phone/PhoneParts.tsx'
import { PhotoPicker } from '../../../../web/ui/photo/PhotoPicker.tsx'
import type { CatalogueTrade } from '../../contract.ts'
import { draftKey, type FinishDraft, finishInput, startDraft, stepped, withDone } from './finish-draft.ts'

export interface FinishSheetProps {
  row: Row
  trades: readonly CatalogueTrade[]
  onClose: () => void
}

/** What was done, in taps: the reported item stands there already, the photo is first, then it is sent. */
export function FinishSheet({ row, trades, onClose }: FinishSheetProps) {
  const items = trades.find(t => t.code === row.trade.code)?.items ?? []
  const key = draftKey(row.id)
  const [draft, setDraft] = useState<FinishDraft>(() => {
    const start = startDraft(row, items)
    return readDraft(localStorage, key, start, new Date())?.values ?? start
  })
  const [photos, setPhotos] = useState<File[]>([])
  const [more, setMore] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<CallError>()
  const client = useQueryClient()
  const change = (next: FinishDraft): void => {
    setDraft(next)
    keepDraft(localStorage, key, next, new Date())
  }
  const send = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    try {
      await call(workorder.operations.finish, finishInput(row, draft, await uploadPhotos(photos)))
      dropDraft(localStorage, key)
      toast.ok(`${row.no} 修好了，已请${row.reporter || '报修人'}验收`)
      onClose()
      await refresh(client, ['workorder', 'desk'])
    } catch (error) {
      keepDraft(localStorage, key, draft, new Date())
      setFailed(error as CallError)
    } finally {
      setBusy(false)
    }
  }
  const offline = failed?.code === 'offline'
  // biome-ignore lint/correctness/useExhaustiveDependencies: sends again when the network comes back, with what stands here then
  useEffect(() => {
    if (!offline) return
    const again = (): void => void send()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [offline, draft, photos])

  return (
    <Dialog
      open
      onClose={onClose}
      kind="sheet"
      className="zw-finish"
      title={orderTitle(row)}
      foot={
        <BigButton busy={busy} disabled={draft.done.length === 0} onClick={() => void send()}>
          {offline ? '有网了，再发一次' : '完工'}
        </BigButton>
      }
    >
      {failed && (
        <PhoneNotice tone="late" title={offline ? '网络不通，还没有发出去' : '没有办成'}>
          <p>{offline ? '写的都存在手机里了，照片不要关掉这一页。有网会自动再发。' : failed.message}</p>
        </PhoneNotice>
      )}
      <PhotoPicker onChange={setPhotos} max={4} hint="修好的样子，拍一张" />
      <ul className="zw-done">
        {draft.done.map((d, i) => (
          <li key={d.code ?? d.name}>
            <span>{d.name}</span>
            <span className="zw-stepper">
              <button
                type="button"
                aria-label={`${d.name}少一${d.measure}`}
                onClick={() => change(stepped(draft, i, -1))}
              >
                <Minus aria-hidden />
              </button>
              <b>
                {d.qty}
                <small>{d.measure}</small>
              </b>
              <button
                type="button"
                aria-label={`${d.name}多一${d.measure}`}
                onClick={() => change(stepped(draft, i, 1))}
              >
                <Plus aria-hidden />
              </button>
            </span>
          </li>
        ))}
        {draft.done.length === 0 && <li className="zw-muted">点下面选修了什么</li>}
      </ul>
      {more || draft.done.length === 0 ? (
        <div className="zw-taps">
          {items
            .filter(i => !draft.done.some(d => d.code === i.code))
            .map(i => (
              <button key={i.code} type="button" onClick={() => change(withDone(draft, i))}>
                {i.name}
              </button>
            ))}
        </div>
      ) : (
        <button type="button" className="zw-link zw-tap-link" onClick={() => setMore(true)}>
          修的不是这个，或者还修了别的
        </button>
      )}
      <fieldset className="zw-taps">
        <legend>为什么坏的</legend>
        {(Object.keys(CAUSES) as Cause[]).map(cause => (
          <button
            key={cause}
            type="button"
            aria-pressed={cause === draft.cause}
            onClick={() => change({ ...draft, cause })}
          >
            {CAUSES[cause]}
          </button>
        ))}
      </fieldset>
      {draft.cause === 'human' && (
        <PhoneField
          label="看到的情况"
          value={draft.note}
          onChange={note => change({ ...draft, note })}
          placeholder="例如：学生踢坏的，班主任知道"
          maxLength={200}
        />
      )}
    </Dialog>
  )
}
