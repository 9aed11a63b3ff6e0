import { useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { supplier } from '../contract.ts'
import type { Firm } from './FirmForm.tsx'

const MEANS = [
  { value: 'yes', label: '过期就不能采购' },
  { value: 'no', label: '过期只提醒' },
]

/** A paper the supplier must hold. */
export function LicenceForm({ firm, onClose }: { firm: Firm; onClose: () => void }) {
  const add = useCommand(supplier.addLicence)
  const form = useForm({
    start: { title: '', number: '', validTo: undefined as string | undefined, required: 'yes' },
    check: (v): Record<string, string> => (v.title.trim() ? {} : { title: '请填证照名称，例如：营业执照' }),
    send: async v => {
      await add.mutateAsync({
        firmId: firm.id,
        title: v.title,
        number: v.number,
        validTo: v.validTo ?? null,
        required: v.required === 'yes',
      })
      toast.ok('证照已登记')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`登记证照 · ${firm.name}`}
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="证照" {...form.field('title')}>
        <TextInput {...form.field('title')} placeholder="营业执照、食品经营许可证" maxLength={60} />
      </Field>
      <Field label="证号" optional {...form.field('number')}>
        <TextInput {...form.field('number')} maxLength={60} />
      </Field>
      <Field label="有效期至" optional hint="长期有效就不填" {...form.field('validTo')}>
        <DayInput {...form.field('validTo')} />
      </Field>
      <Field label="过期怎么办" {...form.field('required')}>
        <ChoiceInput
          options={MEANS}
          {...form.field('required')}
          onChange={v => form.set('required', v ?? 'yes')}
        />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
