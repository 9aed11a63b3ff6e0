import { device } from '../../../../web/kept/device.ts'
import { Button, Dialog, When } from '../../../../web/ui/index.ts'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import type { CountQueue, Tap } from './queue.ts'

interface WaitingSheetProps {
  queue: CountQueue
  open: boolean
  taps: readonly Tap[]
  busy: boolean
  onClose: () => void
}

/** What is on this phone only, each with its reason; nothing is thrown away unasked. */
export function WaitingSheet({ queue, open, taps, busy, onClose }: WaitingSheetProps) {
  const waiting = taps.filter(tap => tap.state === 'waiting').length
  return (
    <Dialog open={open} kind="sheet" title={`${taps.length} 条还没到学校`} onClose={onClose}>
      <ul className="zw-count-waiting">
        {taps.map(tap => (
          <li key={tap.id}>
            <b>{tap.what}</b>
            <small>
              <When at={tap.at} />
              {tap.photos.length > 0 && ` · ${tap.photos.length} 张照片`}
            </small>
            <p data-refused={tap.state === 'refused' || undefined}>{tap.why || '等网络，连上后自动发出'}</p>
            {tap.state === 'refused' && (
              <p className="zw-count-ways">
                {!tap.stale && <Button onClick={() => void queue.retry(tap.id)}>再发一次</Button>}
                {tap.photos.some(photo => !photo.fileId) && (
                  <Button onClick={() => void queue.retry(tap.id, { withoutPhotos: true })}>
                    不带照片发
                  </Button>
                )}
                <Button
                  kind="danger"
                  onClick={() => window.confirm('删掉后这一条不会计入。要删吗？') && void queue.drop(tap.id)}
                >
                  删掉
                </Button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {!device.lasting() && <p className="zw-small">这个浏览器不让网页存东西，请先不要关掉这一页。</p>}
      {waiting > 0 && (
        <BigButton kind="plain" disabled={busy} onClick={() => void queue.flush()}>
          {busy ? '正在发…' : '现在就发'}
        </BigButton>
      )}
    </Dialog>
  )
}
