import { useNavigate, useParams } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import Volume2 from 'lucide-react/icons/volume-2'
import VolumeX from 'lucide-react/icons/volume-x'
import { useState } from 'react'
import { useSession } from '../../../../web/session.tsx'
import { ErrorNotice, Loading, Notice, OfflineChip } from '../../../../web/ui/index.ts'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import { queueOf, useTaps } from './device.ts'
import { setSound, soundOn } from './feel.ts'
import { RoomCount } from './RoomCount.tsx'
import { Rooms } from './Rooms.tsx'
import { useCounter } from './use-counter.ts'
import { useTask } from './use-task.ts'
import { WaitingSheet } from './WaitingSheet.tsx'
import './count.css'

/** Counting with one hand: a room, its things, a camera. Works on in the basement. */
export default function CountPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const navigate = useNavigate()
  const { userId } = useSession()
  const queue = queueOf(userId)
  const { task, kept, error, reload } = useTask(userId, id)
  const state = useTaps(queue, id)
  const [areaId, setAreaId] = useState<string>()
  const [waitingOpen, setWaitingOpen] = useState(false)
  const [sound, setSoundShown] = useState(soundOn)
  const counter = useCounter(queue, id)
  const taps = state.taps.filter(tap => tap.campaignId === id)
  const unsent = taps.filter(tap => tap.state !== 'sent')
  const area = task?.areas.find(a => a.areaId === areaId)
  return (
    <div className="zw-count">
      <header>
        <button
          type="button"
          className="zw-phone-back"
          aria-label={area ? '回到房间' : '回到盘点'}
          onClick={() =>
            area ? setAreaId(undefined) : void navigate({ to: '/stocktakes/$id', params: { id } as never })
          }
        >
          <ChevronLeft aria-hidden />
        </button>
        <div>
          <p>{task ? `${task.no} ${task.title}` : '盘点'}</p>
          <h1>{area?.title ?? (task?.kind === 'stock' ? '选仓库' : '选房间')}</h1>
        </div>
        <OfflineChip waiting={unsent.length} onOpen={() => setWaitingOpen(true)} />
      </header>
      <main>
        {kept && <Notice tone="waiting">没有网络。照常点，都记在手机里，连上后自动发出。</Notice>}
        {error && <ErrorNotice message={error} onRetry={() => void reload()} />}
        {task && !task.mayCount && (
          <Notice tone="late">
            {task.state === 'counting'
              ? '您不是这次的盘点人，只能看。'
              : '这次盘点不在清点中，现在不能登记。'}
          </Notice>
        )}
        {!task && !error && <Loading kind="rows" />}
        {task && !area && <Rooms task={task} taps={taps} onPick={setAreaId} />}
        {task && area && (
          <RoomCount
            key={area.areaId}
            task={task}
            area={area}
            taps={taps}
            counter={counter}
            onDone={() => {
              void counter.room(area, true)
              setAreaId(undefined)
            }}
            onLeave={() => setAreaId(undefined)}
          />
        )}
      </main>
      {task && !area && (
        <footer>
          <BigButton kind="plain" onClick={() => void reload()}>
            刷新任务
          </BigButton>
          <BigButton
            kind="plain"
            aria-pressed={sound}
            onClick={() => {
              setSound(!sound)
              setSoundShown(!sound)
            }}
          >
            {sound ? <Volume2 aria-hidden /> : <VolumeX aria-hidden />}
            {sound ? '声音开着' : '声音关了'}
          </BigButton>
        </footer>
      )}
      <WaitingSheet
        queue={queue}
        open={waitingOpen}
        taps={unsent}
        busy={state.busy}
        onClose={() => setWaitingOpen(false)}
      />
    </div>
  )
}
