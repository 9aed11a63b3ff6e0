import { useState } from 'react'
import { Dialog, PhotoPicker } from '../../../../web/ui/index.ts'
import { BigButton, PhoneField } from '../../../../web/ui/phone/index.ts'
import type { CountKind } from '../../rules.ts'
import type { Standing } from './seen.ts'
import type { CounterTaps } from './use-counter.ts'
import type { Area, TaskLine } from './use-task.ts'

interface LineSheetProps {
  line: TaskLine
  kind: CountKind
  standing: Standing | undefined
  area: Area
  counter: CounterTaps
  onSaid: (text: string) => void
  onClose: () => void
}

/** What is not just "here": how many, on which shelf, broken, gone; with a photo. */
export function LineSheet({ line, kind, standing, area, counter, onSaid, onClose }: LineSheetProps) {
  const [quantity, setQuantity] = useState(standing?.quantity === undefined ? '' : String(standing.quantity))
  const [spot, setSpot] = useState('')
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<File[]>([])
  const [problem, setProblem] = useState<string>()
  const counts = kind === 'stock' || (line.bookQuantity ?? 1) !== 1
  const amount = /^\d{1,7}(\.\d{1,3})?$/.test(quantity.trim()) ? Number(quantity) : undefined
  const save = (damaged: boolean): void => {
    if (counts && amount === undefined) {
      setProblem('写点到多少，没有就写 0')
      return
    }
    const more = { ...(counts ? { quantity: amount as number } : {}), spot, note, damaged }
    void counter.seen(line, area, more, photos)
    onSaid(
      `${line.name} ${line.code.slice(-4)} ${counts ? `${amount}${line.measure}` : damaged ? '在，坏了' : '在'}`,
    )
    onClose()
  }
  return (
    <Dialog open kind="sheet" title={line.name} onClose={onClose}>
      <p className="zw-muted zw-num">{[line.code, line.spec].filter(Boolean).join(' · ')}</p>
      {counts && (
        <PhoneField
          label={`点到多少${line.measure}`}
          value={quantity}
          onChange={value => {
            setQuantity(value)
            setProblem(undefined)
          }}
          inputMode="decimal"
          maxLength={11}
          error={problem}
          hint={spot ? '几处货架的数会加起来' : ''}
        />
      )}
      {kind === 'stock' && (
        <PhoneField
          label="货架（分几处放的才写）"
          value={spot}
          onChange={setSpot}
          maxLength={40}
          placeholder="A-2"
        />
      )}
      <PhoneField
        label="备注"
        value={note}
        onChange={setNote}
        maxLength={200}
        placeholder={kind === 'stock' ? '受潮，3 包不能用' : '屏幕裂了'}
      />
      <PhotoPicker max={4} onChange={setPhotos} />
      <div className="zw-count-choices">
        <BigButton onClick={() => save(false)}>{counts ? '记下' : '在，完好'}</BigButton>
        {kind === 'asset' && (
          <>
            <BigButton kind="plain" onClick={() => save(true)}>
              在，但坏了
            </BigButton>
            <BigButton
              kind="plain"
              onClick={() => {
                void counter.absent(line, area, note)
                onSaid(`${line.name} ${line.code.slice(-4)} 没有`)
                onClose()
              }}
            >
              找过了，没有
            </BigButton>
          </>
        )}
        {standing?.last && (
          <BigButton
            kind="plain"
            onClick={() => {
              if (standing.last) void counter.undo(standing.last)
              onClose()
            }}
          >
            撤销上一次点的
          </BigButton>
        )}
      </div>
    </Dialog>
  )
}
