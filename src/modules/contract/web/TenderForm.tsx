import { type Answer, useCommand } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { contracts } from '../contract.ts'
import { WAYS, type Way } from '../rules.ts'
import './contract.css'

export type Tender = Answer<typeof contracts.tender>

interface TenderFormProps {
  tender?: Tender
  onClose: () => void
  onSaved?: (id: string) => void
}

const WAY_OPTIONS: Choice[] = Object.entries(WAYS).map(([value, label]) => ({ value, label }))

/** What is needed, what it ought to cost and who says so, who is invited. */
export function TenderForm({ tender, onClose, onSaved }: TenderFormProps) {
  const create = useCommand(contracts.createTender)
  const update = useCommand(contracts.updateTender)
  const form = useForm({
    start: {
      title: tender?.title ?? '',
      need: tender?.need ?? '',
      way: (tender?.way ?? 'YQZB') as string,
      wayReason: tender?.wayReason ?? '',
      referenceFen: (tender?.referenceFen ?? undefined) as number | undefined,
      referenceSource: tender?.referenceSource ?? '',
      firms: (tender?.bidRows ?? []).map(bid => ({
        value: bid.supplierId,
        label: bid.supplierName,
      })) as Choice[],
    },
    check: v => ({
      ...(v.title.trim() ? {} : { title: '请填采购什么' }),
      ...(v.need.trim() ? {} : { need: '请写明要采购什么、多少、什么要求' }),
      ...(v.way === 'DYLY' && !v.wayReason.trim() ? { wayReason: '请写明为什么只能向一家采购' } : {}),
    }),
    send: async v => {
      const input = {
        title: v.title,
        need: v.need,
        way: v.way as Way,
        wayReason: v.way === 'DYLY' ? v.wayReason : '',
        referenceFen: v.referenceFen ?? null,
        referenceSource: v.referenceSource,
        supplierIds: v.firms.map(firm => firm.value),
      }
      const done = tender
        ? await update.mutateAsync({ id: tender.id, version: tender.version, ...input })
        : await create.mutateAsync(input)
      toast.ok(tender ? '已保存' : '已发起，核对后发出邀请')
      onClose()
      onSaved?.(done.id)
    },
  })
  const { firms } = form.values
  return (
    <FormDialog
      open
      title={tender ? `修改 · ${tender.no}` : '发起邀标'}
      ok={tender ? '保存' : '发起'}
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <Field label="事项" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={100} placeholder="校园绿化养护" />
      </Field>
      <Field label="需求" {...form.field('need')}>
        <TextArea {...form.field('need')} maxLength={2000} placeholder="两个标段，一年，含修剪、施肥、治虫" />
      </Field>
      <Field label="方式" {...form.field('way')}>
        <SelectInput
          options={WAY_OPTIONS}
          {...form.field('way')}
          onChange={v => form.set('way', v ?? 'YQZB')}
        />
      </Field>
      {form.values.way === 'DYLY' && (
        <Field label="采用单一来源的理由" {...form.field('wayReason')}>
          <TextArea {...form.field('wayReason')} maxLength={500} />
        </Field>
      )}
      <Field label="参考价" optional hint="发邀请之前要填" {...form.field('referenceFen')}>
        <MoneyInput {...form.field('referenceFen')} />
      </Field>
      <Field label="参考价来源" optional hint="向哪个行业主管部门问的" {...form.field('referenceSource')}>
        <TextInput
          {...form.field('referenceSource')}
          maxLength={300}
          placeholder="市园林局养护费用标准，3月5日电话询问"
        />
      </Field>
      <Field label="邀请哪些单位" optional id={form.field('firms').id}>
        <SupplierPicker
          id={form.field('firms').id}
          value={undefined}
          onChange={firm => {
            if (firm && !firms.some(one => one.value === firm.value)) form.set('firms', [...firms, firm])
          }}
        />
      </Field>
      <ul className="zw-contract-files">
        {firms.map(firm => (
          <li key={firm.value}>
            {firm.label}{' '}
            <Button
              kind="quiet"
              onClick={() =>
                form.set(
                  'firms',
                  firms.filter(one => one.value !== firm.value),
                )
              }
            >
              去掉
            </Button>
          </li>
        ))}
      </ul>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
