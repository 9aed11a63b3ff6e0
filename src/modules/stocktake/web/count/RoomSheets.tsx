import { Dialog } from '../../../../web/ui/index.ts'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import { Tail } from './LineRow.tsx'
import type { Area, TaskLine } from './use-task.ts'

interface WhichSheetProps {
  code: string
  lines: readonly TaskLine[]
  areas: readonly Area[]
  onPick: (line: TaskLine) => void
  onClose: () => void
}

/** Several numbers end so: which of them was meant. */
export function WhichSheet({ code, lines, areas, onPick, onClose }: WhichSheetProps) {
  const shown = lines.slice(0, 8)
  return (
    <Dialog open kind="sheet" title={`尾号 ${code} 有 ${lines.length} 件，是哪一件`} onClose={onClose}>
      <div className="zw-count-choices">
        {shown.map(line => (
          <BigButton key={line.id} kind="plain" onClick={() => onPick(line)}>
            <span className="zw-count-which">
              {line.name}
              <small className="zw-num">
                <Tail code={line.code} />
                {' · '}
                {areas.find(a => a.areaId === line.areaId)?.title ?? '地点不明'}
              </small>
            </span>
          </BigButton>
        ))}
      </div>
      {lines.length > shown.length && (
        <p className="zw-muted">还有 {lines.length - shown.length} 件，请多输几位。</p>
      )}
    </Dialog>
  )
}

interface DoneSheetProps {
  open: readonly TaskLine[]
  area: Area
  onAllGone: () => void
  onLater: () => void
  onClose: () => void
}

/** Something here has no tap yet: nobody says it is gone by leaving the room. */
export function DoneSheet({ open, area, onAllGone, onLater, onClose }: DoneSheetProps) {
  return (
    <Dialog open kind="sheet" title={`${area.title} 还有 ${open.length} 件没点`} onClose={onClose}>
      <ul className="zw-count-open">
        {open.slice(0, 6).map(line => (
          <li key={line.id}>
            {line.name}{' '}
            <small className="zw-num">
              <Tail code={line.code} />
            </small>
          </li>
        ))}
        {open.length > 6 && <li className="zw-muted">等 {open.length} 件</li>}
      </ul>
      <div className="zw-count-choices">
        <BigButton onClick={onClose}>接着找</BigButton>
        <BigButton kind="plain" onClick={onLater}>
          先去别处，回头再点
        </BigButton>
        <BigButton kind="plain" onClick={onAllGone}>
          都找过了，这 {open.length} 件没有
        </BigButton>
      </div>
    </Dialog>
  )
}
