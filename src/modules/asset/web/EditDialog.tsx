import { useCommand } from '../../../web/api.ts'
import {
  type Choice,
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import {
  CATEGORIES,
  type CategoryCode,
  DIRECTIONS,
  type Direction,
  EDITIONS,
  type Edition,
  FUNDINGS,
  type Funding,
  type Particulars,
} from '../rules.ts'
import type { CardView } from './CardSlip.tsx'
import { ParticularFields, particularsToSend } from './ParticularFields.tsx'
import { ClassPicker } from './pickers.tsx'

const options = (map: Record<string, string>): Choice[] =>
  Object.entries(map).map(([value, label]) => ({ value, label }))
const TITLES = Object.fromEntries(Object.entries(CATEGORIES).map(([code, { title }]) => [code, title]))

/** What was written wrong on the card; who has it and where it stands change by their own papers. */
export function EditDialog({
  card,
  onClose,
  onDone,
}: {
  card: CardView
  onClose: () => void
  onDone: () => void
}) {
  const edit = useCommand(asset.edit)
  const start = {
    name: card.name,
    edition: card.classEdition as string | undefined,
    code: (card.classCode ? { value: card.classCode, label: card.classCode } : undefined) as
      | Choice
      | undefined,
    category: card.category as string | undefined,
    brand: card.brand,
    model: card.model,
    spec: card.spec,
    serialNo: card.serialNo,
    measure: card.measure,
    supplierText: card.supplierText,
    warrantyUntil: (card.warrantyUntil ?? undefined) as string | undefined,
    funding: card.funding as string | undefined,
    direction: card.direction as string | undefined,
    userName: card.userName,
    note: card.note,
    particulars: card.particulars as Particulars,
  }
  const form = useForm({
    start,
    check: (v): Record<string, string> => (v.name.trim() ? {} : { name: '请写资产名称' }),
    send: async v => {
      await edit.mutateAsync({
        id: card.id,
        version: card.version,
        name: v.name,
        classCode: v.code?.value ?? '',
        classEdition: v.code ? ((v.edition as Edition) ?? null) : null,
        category: (v.category as CategoryCode) ?? null,
        brand: v.brand,
        model: v.model,
        spec: v.spec,
        serialNo: v.serialNo,
        measure: v.measure || '台',
        supplierText: v.supplierText,
        invoiceNo: card.invoiceNo,
        warrantyUntil: v.warrantyUntil ?? null,
        funding: v.funding as Funding,
        direction: v.direction as Direction,
        userName: v.userName,
        note: v.note,
        particulars: particularsToSend(v.category as CategoryCode | undefined, v.particulars),
      })
      toast.ok('已修改')
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`修改 ${card.no}`}
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="资产名称" {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={80} />
      </Field>
      <Field label="分类版本" {...form.field('edition')}>
        <ChoiceInput options={options(EDITIONS)} {...form.field('edition')} />
      </Field>
      <Field label="分类代码" optional {...form.field('code')}>
        <ClassPicker
          edition={(form.values.edition as Edition | undefined) ?? '2022'}
          {...form.field('code')}
        />
      </Field>
      <Field label="折旧类别" hint="改类别会同时调整价值账" {...form.field('category')}>
        <SelectInput options={options(TITLES)} {...form.field('category')} />
      </Field>
      <Field label="品牌" optional {...form.field('brand')}>
        <TextInput {...form.field('brand')} maxLength={60} />
      </Field>
      <Field label="型号" optional {...form.field('model')}>
        <TextInput {...form.field('model')} maxLength={80} />
      </Field>
      <Field label="规格" optional {...form.field('spec')}>
        <TextInput {...form.field('spec')} maxLength={120} />
      </Field>
      <Field label="机身编号" optional {...form.field('serialNo')}>
        <TextInput {...form.field('serialNo')} maxLength={60} />
      </Field>
      <ParticularFields
        category={form.values.category as CategoryCode | undefined}
        value={form.values.particulars}
        onChange={form.field('particulars').onChange}
      />
      <Field label="供应商" optional {...form.field('supplierText')}>
        <TextInput {...form.field('supplierText')} maxLength={80} />
      </Field>
      <Field label="保修到" optional {...form.field('warrantyUntil')}>
        <DayInput {...form.field('warrantyUntil')} />
      </Field>
      <Field label="经费来源" {...form.field('funding')}>
        <SelectInput options={options(FUNDINGS)} {...form.field('funding')} />
      </Field>
      <Field label="使用方向" {...form.field('direction')}>
        <SelectInput options={options(DIRECTIONS)} {...form.field('direction')} />
      </Field>
      <Field label="使用人" optional {...form.field('userName')}>
        <TextInput {...form.field('userName')} maxLength={40} />
      </Field>
      <Field label="备注" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
