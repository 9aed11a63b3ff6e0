import Undo2 from 'lucide-react/icons/undo-2'
import { useRef, useState } from 'react'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import { ElsewhereSheet } from './ElsewhereSheet.tsx'
import { ExtraSheet, type ExtraStart } from './ExtraSheet.tsx'
import { type Feel, feel } from './feel.ts'
import { isWhole, matchesOf } from './find.ts'
import { LineRow } from './LineRow.tsx'
import { LineSheet } from './LineSheet.tsx'
import type { Tap } from './queue.ts'
import { DoneSheet, WhichSheet } from './RoomSheets.tsx'
import { ScanBox } from './ScanBox.tsx'
import { indexOf, lineIdOf, type Standing, standings, undoneBy } from './seen.ts'
import type { CounterTaps } from './use-counter.ts'
import type { Area, Task, TaskLine } from './use-task.ts'

interface RoomCountProps {
  task: Task
  area: Area
  taps: readonly Tap[]
  counter: CounterTaps
  onDone: () => void
  onLeave: () => void
}

type Sheet =
  | { kind: 'line' | 'elsewhere'; line: TaskLine }
  | { kind: 'extra'; start: ExtraStart }
  | { kind: 'which'; code: string; lines: readonly TaskLine[] }
  | { kind: 'done' }

interface Said {
  text: string
  tone: 'done' | 'wrong' | 'undone'
}

/** A finger that trembles taps twice. */
const TWICE_MS = 600

/** A room: what should be here, one tap for what is; everything else by the camera or the end of its number. */
export function RoomCount({ task, area, taps, counter, onDone, onLeave }: RoomCountProps) {
  const [sheet, setSheet] = useState<Sheet>()
  const [said, setSaid] = useState<Said>()
  const touched = useRef({ id: '', at: 0 })
  const now = standings(task.lines, taps, task.blind)
  const undone = undoneBy(taps)
  const here = linesHere(task, area, taps, undone)
  const unknown = strangers(task, area, taps, here, undone)
  const open = here.filter(line => now.get(line.id)?.result === 'open')
  // What the phone says stands until the next tap: cold hands take their time.
  const tell = (how: Feel, text: string): void => {
    feel(how)
    setSaid({ text, tone: how === 'wrong' ? 'wrong' : 'done' })
  }
  const see = (line: TaskLine): void => {
    if (task.kind === 'stock') setSheet({ kind: 'line', line })
    else if (line.areaId && line.areaId !== area.areaId) {
      feel('ask')
      setSheet({ kind: 'elsewhere', line })
    } else {
      void counter.seen(line, area)
      tell('ok', `${line.name} ${line.code.slice(-4)} 在`)
    }
  }
  const found = (code: string): void => {
    const { found: matches } = matchesOf(code, task.lines, area.areaId)
    const [only, other] = matches
    if (only && other) setSheet({ kind: 'which', code, lines: matches })
    else if (only && isSettled(now.get(only.id), area))
      tell('ask', `${only.name} ${only.code.slice(-4)} 已经点过`)
    else if (only && (task.kind === 'asset' || only.areaId === area.areaId)) see(only)
    // The same thing lies in several stores: what this one's book does not know is counted by name.
    else if (task.kind === 'stock')
      setSheet({ kind: 'extra', start: { ...(only ?? { code }), counted: true } })
    else if (!isWhole(code)) tell('wrong', `没有尾号 ${code} 的。请多输几位，或扫标签。`)
    else {
      void counter.scanned(code, area)
      tell('ok', `${code} 已记下`)
    }
  }
  // A second tap on what is settled must not unsettle it: it asks.
  const tapped = (line: TaskLine): void => {
    const { id, at } = touched.current
    touched.current = { id: line.id, at: Date.now() }
    if (id === line.id && Date.now() - at < TWICE_MS) return
    if (task.kind === 'stock' || now.get(line.id)?.result !== 'open') setSheet({ kind: 'line', line })
    else see(line)
  }
  const close = (): void => setSheet(undefined)
  const lastTap = newestHere(area, taps, undone)
  return (
    <>
      <ScanBox onCode={found} disabled={!task.mayCount} />
      {!task.blind && here.length > 0 && (
        <p className="zw-count-inroom">
          {open.length > 0 ? (
            <>
              还有 <b>{open.length}</b> 件没点，点到的点一下
            </>
          ) : (
            '都点到了'
          )}
        </p>
      )}
      <ul className="zw-count-lines" aria-label="这里的东西">
        {here.map(line => (
          <LineRow
            key={line.id}
            line={line}
            standing={now.get(line.id)}
            blind={task.blind}
            stock={task.kind === 'stock'}
            disabled={!task.mayCount}
            onTap={() => tapped(line)}
            onMore={() => setSheet({ kind: 'line', line })}
          />
        ))}
        {unknown.map(tap => (
          <li key={tap.id} data-result={tap.state === 'refused' ? 'missing' : 'surplus'}>
            <div className="zw-count-thing">
              <b>{tap.what}</b>
              <small>{tap.why || (tap.state === 'waiting' ? '待发' : '已记下')}</small>
            </div>
            <button
              type="button"
              className="zw-count-more"
              disabled={!task.mayCount}
              aria-label={`撤销 ${tap.what}`}
              onClick={() => {
                void counter.undo(tap)
                feel('ask')
                setSaid({ text: `已撤销：${tap.what}`, tone: 'undone' })
              }}
            >
              <Undo2 aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {here.length === 0 && unknown.length === 0 && (
        <p className="zw-muted">{task.blind ? '盲盘：扫一件记一件，不显示账面。' : '账上这里没有东西。'}</p>
      )}
      {task.mayCount && (
        <div className="zw-count-foot">
          <BigButton
            kind="plain"
            onClick={() => setSheet({ kind: 'extra', start: { counted: task.kind === 'stock' } })}
          >
            账外物品
          </BigButton>
          <BigButton onClick={() => (open.length > 0 && !task.blind ? setSheet({ kind: 'done' }) : onDone())}>
            {open.length > 0 && !task.blind ? `点完了（还有 ${open.length} 件没点）` : '这里点完了'}
          </BigButton>
        </div>
      )}
      {said && (
        <output className="zw-count-said" data-tone={said.tone}>
          <span>{said.text}</span>
          {lastTap && said.tone === 'done' && task.mayCount && (
            <button
              type="button"
              onClick={() => {
                void counter.undo(lastTap)
                feel('ask')
                setSaid({ text: `已撤销：${lastTap.what}`, tone: 'undone' })
              }}
            >
              <Undo2 aria-hidden />
              撤销
            </button>
          )}
        </output>
      )}
      {sheet?.kind === 'line' && (
        <LineSheet
          line={sheet.line}
          kind={task.kind}
          standing={now.get(sheet.line.id)}
          area={area}
          counter={counter}
          onSaid={text => tell('ok', text)}
          onClose={close}
        />
      )}
      {sheet?.kind === 'elsewhere' && (
        <ElsewhereSheet
          line={sheet.line}
          bookArea={task.areas.find(a => a.areaId === sheet.line.areaId)?.title ?? ''}
          area={area}
          counter={counter}
          onSaid={text => tell('ok', text)}
          onClose={close}
        />
      )}
      {sheet?.kind === 'extra' && (
        <ExtraSheet
          start={sheet.start}
          area={area}
          counter={counter}
          onSaid={text => tell('ok', text)}
          onClose={close}
        />
      )}
      {sheet?.kind === 'which' && (
        <WhichSheet
          code={sheet.code}
          lines={sheet.lines}
          areas={task.areas}
          onPick={line => {
            close()
            see(line)
          }}
          onClose={close}
        />
      )}
      {sheet?.kind === 'done' && (
        <DoneSheet
          open={open}
          area={area}
          onAllGone={() => {
            for (const line of open) void counter.absent(line, area)
            feel('ok')
            onDone()
          }}
          onLater={onLeave}
          onClose={close}
        />
      )}
    </>
  )
}

/** What the book has here, and what was found here; in the dark only the latter. A store shows its items. */
function linesHere(
  task: Task,
  area: Area,
  taps: readonly Tap[],
  undone: ReadonlySet<string>,
): readonly TaskLine[] {
  const { byId, byArea } = indexOf(task.lines)
  const own = byArea.get(area.areaId) ?? []
  const guests = new Map<string, TaskLine>()
  for (const tap of taps) {
    if (tap.entry.areaId !== area.areaId || undone.has(tap.id) || tap.state === 'refused') continue
    const line = byId.get(lineIdOf(tap, task.lines) ?? '')
    if (line && line.areaId !== area.areaId) guests.set(line.id, line)
  }
  return [...own, ...guests.values()]
}

/** Taps in this room that are no line of the task: numbers the phone does not know, things outside the book. */
const strangers = (
  task: Task,
  area: Area,
  taps: readonly Tap[],
  here: readonly TaskLine[],
  undone: ReadonlySet<string>,
): Tap[] => {
  const known = new Set(here.map(line => line.id))
  return taps.filter(
    tap =>
      tap.entry.areaId === area.areaId &&
      tap.entry.kind !== 'room' &&
      tap.entry.kind !== 'undo' &&
      !undone.has(tap.id) &&
      !known.has(lineIdOf(tap, task.lines) ?? ''),
  )
}

const newestHere = (area: Area, taps: readonly Tap[], undone: ReadonlySet<string>): Tap | undefined =>
  taps
    .filter(
      tap =>
        tap.entry.areaId === area.areaId &&
        tap.entry.kind !== 'room' &&
        tap.entry.kind !== 'undo' &&
        !undone.has(tap.id),
    )
    .at(-1)

/** Scanned again where it was found: nothing new is said of it. */
const isSettled = (now: Standing | undefined, area: Area): boolean =>
  now?.last?.entry.areaId === area.areaId && (now.result === 'match' || now.result === 'damaged')
