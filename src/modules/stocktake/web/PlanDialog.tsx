import { type ReactElement, useState } from 'react'
import { UnitFinder } from '../../../mechanisms/approval/web/pickers.tsx'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  type FieldErrors,
  FormDialog,
  PlacePicker,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { ClassPicker } from '../../asset/web/pickers.tsx'
import { searchPlaces } from '../../place/web/pickers.ts'
import { stock } from '../../stock/contract.ts'
import { stocktake } from '../contract.ts'
import { COUNT_KINDS, type CountKind } from '../rules.ts'

interface Values {
  kind: string | undefined
  title: string
  places: readonly Choice[]
  units: readonly Choice[]
  classes: readonly Choice[]
  stores: readonly Choice[]
  blind: string | undefined
  dueOn: string | undefined
  note: string
}

/** What is counted, where, by when, and whether the counters may see the book. */
export function PlanDialog({ onClose, onPlanned }: { onClose: () => void; onPlanned: (id: string) => void }) {
  const plan = useCommand(stocktake.plan)
  const stores = useRead(stock.stores, {})
  const form = useForm<Values>({
    start: {
      kind: 'asset',
      title: '',
      places: [],
      units: [],
      classes: [],
      stores: [],
      blind: 'open',
      dueOn: undefined,
      note: '',
    },
    check: (v): FieldErrors => (v.title.trim() ? {} : { title: '请写名称，例如：2026年年终资产盘点' }),
    send: async v => {
      const asset = v.kind === 'asset'
      const made = await plan.mutateAsync({
        kind: v.kind as CountKind,
        title: v.title,
        scope: {
          placeIds: asset ? v.places.map(p => p.value) : [],
          unitIds: asset ? v.units.map(u => u.value) : [],
          classCodes: asset ? v.classes.map(c => c.value) : [],
          storeIds: asset ? [] : v.stores.map(s => s.value),
        },
        blind: v.blind === 'blind',
        dueOn: v.dueOn ?? null,
        note: v.note,
      })
      toast.ok(`已计划 ${made.no}，接下来安排盘点人和监盘人`)
      onPlanned(made.id)
    },
  })
  const { values } = form
  return (
    <FormDialog
      open
      title="计划盘点"
      ok="计划"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={600}
    >
      <Field label="盘什么" {...form.field('kind')}>
        <ChoiceInput
          {...form.field('kind')}
          options={Object.entries(COUNT_KINDS).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <Field label="名称" {...form.field('title')}>
        <TextInput {...form.field('title')} placeholder="2026年年终资产盘点" maxLength={60} />
      </Field>
      {values.kind === 'asset' ? (
        <>
          <Picked
            label="楼和房间"
            hint="不选就是全校"
            chosen={values.places}
            onChange={v => form.set('places', v)}
          >
            {add => <PlacePicker value={undefined} onChange={add} search={searchPlaces()} />}
          </Picked>
          <Picked
            label="部门和班级"
            hint="不选就是全部"
            chosen={values.units}
            onChange={v => form.set('units', v)}
          >
            {add => <UnitFinder value={undefined} onChange={add} />}
          </Picked>
          <Picked
            label="资产分类"
            hint="不选就是各类；选大类就包括它下面的"
            chosen={values.classes}
            onChange={v => form.set('classes', v)}
          >
            {add => <ClassPicker edition="2022" value={undefined} onChange={add} />}
          </Picked>
        </>
      ) : (
        <Picked label="仓库" hint="不选就是全部" chosen={values.stores} onChange={v => form.set('stores', v)}>
          {add => {
            const options = (stores.data?.rows ?? []).map(s => ({ value: s.id, label: s.name }))
            return (
              <SelectInput
                value={undefined}
                onChange={id => add(options.find(o => o.value === id))}
                options={options}
              />
            )
          }}
        </Picked>
      )}
      <Field label="方式" hint="盲盘时盘点人看不到账面数" {...form.field('blind')}>
        <ChoiceInput
          {...form.field('blind')}
          options={[
            { value: 'open', label: '对账盘' },
            { value: 'blind', label: '盲盘' },
          ]}
        />
      </Field>
      <Field label="要求完成" optional {...form.field('dueOn')}>
        <DayInput {...form.field('dueOn')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={300} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

interface PickedProps {
  label: string
  hint: string
  chosen: readonly Choice[]
  onChange: (chosen: readonly Choice[]) => void
  children: (add: (choice: Choice | undefined) => void) => ReactElement<{ id?: string }>
}

/** Several of a kind, one after the other. */
function Picked({ label, hint, chosen, onChange, children }: PickedProps) {
  const [turn, setTurn] = useState(0)
  const add = (choice: Choice | undefined): void => {
    if (choice && !chosen.some(c => c.value === choice.value)) onChange([...chosen, choice])
    setTurn(turn + 1)
  }
  return (
    <>
      <Field key={turn} id={`stocktake-${label}`} label={label} optional hint={hint}>
        {children(add)}
      </Field>
      {chosen.length > 0 && (
        <p className="zw-stocktake-chosen">
          {chosen.map(c => (
            <Button key={c.value} onClick={() => onChange(chosen.filter(other => other.value !== c.value))}>
              {c.label} ×
            </Button>
          ))}
        </p>
      )}
    </>
  )
}
