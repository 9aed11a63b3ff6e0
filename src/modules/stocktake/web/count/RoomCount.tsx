import Ellipsis from 'lucide-react/icons/ellipsis'
import { useState } from 'react'
import { toast } from '../../../../web/ui/index.ts'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import { RESULTS } from '../../rules.ts'
import { ElsewhereSheet } from './ElsewhereSheet.tsx'
import { ExtraSheet, type ExtraStart } from './ExtraSheet.tsx'
import { LineSheet } from './LineSheet.tsx'
import type { Tap } from './queue.ts'
import { ScanBox } from './ScanBox.tsx'
import { lineIdOf, type Standing, standings } from './seen.ts'
import type { CounterTaps } from './use-counter.ts'
import type { Area, Task, TaskLine } from './use-task.ts'

interface RoomCountProps {
  task: Task
  area: Area
  taps: readonly Tap[]
  counter: CounterTaps
  onDone: () => void
}

/** A room: what should be here, one tap for what is; everything else by the camera or the number. */
export function RoomCount({ task, area, taps, counter, onDone }: RoomCountProps) {
  const [line, setLine] = useState<TaskLine>()
  const [elsewhere, setElsewhere] = useState<TaskLine>()
  const [adding, setAdding] = useState<ExtraStart>()
  const now = standings(task.lines, taps, task.blind)
  const here = linesHere(task, area, taps)
  const unknown = taps.filter(
    tap =>
      tap.entry.areaId === area.areaId &&
      tap.entry.kind !== 'room' &&
      !here.some(l => l.id === lineIdOf(tap, task.lines)),
  )
  const open = here.filter(l => now.get(l.id)?.result === 'open').length
  const found = (code: string): void => {
    const same = task.lines.filter(l => l.code.toUpperCase() === code)
    const known = same.find(l => l.areaId === area.areaId) ?? same[0]
    if (task.kind === 'stock') {
      // The same thing lies in several stores: what this one's book does not know is counted by name.
      if (known?.areaId === area.areaId) setLine(known)
      else setAdding(known ?? { code })
    } else if (!known) {
      void counter.scanned(code, area)
      toast.ok(`${code} 已记下`)
    } else if (known.areaId && known.areaId !== area.areaId) setElsewhere(known)
    else {
      void counter.seen(known, area)
      toast.ok(`${known.name} 在`)
    }
  }
  const tapped = (l: TaskLine): void => {
    if (task.kind === 'stock') setLine(l)
    else void counter.seen(l, area)
  }
  return (
    <>
      <ScanBox onCode={found} disabled={!task.mayCount} />
      <ul className="zw-count-lines" aria-label="这里的东西">
        {here.map(l => (
          <LineRow
            key={l.id}
            line={l}
            standing={now.get(l.id)}
            blind={task.blind}
            stock={task.kind === 'stock'}
            disabled={!task.mayCount}
            onTap={() => tapped(l)}
            onMore={() => setLine(l)}
          />
        ))}
        {unknown.map(tap => (
          <li key={tap.id} data-result={tap.state === 'refused' ? 'missing' : 'surplus'}>
            <div className="zw-count-thing">
              <b>{tap.what}</b>
              <small>{tap.why || (tap.state === 'waiting' ? '待发' : '已记下')}</small>
            </div>
          </li>
        ))}
      </ul>
      {here.length === 0 && unknown.length === 0 && (
        <p className="zw-muted">{task.blind ? '盲盘：扫一件记一件，不显示账面。' : '账上这里没有东西。'}</p>
      )}
      {task.mayCount && (
        <div className="zw-count-foot">
          <BigButton kind="plain" onClick={() => setAdding({})}>
            账外物品
          </BigButton>
          <BigButton onClick={onDone}>
            {open > 0 && !task.blind ? `点完了（还有 ${open} 件没点）` : '这里点完了'}
          </BigButton>
        </div>
      )}
      {line && (
        <LineSheet
          line={line}
          kind={task.kind}
          standing={now.get(line.id)}
          area={area}
          counter={counter}
          onClose={() => setLine(undefined)}
        />
      )}
      {elsewhere && (
        <ElsewhereSheet
          line={elsewhere}
          bookArea={task.areas.find(a => a.areaId === elsewhere.areaId)?.title ?? ''}
          area={area}
          counter={counter}
          onClose={() => setElsewhere(undefined)}
        />
      )}
      {adding && (
        <ExtraSheet start={adding} area={area} counter={counter} onClose={() => setAdding(undefined)} />
      )}
    </>
  )
}

/** What the book has here, and what was found here; in the dark only the latter. A store shows its items. */
function linesHere(task: Task, area: Area, taps: readonly Tap[]): TaskLine[] {
  const tapped = new Set(
    taps.filter(tap => tap.entry.areaId === area.areaId).map(tap => lineIdOf(tap, task.lines)),
  )
  return task.lines.filter(l => l.areaId === area.areaId || tapped.has(l.id))
}

interface LineRowProps {
  line: TaskLine
  standing: Standing | undefined
  blind: boolean
  stock: boolean
  disabled: boolean
  onTap: () => void
  onMore: () => void
}

function LineRow({ line, standing, blind, stock, disabled, onTap, onMore }: LineRowProps) {
  const result = standing?.result ?? 'open'
  const word = result === 'open' ? '' : blind ? '已点' : result === 'match' ? '在' : RESULTS[result]
  const quantity = standing?.quantity === undefined ? '' : ` ${standing.quantity}${line.measure}`
  return (
    <li data-result={result}>
      <button type="button" className="zw-count-thing" disabled={disabled} onClick={onTap}>
        <b>
          {line.name}
          {line.bookQuantity !== null && line.bookQuantity !== 1 && ` × ${line.bookQuantity}${line.measure}`}
        </b>
        <small className="zw-num">{[line.code, line.spec].filter(Boolean).join(' · ')}</small>
        <span>
          {word}
          {word && (stock || (standing?.quantity ?? 1) !== 1) ? quantity : ''}
          {standing?.waiting && ' 待发'}
        </span>
      </button>
      <button
        type="button"
        className="zw-count-more"
        disabled={disabled}
        aria-label={`${line.name} 其他情况`}
        onClick={onMore}
      >
        <Ellipsis aria-hidden />
      </button>
    </li>
  )
}
