import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Choice,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  NumberInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { contracts } from '../contract.ts'
import { valueFen } from '../rules.ts'
import { ContractPicker } from './ContractPicker.tsx'

export type ImportBatch = Answer<typeof contracts.importBatch>

interface ImportFormProps {
  batch?: ImportBatch
  onClose: () => void
  onSaved?: (id: string) => void
}

/** A batch: in which money, at which rate, how many pieces, what duty it would bear. */
export function ImportForm({ batch, onClose, onSaved }: ImportFormProps) {
  const session = useSession()
  const create = useCommand(contracts.createImport)
  const update = useCommand(contracts.updateImport)
  const form = useForm({
    start: startOf(batch, session.today),
    check: v => ({
      ...(v.title.trim() ? {} : { title: '请填设备名称' }),
      ...(v.supplier ? {} : { supplier: '请选供货单位' }),
      ...(/^[A-Za-z]{3}$/.test(v.currency) ? {} : { currency: '写三个字母，例如 USD' }),
      ...(v.foreignAmount ? {} : { foreignAmount: '请填外币金额' }),
      ...(v.rate ? {} : { rate: '请填汇率' }),
      ...(v.rateOn ? {} : { rateOn: '请填哪天的汇率' }),
      ...(v.rateSource.trim() ? {} : { rateSource: '请填汇率从哪里查的' }),
      ...(v.items ? {} : { items: '请填台（件）数' }),
      ...(v.negotiatedOn ? {} : { negotiatedOn: '请填谈判日期' }),
    }),
    send: async v => {
      const input = {
        title: v.title,
        supplierId: v.supplier?.value ?? '',
        agreementId: v.agreement?.value ?? null,
        currency: v.currency,
        foreignAmount: v.foreignAmount ?? 0,
        rate: v.rate ?? 0,
        rateOn: v.rateOn ?? '',
        rateSource: v.rateSource,
        items: v.items ?? 0,
        dutiableFen: v.dutiableFen ?? 0,
        dutyRate: v.dutyRate ?? 0,
        negotiatedOn: v.negotiatedOn ?? '',
        note: v.note,
      }
      const done = batch
        ? await update.mutateAsync({ id: batch.id, version: batch.version, ...input })
        : await create.mutateAsync(input)
      toast.ok(batch ? '已保存' : '已登记')
      onClose()
      onSaved?.(done.id)
    },
  })
  const { foreignAmount, rate } = form.values
  const value =
    foreignAmount && rate
      ? valueFen(Math.round(foreignAmount * 100), Math.round(rate * 1_000_000))
      : undefined
  return (
    <FormDialog
      open
      title={batch ? `修改 · ${batch.no}` : '登记进口批次'}
      ok={batch ? '保存' : '登记'}
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <Field label="设备" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={100} />
      </Field>
      <Field label="供货单位" {...form.field('supplier')}>
        <SupplierPicker {...form.field('supplier')} />
      </Field>
      <Field label="合同" optional {...form.field('agreement')}>
        <ContractPicker supplierId={form.values.supplier?.value} {...form.field('agreement')} />
      </Field>
      <Field label="台（件）数" {...form.field('items')}>
        <NumberInput unit="台（件）" min={1} {...form.field('items')} />
      </Field>
      <Field label="币种" hint="三个字母：USD、EUR、JPY" {...form.field('currency')}>
        <TextInput {...form.field('currency')} maxLength={3} />
      </Field>
      <Field label="外币金额" {...form.field('foreignAmount')}>
        <NumberInput
          unit={form.values.currency.toUpperCase()}
          decimals={2}
          min={0}
          {...form.field('foreignAmount')}
        />
      </Field>
      <Field label="汇率" hint="1 外币合多少元" {...form.field('rate')}>
        <NumberInput unit="元" decimals={6} min={0} {...form.field('rate')} />
      </Field>
      {value !== undefined && <p className="zw-muted zw-num">{`折合 ${formatFen(value)}`}</p>}
      <Field label="汇率日期" {...form.field('rateOn')}>
        <DayInput {...form.field('rateOn')} />
      </Field>
      <Field label="汇率来源" {...form.field('rateSource')}>
        <TextInput {...form.field('rateSource')} maxLength={100} placeholder="中国银行折算价" />
      </Field>
      <Field label="完税价格" optional hint="办理免税时填，用来算节约" {...form.field('dutiableFen')}>
        <MoneyInput {...form.field('dutiableFen')} />
      </Field>
      <Field label="税率" optional {...form.field('dutyRate')}>
        <NumberInput unit="%" decimals={3} min={0} max={200} {...form.field('dutyRate')} />
      </Field>
      <Field label="谈判日期" {...form.field('negotiatedOn')}>
        <DayInput {...form.field('negotiatedOn')} />
      </Field>
      <Field label="备注" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={1000} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

function startOf(batch: ImportBatch | undefined, today: string) {
  return {
    title: batch?.title ?? '',
    supplier: (batch ? { value: batch.supplierId, label: batch.supplierName } : undefined) as
      | Choice
      | undefined,
    agreement: (batch?.agreement ? { value: batch.agreement.id, label: batch.agreement.title } : undefined) as
      | Choice
      | undefined,
    currency: batch?.currency ?? 'USD',
    foreignAmount: batch?.foreignAmount as number | undefined,
    rate: batch?.rate as number | undefined,
    rateOn: (batch?.rateOn ?? today) as string | undefined,
    rateSource: batch?.rateSource ?? '',
    items: batch?.items as number | undefined,
    dutiableFen: batch?.dutiableFen as number | undefined,
    dutyRate: batch?.dutyRate as number | undefined,
    negotiatedOn: (batch?.negotiatedOn ?? today) as string | undefined,
    note: batch?.note ?? '',
  }
}
