import { useState } from 'react'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  ChoiceInput,
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
import { stock } from '../../stock/contract.ts'
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
  const stores = useRead(stock.stores, {}, { enabled: campaign.kind === 'stock' })
  const set = (id: string, part: Partial<Member>): void =>
    setMembers(members.map(m => (m.person.value === id ? { ...m, ...part } : m)))
  const add = (person: Choice | undefined): void => {
    if (person && !members.some(m => m.person.value === person.value))
      setMembers([...members, { person, duty: 'counter', areas: [] }])
    setTurn(turn + 1)
  }
  const give = (m: Member, area: Choice): void => {
    if (!m.areas.some(a => a.value === area.value)) set(m.person.value, { areas: [...m.areas, area] })
  }
  const storeChoices = (stores.data?.rows ?? [])
    .filter(s => campaign.scope.storeIds.length === 0 || campaign.scope.storeIds.includes(s.id))
    .map(s => ({ value: s.id, label: s.name }))
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
            <p>
              <b>{m.person.label}</b>
              <ChoiceInput
                id={`stocktake-duty-${m.person.value}`}
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
            </p>
            {m.duty === 'counter' && (
              <div>
                <span className="zw-muted">{m.areas.length === 0 ? '点全部范围，或只点' : '只点'}</span>
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
                {campaign.kind === 'asset' ? (
                  <PlacePicker
                    key={m.areas.length}
                    value={undefined}
                    onChange={place => place && give(m, place)}
                    search={searchPlaces()}
                  />
                ) : (
                  <SelectInput
                    key={m.areas.length}
                    value={undefined}
                    onChange={id => {
                      const store = storeChoices.find(s => s.value === id)
                      if (store) give(m, store)
                    }}
                    options={storeChoices}
                    placeholder="选仓库"
                  />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <Field
        key={turn}
        id="stocktake-person"
        label="加一位"
        hint={
          members.some(m => m.duty === 'watcher')
            ? '监盘人只监督，不点数'
            : '至少要有一位监盘人：只监督，不点数，加上后改成监盘人'
        }
      >
        <PersonPicker value={undefined} onChange={add} search={searchPersons} />
      </Field>
      {assign.error && <ErrorNotice message={assign.error.message} />}
    </FormDialog>
  )
}
