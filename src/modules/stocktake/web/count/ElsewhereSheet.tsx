import { Dialog } from '../../../../web/ui/index.ts'
import { BigButton } from '../../../../web/ui/phone/index.ts'
import type { CounterTaps } from './use-counter.ts'
import type { Area, TaskLine } from './use-task.ts'

interface ElsewhereSheetProps {
  line: TaskLine
  bookArea: string
  area: Area
  counter: CounterTaps
  onSaid: (text: string) => void
  onClose: () => void
}

/** The book has it in another room: one tap says whether it stays here. */
export function ElsewhereSheet({ line, bookArea, area, counter, onSaid, onClose }: ElsewhereSheetProps) {
  const save = (moveHere: boolean): void => {
    void counter.seen(line, area, { moveHere })
    onSaid(`${line.name} 在这里${moveHere ? '，按这里改账' : '（临时）'}`)
    onClose()
  }
  return (
    <Dialog open kind="sheet" title={`${line.name} 不该在这里`} onClose={onClose}>
      <p>
        账上在 <b>{bookArea}</b>，现在在 <b>{area.title}</b>。
      </p>
      <div className="zw-count-choices">
        <BigButton onClick={() => save(true)}>以后就放这里，改账</BigButton>
        <BigButton kind="plain" onClick={() => save(false)}>
          只是临时放在这里
        </BigButton>
        <BigButton kind="plain" onClick={onClose}>
          看错了，不记
        </BigButton>
      </div>
    </Dialog>
  )
}
