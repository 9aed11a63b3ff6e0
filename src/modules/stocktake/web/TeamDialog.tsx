import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  ErrorNotice,
  Field,
  FormDialog,
  PersonPicker,
  PlacePicker,
  SelectInput,
  toast,
} from '../../../web/ui/index.ts'
import { searchPersons } from '../../people/web/pickers.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { stocktake } from '../contract.ts'
import { DUTIES, type Duty } from '../rules.ts'
import type { Campaign } from './campaign.ts'

interface Member {
  person: Choice
  duty: Duty
  areas: readonly Choice[]
}

/** Who counts which rooms, and who watches; never the same person. */
export function TeamDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const [members, setMembers] = useState<readonly Member[]>(() =>
    campaign.counters.map(c => ({
      person: { value: c.personId, label: c.name },
      duty: c.duty,
      areas: c.areas.map((id, i) => ({ value: id, label: c.areasText.split('、')[i] ?? '' })),
    })),
  )
  const [turn, setTurn] = useState(0)
  const assign = useCommand(stocktake.assign)
  const set = (id: string, part: Partial<Member>): void =>
    setMembers(members.map(m => (m.person.value === id ? { ...m, ...part } : m)))
  const add = (person: Choice | undefined): void => {
    if (person && !members.some(m => m.person.value === person.value))
      setMembers([...members, { person, duty: members.length === 0 ? 'counter' : 'watcher', areas: [] }])
    setTurn(turn + 1)
  }
  const send = (): void =>
    assign.mutate(
      {
        id: campaign.id,
        version: campaign.version,
        counters: members.map(m => ({
          personId: m.person.value,
          duty: m.duty,
          areas: m.areas.map(a => a.value),
        })),
      },
      {
        onSuccess: () => {
          toast.ok('人员已安排')
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title="安排盘点人员"
      ok="安排"
      busy={assign.isPending}
      onOk={send}
      onClose={onClose}
      width={640}
    >
      <ul className="zw-stocktake-team">
        {members.map(m => (
          <li key={m.person.value}>
            <b>{m.person.label}</b>
            <SelectInput
              value={m.duty}
              onChange={duty => set(m.person.value, { duty: (duty ?? 'counter') as Duty })}
              options={Object.entries(DUTIES).map(([value, label]) => ({ value, label }))}
            />
            <Button
              kind="quiet"
              onClick={() => setMembers(members.filter(other => other.person.value !== m.person.value))}
            >
              去掉
            </Button>
            {m.duty === 'counter' && campaign.kind === 'asset' && (
              <div>
                {m.areas.map(a => (
                  <Button
                    key={a.value}
                    onClick={() =>
                      set(m.person.value, { areas: m.areas.filter(other => other.value !== a.value) })
                    }
                  >
                    {a.label} ×
                  </Button>
                ))}
                <PlacePicker
                  key={m.areas.length}
                  value={undefined}
                  onChange={place => place && set(m.person.value, { areas: [...m.areas, place] })}
                  search={searchPlaces()}
                />
                {m.areas.length === 0 && <small className="zw-muted">不选就是全部范围</small>}
              </div>
            )}
          </li>
        ))}
      </ul>
      <Field key={turn} id="stocktake-person" label="加一位" hint="监盘人只监督，不点数">
        <PersonPicker value={undefined} onChange={add} search={searchPersons} />
      </Field>
      {assign.error && <ErrorNotice message={assign.error.message} />}
    </FormDialog>
  )
}
