import { useState } from 'react'
import { Dialog, PhotoPicker } from '../../../../web/ui/index.ts'
import { BigButton, PhoneField } from '../../../../web/ui/phone/index.ts'
import type { CounterTaps } from './use-counter.ts'
import type { Area } from './use-task.ts'

/** What is known of it before anything is written. */
export interface ExtraStart {
  name?: string
  spec?: string
  measure?: string
  code?: string
  /** It comes by the dozen: how many is to be written. */
  counted?: boolean
}

/** 盘盈: a thing that no book knows, with a photo to recognise it by. */
export function ExtraSheet({
  start,
  area,
  counter,
  onSaid,
  onClose,
}: {
  start: ExtraStart
  area: Area
  counter: CounterTaps
  onSaid: (text: string) => void
  onClose: () => void
}) {
  const [name, setName] = useState([start.name, start.spec].filter(Boolean).join(' '))
  const [measure, setMeasure] = useState(start.measure ?? '件')
  // One thing is one thing; of what lies in a store the number is counted, not taken over.
  const [quantity, setQuantity] = useState(start.counted ? '' : '1')
  const [note, setNote] = useState(start.code ? `编号 ${start.code}` : '')
  const [photos, setPhotos] = useState<File[]>([])
  const [tried, setTried] = useState(false)
  const amount =
    /^\d{1,7}(\.\d{1,3})?$/.test(quantity.trim()) && Number(quantity) > 0 ? Number(quantity) : undefined
  const save = (): void => {
    setTried(true)
    if (!name.trim() || !measure.trim() || amount === undefined) return
    void counter.extra({ name: name.trim(), measure: measure.trim(), quantity: amount, note }, area, photos)
    onSaid(`账外：${name.trim()} ${amount}${measure.trim()}`)
    onClose()
  }
  return (
    <Dialog open kind="sheet" title="登记账外物品" onClose={onClose}>
      <PhoneField
        label="是什么"
        value={name}
        onChange={setName}
        maxLength={60}
        placeholder="碎纸机"
        error={tried && !name.trim() ? '请写名称' : undefined}
      />
      <div className="zw-count-pair">
        <PhoneField
          label="数量"
          value={quantity}
          onChange={setQuantity}
          inputMode="decimal"
          maxLength={11}
          error={tried && amount === undefined ? '请写大于零的数' : undefined}
        />
        <PhoneField
          label="单位"
          value={measure}
          onChange={setMeasure}
          maxLength={10}
          error={tried && !measure.trim() ? '请写单位' : undefined}
        />
      </div>
      <PhoneField
        label="备注"
        value={note}
        onChange={setNote}
        maxLength={200}
        placeholder="没有标签，像是捐赠的"
      />
      <PhotoPicker max={4} onChange={setPhotos} hint="拍整体和铭牌" />
      <div className="zw-count-choices">
        <BigButton onClick={save}>记下</BigButton>
      </div>
    </Dialog>
  )
}
