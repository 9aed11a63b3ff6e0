import { useCommand } from '../../../web/api.ts'
import { Finder } from '../../../web/ui/form/choices.tsx'
import {
  type Choice,
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  PersonPicker,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { searchPersons, searchUnits } from '../../people/web/pickers.ts'
import { stock } from '../contract.ts'
import { ItemPicker, measureOf } from './ItemPicker.tsx'
import type { Store } from './Settings.tsx'

interface StoreValues {
  name: string
  keeper: Choice | undefined
  placeText: string
  closed: string | undefined
}

export function StoreForm({ store, onClose }: { store?: Store; onClose: () => void }) {
  const save = useCommand(stock.saveStore)
  const form = useForm<StoreValues>({
    start: {
      name: store?.name ?? '',
      keeper: store?.keeperId ? { value: store.keeperId, label: store.keeperName } : undefined,
      placeText: store?.placeText ?? '',
      closed: store?.closed ? 'yes' : 'no',
    },
    check: (v): Record<string, string> => (v.name.trim() ? {} : { name: '请填名称，例如：总务仓库' }),
    send: async v => {
      await save.mutateAsync({
        ...(store ? { id: store.id, version: store.version, note: store.note } : {}),
        name: v.name,
        keeperId: v.keeper?.value ?? null,
        placeText: v.placeText,
        closed: v.closed === 'yes',
      })
      toast.ok('已保存')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={store ? `修改 · ${store.name}` : '登记仓库'}
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="名称" {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={40} />
      </Field>
      <Field label="保管员" optional {...form.field('keeper')}>
        <PersonPicker {...form.field('keeper')} search={searchPersons} />
      </Field>
      <Field label="地点" optional {...form.field('placeText')}>
        <TextInput {...form.field('placeText')} maxLength={60} />
      </Field>
      {store && (
        <Field label="还在用吗" {...form.field('closed')}>
          <ChoiceInput
            {...form.field('closed')}
            options={[
              { value: 'no', label: '在用' },
              { value: 'yes', label: '停用' },
            ]}
          />
        </Field>
      )}
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

interface QuotaValues {
  item: Choice | undefined
  whom: string | undefined
  unit: Choice | undefined
  quantity: number | undefined
}

export function QuotaForm({ onClose }: { onClose: () => void }) {
  const save = useCommand(stock.setQuota)
  const form = useForm<QuotaValues>({
    start: { item: undefined, whom: 'class', unit: undefined, quantity: undefined },
    check: (v): Record<string, string> => ({
      ...(v.item ? {} : { item: '请选物品' }),
      ...(v.quantity === undefined ? { quantity: '请填每学期最多领多少' } : {}),
      ...(v.whom === 'unit' && !v.unit ? { unit: '请选是哪个班级或部门' } : {}),
    }),
    send: async v => {
      await save.mutateAsync({
        itemId: v.item?.value as string,
        unitId: v.whom === 'unit' ? (v.unit?.value ?? null) : null,
        unitKind: v.whom === 'class' || v.whom === 'department' ? v.whom : null,
        quantity: v.quantity ?? null,
      })
      toast.ok('已设定')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="设定额"
      ok="设定"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="物品" {...form.field('item')}>
        <ItemPicker {...form.field('item')} />
      </Field>
      <Field label="给谁" {...form.field('whom')}>
        <ChoiceInput
          {...form.field('whom')}
          options={[
            { value: 'class', label: '每个班级' },
            { value: 'department', label: '每个部门' },
            { value: 'unit', label: '某一个' },
          ]}
        />
      </Field>
      {form.values.whom === 'unit' && (
        <Field label="哪个班级或部门" {...form.field('unit')}>
          <Finder placeholder="班级或部门" search={searchUnits()} {...form.field('unit')} />
        </Field>
      )}
      <Field label="每学期最多" {...form.field('quantity')}>
        <NumberInput unit={measureOf(form.values.item)} min={0} {...form.field('quantity')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
