import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import type { Tap } from './queue.ts'
import { indexOf, lineIdOf, standings, undoneBy } from './seen.ts'
import type { Area, Task } from './use-task.ts'

interface RoomsProps {
  task: Task
  taps: readonly Tap[]
  onPick: (areaId: string) => void
}

/** More than fit on a screen or two are looked for by name. */
const MANY = 12

/** One's own rooms, those still to do first; the others' with who counts them. */
export function Rooms({ task, taps, onPick }: RoomsProps) {
  const [all, setAll] = useState(false)
  const [text, setText] = useState('')
  const mine = task.areas.filter(area => area.mine)
  const own = all || mine.length === 0 ? task.areas : mine
  const progress = progressOf(task, taps)
  const wanted = text.trim().toLowerCase()
  const shown = own.filter(area => area.title.toLowerCase().includes(wanted))
  const left = shown.filter(area => !progress(area).done)
  const done = shown.filter(area => progress(area).done)
  const word = task.kind === 'stock' ? '个仓库' : '处'
  return (
    <>
      <p className="zw-count-left" role="status">
        {left.length > 0 ? (
          <>
            还剩 <b>{left.length}</b> {word}
            {done.length > 0 && `，点完 ${done.length} ${word}`}
          </>
        ) : (
          '都点完了'
        )}
      </p>
      {own.length > MANY && (
        <input
          className="zw-count-seek"
          type="search"
          aria-label="找房间"
          placeholder="找房间，如 302"
          value={text}
          maxLength={40}
          onChange={e => setText(e.target.value)}
        />
      )}
      <ul className="zw-count-rooms">
        {[...left, ...done].map(area => {
          const now = progress(area)
          return (
            <li key={area.areaId}>
              <button type="button" data-done={now.done || undefined} onClick={() => onPick(area.areaId)}>
                <span>
                  <b>{area.title}</b>
                  <small>{[now.words, whoText(area, now.done)].filter(Boolean).join(' · ')}</small>
                </span>
                {now.done && <Check aria-label="点完了" />}
              </button>
            </li>
          )
        })}
      </ul>
      {shown.length === 0 && <p className="zw-muted">没有叫“{text.trim()}”的房间。</p>}
      {!all && own.length < task.areas.length && (
        <BigButton kind="plain" onClick={() => setAll(true)}>
          看全部 {task.areas.length} {word}
        </BigButton>
      )}
    </>
  )
}

function whoText(area: Area, done: boolean): string {
  if (done && area.doneBy) return `${area.doneBy} 点完`
  return area.mine ? '' : area.who
}

/** By this phone's taps where its lines are here, else as the school knew when the task was taken. */
function progressOf(task: Task, taps: readonly Tap[]): (area: Area) => { done: boolean; words: string } {
  const now = standings(task.lines, taps, task.blind)
  const { byArea } = indexOf(task.lines)
  const said = new Map<string, boolean>()
  for (const { entry } of taps) if (entry.kind === 'room') said.set(entry.areaId, entry.done)
  const dark = task.blind ? tappedIn(task, taps) : undefined
  return area => {
    const done = said.get(area.areaId) ?? area.done
    if (dark) {
      const n = Math.max(dark.get(area.areaId) ?? 0, area.counted)
      return { done, words: n > 0 ? `已记 ${n} 项` : '盲盘，还没有点' }
    }
    const lines = byArea.get(area.areaId) ?? []
    const counted = area.mine
      ? lines.filter(line => now.get(line.id)?.result !== 'open').length
      : area.counted
    return { done, words: `已点 ${counted}/${area.mine ? lines.length : (area.total ?? 0)}` }
  }
}

function tappedIn(task: Task, taps: readonly Tap[]): ReadonlyMap<string, number> {
  const undone = undoneBy(taps)
  const things = new Map<string, Set<string>>()
  for (const tap of taps) {
    const { areaId, kind } = tap.entry
    if (!areaId || kind === 'room' || kind === 'undo' || tap.state === 'refused' || undone.has(tap.id))
      continue
    things.set(areaId, (things.get(areaId) ?? new Set()).add(lineIdOf(tap, task.lines) ?? tap.what))
  }
  return new Map([...things].map(([areaId, set]) => [areaId, set.size]))
}
