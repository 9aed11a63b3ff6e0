import { useNavigate, useParams } from '@tanstack/react-router'
import Check from 'lucide-react/icons/check'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useState } from 'react'
import { useSession } from '../../../../web/session.tsx'
import { ErrorNotice, Loading, Notice, OfflineChip } from '../../../../web/ui/index.ts'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import { queueOf, useTaps } from './device.ts'
import { RoomCount } from './RoomCount.tsx'
import { lineIdOf, standings } from './seen.ts'
import { useCounter } from './use-counter.ts'
import { type Area, type Task, useTask } from './use-task.ts'
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
          />
        )}
      </main>
      {task && !area && (
        <footer>
          <BigButton kind="plain" onClick={() => void reload()}>
            刷新任务
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

interface RoomsProps {
  task: Task
  taps: Parameters<typeof standings>[1]
  onPick: (areaId: string) => void
}

/** One's own rooms first, each with how far it is. */
function Rooms({ task, taps, onPick }: RoomsProps) {
  const [all, setAll] = useState(false)
  const now = standings(task.lines, taps, task.blind)
  const lastWord = new Map<string, boolean>()
  for (const { entry } of taps) if (entry.kind === 'room') lastWord.set(entry.areaId, entry.done)
  const mine = task.areas.filter(area => area.mine)
  const shown = all || mine.length === 0 ? task.areas : mine
  return (
    <>
      <ul className="zw-count-rooms">
        {shown.map(area => {
          const lines = task.lines.filter(line => line.areaId === area.areaId)
          const counted = lines.filter(line => now.get(line.id)?.result !== 'open').length
          const done = lastWord.get(area.areaId) ?? area.done
          return (
            <li key={area.areaId}>
              <button type="button" data-done={done || undefined} onClick={() => onPick(area.areaId)}>
                <span>
                  <b>{area.title}</b>
                  <small>{roomWords(task, area, lines.length, counted, taps)}</small>
                </span>
                {done && <Check aria-label="点完了" />}
              </button>
            </li>
          )
        })}
      </ul>
      {shown.length < task.areas.length && (
        <BigButton kind="plain" onClick={() => setAll(true)}>
          看全部 {task.areas.length} 处
        </BigButton>
      )}
    </>
  )
}

function roomWords(
  task: Task,
  area: Area,
  total: number,
  counted: number,
  taps: Parameters<typeof standings>[1],
): string {
  if (!task.blind) return `已点 ${counted}/${total}`
  const lines = new Set(
    taps
      .filter(tap => tap.entry.areaId === area.areaId && tap.state !== 'refused')
      .map(tap => lineIdOf(tap, task.lines) ?? tap.what),
  )
  return lines.size > 0 ? `已记 ${lines.size} 项` : '盲盘，还没有点'
}
