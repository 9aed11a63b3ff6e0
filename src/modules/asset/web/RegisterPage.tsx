import { Link, useNavigate } from '@tanstack/react-router'
import { ApproverFinder, UnitFinder } from '../../../mechanisms/approval/web/pickers.tsx'
import { uploadPhotos } from '../../../mechanisms/workorder/web/upload.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Choice,
  ChoiceInput,
  DayInput,
  Field,
  FieldGroup,
  FormFrame,
  MoneyInput,
  Notice,
  NumberInput,
  PhotoPicker,
  PlacePicker,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { asset } from '../contract.ts'
import {
  ACQUIRE_MODES,
  type AcquireMode,
  CATEGORIES,
  type CategoryCode,
  DIRECTIONS,
  type Direction,
  EDITIONS,
  type Edition,
  FUNDINGS,
  type Funding,
  monthsText,
  type Particulars,
} from '../rules.ts'
import { ParticularFields, particularsToSend } from './ParticularFields.tsx'
import { ClassPicker } from './pickers.tsx'

const options = (map: Record<string, string>): Choice[] =>
  Object.entries(map).map(([value, label]) => ({ value, label }))
const TITLES = Object.fromEntries(Object.entries(CATEGORIES).map(([code, { title }]) => [code, title]))

/** One thing or forty like it: each gets a card and a number of its own. */
export default function RegisterPage() {
  const session = useSession()
  const navigate = useNavigate()
  const register = useCommand(asset.register)
  const form = useForm({
    start: {
      name: '',
      edition: '2022' as string | undefined,
      code: undefined as Choice | undefined,
      category: undefined as string | undefined,
      count: 1 as number | undefined,
      priceFen: undefined as number | undefined,
      measure: '台',
      brand: '',
      model: '',
      spec: '',
      acquiredOn: session.today as string | undefined,
      acquireMode: 'purchase' as string | undefined,
      funding: 'fiscal' as string | undefined,
      direction: 'teaching' as string | undefined,
      supplierText: '',
      invoiceNo: '',
      warrantyUntil: undefined as string | undefined,
      place: undefined as Choice | undefined,
      unit: undefined as Choice | undefined,
      keeper: undefined as Choice | undefined,
      bulkReason: '',
      note: '',
      particulars: {} as Particulars,
      photos: [] as File[],
    },
    check: (v): Record<string, string> => ({
      ...(v.name.trim() ? {} : { name: '请写资产名称' }),
      ...(v.code || v.category ? {} : { category: '没有分类代码的，请选折旧类别' }),
      ...(v.priceFen === undefined ? { priceFen: '请填每件原值' } : {}),
      ...(v.acquiredOn ? {} : { acquiredOn: '请选取得日期' }),
    }),
    send: async v => {
      const fileIds = await uploadPhotos(v.photos)
      const made = await register.mutateAsync({
        name: v.name,
        classCode: v.code?.value ?? '',
        classEdition: v.code ? ((v.edition as Edition) ?? null) : null,
        category: (v.category as CategoryCode) ?? null,
        count: v.count ?? 1,
        priceFen: v.priceFen as number,
        measure: v.measure || '台',
        brand: v.brand,
        model: v.model,
        spec: v.spec,
        acquiredOn: v.acquiredOn as string,
        acquireMode: v.acquireMode as AcquireMode,
        funding: v.funding as Funding,
        direction: v.direction as Direction,
        supplierText: v.supplierText,
        invoiceNo: v.invoiceNo,
        warrantyUntil: v.warrantyUntil ?? null,
        placeId: v.place?.value ?? null,
        unitId: v.unit?.value ?? null,
        keeperId: v.keeper?.value ?? null,
        bulkReason: v.bulkReason,
        note: v.note,
        particulars: particularsToSend(
          (v.category as CategoryCode | undefined) ?? judged.data?.category,
          v.particulars,
        ),
        fileIds,
      })
      form.restart()
      const last = made.nos.at(-1)
      toast.ok(`已登记 ${made.nos.length} 件，编号 ${made.nos[0]}${made.nos.length > 1 ? ` 到 ${last}` : ''}`)
      void navigate({
        href: made.ids.length === 1 ? `/assets/${made.ids[0]}` : `/assets?batchId=${made.batchId}`,
      })
    },
  })
  const v = form.values
  const asked =
    v.priceFen !== undefined &&
    (v.category !== undefined || (v.code !== undefined && v.edition !== undefined))
  const judged = useRead(
    asset.suggest,
    {
      classCode: v.code?.value ?? '',
      classEdition: v.code ? ((v.edition as Edition) ?? null) : null,
      category: (v.category as CategoryCode) ?? null,
      priceFen: v.priceFen ?? 0,
      count: v.count ?? 1,
    },
    { enabled: asked },
  )
  return (
    <FormFrame form={form} title="登记资产" ok="登记" intro={<Link to="/assets">固定资产</Link>}>
      <FieldGroup title="一、是什么">
        <Field label="资产名称" {...form.field('name')}>
          <TextInput {...form.field('name')} maxLength={80} placeholder="投影仪" />
        </Field>
        <Field label="分类版本" hint="同一个代码在两版里是两样东西" {...form.field('edition')}>
          <ChoiceInput options={options(EDITIONS)} {...form.field('edition')} />
        </Field>
        <Field label="分类代码" optional {...form.field('code')}>
          <ClassPicker edition={(v.edition as Edition | undefined) ?? '2022'} {...form.field('code')} />
        </Field>
        <Field label="折旧类别" optional hint="分类看得出的不用选" {...form.field('category')}>
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
        <ParticularFields
          category={(v.category as CategoryCode | undefined) ?? judged.data?.category}
          value={v.particulars}
          onChange={form.field('particulars').onChange}
        />
      </FieldGroup>
      <FieldGroup title="二、多少、多少钱">
        <Field label="件数" hint="每件一张卡片、一个编号" {...form.field('count')}>
          <NumberInput unit="件" min={1} {...form.field('count')} />
        </Field>
        <Field label="计量单位" {...form.field('measure')}>
          <TextInput {...form.field('measure')} maxLength={10} />
        </Field>
        <Field label="每件原值" {...form.field('priceFen')}>
          <MoneyInput {...form.field('priceFen')} />
        </Field>
        {asked && judged.data && (
          <Notice tone={judged.data.fixed ? 'done' : 'waiting'}>
            {judged.data.text}
            {judged.data.lifeMonths ? `按 ${monthsText(judged.data.lifeMonths)} 折旧。` : ''}
          </Notice>
        )}
        {asked && judged.data && !judged.data.fixed && (
          <Field label="大批同类的说明" hint="写明说明才按固定资产登记" {...form.field('bulkReason')}>
            <TextInput {...form.field('bulkReason')} maxLength={200} placeholder="新教室课桌椅" />
          </Field>
        )}
        <Field label="取得日期" {...form.field('acquiredOn')}>
          <DayInput {...form.field('acquiredOn')} />
        </Field>
        <Field label="取得方式" {...form.field('acquireMode')}>
          <SelectInput options={options(ACQUIRE_MODES)} {...form.field('acquireMode')} />
        </Field>
        <Field label="经费来源" {...form.field('funding')}>
          <SelectInput options={options(FUNDINGS)} {...form.field('funding')} />
        </Field>
        <Field label="供应商" optional {...form.field('supplierText')}>
          <TextInput {...form.field('supplierText')} maxLength={80} />
        </Field>
        <Field label="发票号" optional {...form.field('invoiceNo')}>
          <TextInput {...form.field('invoiceNo')} maxLength={40} />
        </Field>
        <Field label="保修到" optional {...form.field('warrantyUntil')}>
          <DayInput {...form.field('warrantyUntil')} />
        </Field>
      </FieldGroup>
      <FieldGroup title="三、放哪里、谁管">
        <Field label="存放地点" optional {...form.field('place')}>
          <PlacePicker {...form.field('place')} search={searchPlaces()} />
        </Field>
        <Field label="使用部门" optional hint="不填就取地点的负责部门" {...form.field('unit')}>
          <UnitFinder {...form.field('unit')} />
        </Field>
        <Field label="保管人" optional hint="他在手机上签收后生效" {...form.field('keeper')}>
          <ApproverFinder {...form.field('keeper')} />
        </Field>
        <Field label="使用方向" {...form.field('direction')}>
          <SelectInput options={options(DIRECTIONS)} {...form.field('direction')} />
        </Field>
        <Field label="照片" optional {...form.field('photos')}>
          <PhotoPicker {...form.field('photos')} />
        </Field>
        <Field label="备注" optional {...form.field('note')}>
          <TextArea {...form.field('note')} maxLength={500} />
        </Field>
      </FieldGroup>
    </FormFrame>
  )
}
