import { Checkbox } from 'antd'
import { useState } from 'react'
import { useRead } from '../../../../web/api.ts'
import { type Choice, ChoiceInput, PersonPicker } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { NumberInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { searchPersons } from '../../../people/web/pickers.ts'
import { contract } from '../../contract.ts'
import { SendForm } from '../order/SendForm.tsx'
import type { Member } from './Crew.tsx'

const { operations } = contract

export function CrewForm({ member, onClose }: { member: Member | undefined; onClose: () => void }) {
  const catalogue = useRead(operations.catalogue, {})
  const [person, setPerson] = useState<Choice | undefined>(
    member ? { value: member.personId, label: member.name } : undefined,
  )
  const [trades, setTrades] = useState(member?.trades.map(t => t.code) ?? [])
  const [capacity, setCapacity] = useState<number | undefined>(member?.dailyCapacity ?? 8)
  const [active, setActive] = useState(member?.active === false ? 'no' : 'yes')
  const [note, setNote] = useState(member?.note ?? '')
  return (
    <SendForm
      operation={operations.setCrewMember}
      title={member ? `${member.name}会修什么` : '加一位维修人员'}
      ok={member ? '改好' : '加进班组'}
      make={() => {
        if (!person) return '请选是谁。'
        if (trades.length === 0) return '请至少选一个工种。'
        return {
          personId: person.value,
          trades,
          active: active === 'yes',
          dailyCapacity: capacity ?? 8,
          note,
        }
      }}
      told={m => `${m.name}：${m.trades.map(t => t.name).join('、')}，每天 ${m.dailyCapacity} 单`}
      onClose={onClose}
    >
      {!member && (
        <Field id="crew-person" label="是谁">
          <PersonPicker value={person} onChange={setPerson} search={searchPersons} />
        </Field>
      )}
      <Field id="crew-trades" label="工种">
        <Trades
          value={trades}
          onChange={setTrades}
          options={(catalogue.data?.trades ?? []).map(t => ({ value: t.code, label: t.name }))}
        />
      </Field>
      <Field id="crew-capacity" label="每天能干几单" hint="超过就算满了，按规则派工时先派给别人。">
        <NumberInput value={capacity} onChange={setCapacity} unit="单" min={1} max={99} />
      </Field>
      {member && (
        <Field id="crew-active" label="现在派活吗" hint="停了的不再派新活，手上的还在。">
          <ChoiceInput
            value={active}
            options={[
              { value: 'yes', label: '派' },
              { value: 'no', label: '停一阵' },
            ]}
            onChange={v => setActive(v ?? 'yes')}
          />
        </Field>
      )}
      <Field id="crew-note" label="说明" optional>
        <TextInput value={note} onChange={setNote} maxLength={100} placeholder="例如：外聘，周二周四在" />
      </Field>
    </SendForm>
  )
}

function Trades(props: {
  value: string[]
  onChange: (value: string[]) => void
  options: Choice[]
  id?: string
}) {
  return (
    <Checkbox.Group
      value={props.value}
      options={props.options.map(o => ({ value: o.value, label: o.label }))}
      onChange={values => props.onChange(values as string[])}
    />
  )
}
