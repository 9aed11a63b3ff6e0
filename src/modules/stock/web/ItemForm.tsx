import { type Answer, useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { CLASSES, type ItemClass } from '../rules.ts'

export type Item = Answer<typeof stock.item>
const YES_NO = [
  { value: 'no', label: '否' },
  { value: 'yes', label: '是' },
]

interface ItemFormProps {
  /** The item that is changed; a new one without. */
  item?: Item
  onClose: () => void
  onSaved?: (id: string) => void
}

/** What one must know of a thing to count it, hand it out and buy it again. */
export function ItemForm({ item, onClose, onSaved }: ItemFormProps) {
  const add = useCommand(stock.addItem)
  const edit = useCommand(stock.editItem)
  const form = useForm({
    start: {
      name: item?.name ?? '',
      spec: item?.spec ?? '',
      measure: item?.measure ?? '',
      class: (item?.class ?? 'consumable') as string | undefined,
      packMeasure: item?.packMeasure ?? '',
      packFactor: item?.packFactor ?? undefined,
      minQuantity: item?.minQuantity ?? undefined,
      maxQuantity: item?.maxQuantity ?? undefined,
      tradeIn: (item?.tradeIn ? 'yes' : 'no') as string | undefined,
      lendable: (item?.lendable ? 'yes' : 'no') as string | undefined,
      aliases: item?.aliases.join('、') ?? '',
      location: item?.location ?? '',
    },
    ...(item ? {} : { draft: 'stock.item' }),
    check: (v): Record<string, string> => ({
      ...(v.name.trim() ? {} : { name: '请填名称，例如：扫把' }),
      ...(v.measure.trim() ? {} : { measure: '请填单位，例如：把、只、包' }),
    }),
    send: async v => {
      const facts = {
        ...v,
        class: v.class as ItemClass,
        packFactor: v.packFactor ?? null,
        minQuantity: v.minQuantity ?? null,
        maxQuantity: v.maxQuantity ?? null,
        tradeIn: v.tradeIn === 'yes',
        lendable: v.lendable === 'yes',
        aliases: v.aliases.split(/[、,，\s]+/).filter(Boolean),
        note: item?.note ?? '',
      }
      const done = item
        ? await edit.mutateAsync({ id: item.id, version: item.version, ...facts })
        : await add.mutateAsync(facts)
      form.restart()
      toast.ok(item ? '已保存' : '已新增，可以入库了')
      onClose()
      onSaved?.(done.id)
    },
  })
  const unit = form.values.measure || '个'
  return (
    <FormDialog
      open
      title={item ? `修改 · ${item.name}` : '新增物品'}
      ok={item ? '保存' : '新增'}
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <Field label="名称" {...form.field('name')}>
        <TextInput {...form.field('name')} placeholder="扫把" maxLength={60} />
      </Field>
      <Field label="规格" optional {...form.field('spec')}>
        <TextInput {...form.field('spec')} placeholder="A4 70克" maxLength={60} />
      </Field>
      <Field label="单位" hint="按一个来数，例如：把、只、包" {...form.field('measure')}>
        <TextInput {...form.field('measure')} maxLength={8} />
      </Field>
      <Field label="类别" {...form.field('class')}>
        <ChoiceInput
          {...form.field('class')}
          options={Object.entries(CLASSES).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <Field label="整件单位" optional hint="按箱买、按包发的填：箱" {...form.field('packMeasure')}>
        <TextInput {...form.field('packMeasure')} maxLength={8} />
      </Field>
      {form.values.packMeasure && (
        <Field label={`一${form.values.packMeasure}有多少`} {...form.field('packFactor')}>
          <NumberInput unit={unit} min={1} {...form.field('packFactor')} />
        </Field>
      )}
      <Field label="最低库存" optional hint="不到这个数就提醒补货" {...form.field('minQuantity')}>
        <NumberInput unit={unit} min={0} {...form.field('minQuantity')} />
      </Field>
      <Field label="最高库存" optional hint="采购建议补到这个数" {...form.field('maxQuantity')}>
        <NumberInput unit={unit} min={0} {...form.field('maxQuantity')} />
      </Field>
      <Field label="以旧换新" hint="发放时要答旧件交回没有" {...form.field('tradeIn')}>
        <ChoiceInput {...form.field('tradeIn')} options={YES_NO} />
      </Field>
      <Field label="可借用" {...form.field('lendable')}>
        <ChoiceInput {...form.field('lendable')} options={YES_NO} />
      </Field>
      <Field label="别名" optional hint="大家还怎么叫它，用顿号隔开" {...form.field('aliases')}>
        <TextInput {...form.field('aliases')} placeholder="扫帚、笤帚" maxLength={100} />
      </Field>
      <Field label="库位" optional {...form.field('location')}>
        <TextInput {...form.field('location')} placeholder="A架2层" maxLength={40} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
