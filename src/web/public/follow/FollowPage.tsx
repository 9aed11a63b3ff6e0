import { useEffect } from 'react'
import type { Tone } from '../../../kernel/pure/state.ts'
import { PublicPage, StateTag, When } from '../../ui/phone/index.ts'
import { useQueue } from '../keep/device.ts'
import { isPassing } from '../net/call.ts'
import type { Progress } from '../net/operations.ts'
import { useAsk } from '../net/use-ask.ts'
import { RemotePhotos } from '../parts/RemotePhotos.tsx'
import { ShareRow, withSchool } from '../parts/ShareRow.tsx'
import { Skeleton, Trouble } from '../parts/Trouble.tsx'
import { FollowActions } from './FollowActions.tsx'
import { Story } from './Story.tsx'
import { PHOTO_WORDS, storyOf } from './story.ts'

const REFRESH_MS = 30_000

const TONES: Record<Progress['state'], Tone> = {
  reported: 'waiting',
  accepted: 'waiting',
  dispatched: 'doing',
  in_progress: 'doing',
  waiting: 'waiting',
  done: 'doing',
  confirmed: 'done',
  closed: 'done',
  rejected: 'off',
  reopened: 'late',
  cancelled: 'off',
}

/** /f/<token>: how the repair stands, for whoever holds the link. */
export function FollowPage({ token }: { token: string }) {
  const asked = useAsk('repair.follow', { token }, REFRESH_MS)
  // A report that still waits on this device goes out from here as well.
  useQueue()
  const progress = asked.data
  useEffect(() => {
    document.title = progress ? `${progress.no} · ${progress.stateLabel}` : '报修进度'
  }, [progress])
  if (!progress) {
    if (!asked.error) return <Skeleton label="正在打开报修进度…" />
    return (
      <Trouble error={asked.error} busy={asked.busy} again={asked.again}>
        {!isPassing(asked.error) && (
          <p>
            <a className="zp-way-out" href={withSchool('/q/')}>
              重新报修
            </a>
          </p>
        )}
      </Trouble>
    )
  }
  const photos = progress.photos.map(p => ({ id: p.id, caption: PHOTO_WORDS[p.role] ?? '照片' }))
  return (
    <PublicPage school={progress.school} title={`${progress.place} ${progress.title}`}>
      <section className="zp-standing" data-tone={TONES[progress.state]}>
        <StateTag tone={TONES[progress.state]} label={progress.stateLabel} />
        <p>{progress.expected}。</p>
      </section>
      {asked.error && (
        <p className="zw-small zw-muted" role="status">
          网络不太好，下面是刚才看到的进度。
        </p>
      )}
      <dl className="zp-facts">
        <div>
          <dt>编号</dt>
          <dd className="zw-num">{progress.no}</dd>
        </div>
        <div>
          <dt>报修</dt>
          <dd>
            <When at={progress.reportedAt} />
          </dd>
        </div>
        {progress.description && progress.description !== progress.title && (
          <div>
            <dt>说明</dt>
            <dd>{progress.description}</dd>
          </div>
        )}
        {progress.endorsements > 0 && (
          <div>
            <dt>同样遇到</dt>
            <dd>另有 {progress.endorsements} 人</dd>
          </div>
        )}
        {progress.rating !== null && (
          <div>
            <dt>评价</dt>
            <dd>{progress.rating} 星</dd>
          </div>
        )}
      </dl>
      <RemotePhotos photos={photos} secret={token} />
      <FollowActions token={token} progress={progress} onDone={asked.again} />
      <section aria-label="经过">
        <h2 className="zp-h2">经过</h2>
        <Story scenes={storyOf(progress)} />
      </section>
      {progress.role === 'endorser' && (
        <p className="zw-muted">您是“我也遇到了”，验收和返修由最先报修的人来点。</p>
      )}
      <ShareRow path={`/f/${token}`} title={`报修 ${progress.no}`} />
    </PublicPage>
  )
}
