import { type Answer, useCommand } from '../../../web/api.ts'
import { ErrorNotice, Field, FormDialog, TextArea, TextInput, toast, useForm } from '../../../web/ui/index.ts'
import { supplier } from '../contract.ts'

export type Firm = Answer<typeof supplier.get>

interface FirmFormProps {
  /** The firm that is changed; a new one without. */
  firm?: Firm
  onClose: () => void
  onSaved?: (id: string) => void
}

/** What one must know of a supplier to buy from it and to pay it. */
export function FirmForm({ firm, onClose, onSaved }: FirmFormProps) {
  const create = useCommand(supplier.create)
  const update = useCommand(supplier.update)
  const form = useForm({
    start: {
      name: firm?.name ?? '',
      supplies: firm?.supplies ?? '',
      creditCode: firm?.creditCode ?? '',
      contactName: firm?.contactName ?? '',
      phone: firm?.phone ?? '',
      address: firm?.address ?? '',
      bankName: firm?.bankName ?? '',
      bankAccount: firm?.bankAccount ?? '',
      note: firm?.note ?? '',
    },
    ...(firm ? {} : { draft: 'supplier.create' }),
    check: (v): Record<string, string> => (v.name.trim() ? {} : { name: '请填供应商名称' }),
    send: async v => {
      const done = firm
        ? await update.mutateAsync({ id: firm.id, version: firm.version, ...v })
        : await create.mutateAsync(v)
      toast.ok(firm ? '已保存' : '已登记')
      onClose()
      onSaved?.(done.id)
    },
  })
  return (
    <FormDialog
      open
      title={firm ? `修改 · ${firm.name}` : '登记供应商'}
      ok={firm ? '保存' : '登记'}
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <Field label="名称" {...form.field('name')}>
        <TextInput {...form.field('name')} placeholder="照营业执照写全称" maxLength={100} />
      </Field>
      <Field label="供应什么" optional {...form.field('supplies')}>
        <TextInput {...form.field('supplies')} placeholder="办公用品、清洁工具" maxLength={200} />
      </Field>
      <Field label="统一社会信用代码" optional hint="18 位，照营业执照抄" {...form.field('creditCode')}>
        <TextInput {...form.field('creditCode')} maxLength={18} />
      </Field>
      <Field label="联系人" optional {...form.field('contactName')}>
        <TextInput {...form.field('contactName')} maxLength={40} />
      </Field>
      <Field label="电话" optional {...form.field('phone')}>
        <TextInput {...form.field('phone')} maxLength={40} />
      </Field>
      <Field label="地址" optional {...form.field('address')}>
        <TextInput {...form.field('address')} maxLength={200} />
      </Field>
      <Field label="开户行" optional {...form.field('bankName')}>
        <TextInput {...form.field('bankName')} maxLength={100} />
      </Field>
      <Field label="账号" optional {...form.field('bankAccount')}>
        <TextInput {...form.field('bankAccount')} maxLength={40} />
      </Field>
      <Field label="备注" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={1000} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
