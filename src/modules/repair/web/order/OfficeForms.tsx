import { useState } from 'react'
import {
  CAUSES,
  type Cause,
  LEVELS,
  type Level,
  contract as workorder,
} from '../../../../mechanisms/workorder/contract.ts'
import { type Choice, ChoiceInput, PlacePicker, SelectInput } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../../web/ui/form/inputs.tsx'
import { searchPlaces } from '../pickers.ts'
import type { FormProps } from './dialogs.tsx'
import { SendForm } from './SendForm.tsx'

const { operations } = workorder

export function LevelForm({ slip, onClose }: FormProps) {
  const [level, setLevel] = useState<Level>(slip.level)
  const [reason, setReason] = useState('')
  return (
    <SendForm
      operation={operations.setLevel}
      title={`调整级别 · ${slip.no}`}
      ok="调整级别"
      make={() =>
        reason.trim() ? { id: slip.id, version: slip.version, level, reason } : '请写明为什么调整级别。'
      }
      told={() => `${slip.no} 现在是“${LEVELS[level].label}”，时限重新算了`}
      onClose={onClose}
    >
      <Field id="level" label="级别" hint={LEVELS[level].hint}>
        <ChoiceInput
          value={level}
          options={Object.entries(LEVELS).map(([value, l]) => ({ value, label: l.label }))}
          onChange={v => setLevel(v as Level)}
        />
      </Field>
      <Field id="level-reason" label="原因">
        <TextInput value={reason} onChange={setReason} maxLength={300} />
      </Field>
    </SendForm>
  )
}

export function EditForm({ slip, trades, onClose }: FormProps) {
  const [title, setTitle] = useState(slip.title)
  const [trade, setTrade] = useState<string | undefined>(slip.trade.code)
  const [item, setItem] = useState<string | undefined>(slip.item?.code)
  const [place, setPlace] = useState<Choice | undefined>(
    slip.placeId ? { value: slip.placeId, label: slip.place } : undefined,
  )
  const [placeText, setPlaceText] = useState(slip.placeId ? '' : slip.place)
  const [cause, setCause] = useState<Cause | undefined>(slip.cause ?? undefined)
  const items = trades.find(t => t.code === trade)?.items ?? []
  return (
    <SendForm
      operation={operations.edit}
      title={`更正 · ${slip.no}`}
      ok="更正"
      make={() => {
        const changes = {
          ...(title !== slip.title ? { title } : {}),
          ...(trade && trade !== slip.trade.code ? { trade } : {}),
          ...(item !== slip.item?.code ? { itemCode: item ?? null } : {}),
          ...(place?.value !== (slip.placeId ?? undefined) ? { placeId: place?.value ?? null } : {}),
          ...(!place && placeText !== slip.place ? { placeText } : {}),
          ...(cause !== (slip.cause ?? undefined) ? { cause: cause ?? null } : {}),
        }
        if (Object.keys(changes).length === 0) return '还没有改动。要改就改了再点“更正”，不改就点“取消”。'
        return { id: slip.id, version: slip.version, ...changes }
      }}
      told={() => `${slip.no} 更正了，旧的写法留在经过里`}
      onClose={onClose}
    >
      <Field id="edit-title" label="故障">
        <TextInput value={title} onChange={setTitle} maxLength={100} />
      </Field>
      <Field id="edit-place" label="地点">
        <PlacePicker value={place} onChange={setPlace} search={searchPlaces} />
      </Field>
      {!place && (
        <Field id="edit-place-text" label="地点（文字）" hint="楼里没有登记的地方，写清楚在哪。">
          <TextInput value={placeText} onChange={setPlaceText} maxLength={100} />
        </Field>
      )}
      <Field id="edit-trade" label="工种">
        <ChoiceInput
          value={trade}
          options={trades.map(t => ({ value: t.code, label: t.name }))}
          onChange={v => {
            setTrade(v)
            setItem(undefined)
          }}
        />
      </Field>
      <Field id="edit-item" label="维修项目" optional>
        <SelectInput
          value={item}
          options={items.map(i => ({ value: i.code, label: i.name }))}
          onChange={setItem}
          placeholder="还说不准"
        />
      </Field>
      {slip.doneAt && (
        <Field id="edit-cause" label="损坏原因">
          <ChoiceInput
            value={cause}
            options={Object.entries(CAUSES).map(([value, label]) => ({ value, label }))}
            onChange={v => setCause(v as Cause)}
          />
        </Field>
      )}
    </SendForm>
  )
}
