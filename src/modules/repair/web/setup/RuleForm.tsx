import { useState } from 'react'
import { ChoiceInput, SelectInput } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { contract } from '../../contract.ts'
import { SendForm } from '../order/SendForm.tsx'
import { useOrderChoices } from '../order-choices.ts'
import type { Member, Rule } from './Crew.tsx'

export interface RuleFormProps {
  rule: Rule | undefined
  crew: readonly Member[]
  onClose: () => void
}

/** Which orders go to whom: a trade, a building, a person or the least loaded. */
export function RuleForm({ rule, crew, onClose }: RuleFormProps) {
  const choices = useOrderChoices()
  const [trade, setTrade] = useState<string | undefined>(rule?.trade ?? undefined)
  const [building, setBuilding] = useState<string | undefined>(rule?.buildingId ?? undefined)
  const [choose, setChoose] = useState<'person' | 'least_loaded'>(rule?.choose ?? 'person')
  const [person, setPerson] = useState<string | undefined>(rule?.personId ?? undefined)
  const [active, setActive] = useState(rule?.active === false ? 'no' : 'yes')
  const skilled = crew.filter(m => !trade || m.trades.some(t => t.code === trade))
  return (
    <SendForm
      operation={contract.operations.setRule}
      title={rule ? '改派工规则' : '加一条派工规则'}
      ok={rule ? '改好' : '加上'}
      make={() =>
        choose === 'person' && !person
          ? '请选派给谁。'
          : {
              ...(rule ? { id: rule.id } : {}),
              trade: trade ?? null,
              buildingId: building ?? null,
              choose,
              personId: choose === 'person' ? (person ?? null) : null,
              active: active === 'yes',
            }
      }
      told={() => '规则记下了，新报的单子照它派'}
      onClose={onClose}
    >
      <Field id="rule-trade" label="什么活" hint="不选就是所有工种。">
        <SelectInput
          value={trade}
          onChange={setTrade}
          placeholder="所有工种"
          options={choices.trades.map(t => ({ value: t.code, label: t.name }))}
        />
      </Field>
      <Field id="rule-building" label="哪幢楼" hint="不选就是全校。">
        <SelectInput
          value={building}
          onChange={setBuilding}
          placeholder="全校"
          options={choices.buildings.map(b => ({ value: b.id, label: b.name }))}
        />
      </Field>
      <Field id="rule-choose" label="派给">
        <ChoiceInput
          value={choose}
          options={[
            { value: 'person', label: '一个人' },
            { value: 'least_loaded', label: '手上最少的人' },
          ]}
          onChange={v => setChoose(v as typeof choose)}
        />
      </Field>
      {choose === 'person' && (
        <Field id="rule-person" label="谁">
          <SelectInput
            value={person}
            onChange={setPerson}
            options={skilled.map(m => ({ value: m.personId, label: m.name }))}
          />
        </Field>
      )}
      {rule && (
        <Field id="rule-active" label="现在用吗">
          <ChoiceInput
            value={active}
            options={[
              { value: 'yes', label: '用' },
              { value: 'no', label: '停用' },
            ]}
            onChange={v => setActive(v ?? 'yes')}
          />
        </Field>
      )}
    </SendForm>
  )
}
