import { useCommand } from '../../../web/api.ts'
import { type Choice, Finder } from '../../../web/ui/form/choices.tsx'
import {
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { searchUnits } from '../../people/web/pickers.ts'
import { procurement } from '../contract.ts'
import { CATEGORIES, type Category } from '../words.ts'

/** Bought without going through the office: who, what, where, and why. */
export function NoteOffChannel({ today, onClose }: { today: string; onClose: () => void }) {
  const send = useCommand(procurement.noteOffChannel)
  const form = useForm({
    start: {
      boughtOn: today as string | undefined,
      personName: '',
      unit: undefined as Choice | undefined,
      supplierName: '',
      what: '',
      category: 'other',
      amountFen: undefined as number | undefined,
      reason: '',
    },
    check: v => ({
      ...(v.personName.trim() ? {} : { personName: '请写谁买的' }),
      ...(v.what.trim() ? {} : { what: '请写买了什么' }),
      ...(v.amountFen ? {} : { amountFen: '请填金额' }),
      ...(v.boughtOn ? {} : { boughtOn: '请选日期' }),
    }),
    send: async v => {
      await send.mutateAsync({
        boughtOn: v.boughtOn as string,
        personName: v.personName,
        unitId: v.unit?.value ?? null,
        what: v.what,
        supplierName: v.supplierName,
        category: v.category as Category,
        amountFen: v.amountFen as number,
        reason: v.reason,
      })
      toast.ok('已登记')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="登记统采外采购"
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="购买日期" {...form.field('boughtOn')}>
        <DayInput {...form.field('boughtOn')} />
      </Field>
      <Field label="谁买的" {...form.field('personName')}>
        <TextInput {...form.field('personName')} maxLength={40} />
      </Field>
      <Field label="部门" optional {...form.field('unit')}>
        <Finder {...form.field('unit')} search={searchUnits()} placeholder="部门或拼音首字母" />
      </Field>
      <Field label="买了什么" {...form.field('what')}>
        <TextInput {...form.field('what')} maxLength={200} />
      </Field>
      <Field label="在哪里买的" optional {...form.field('supplierName')}>
        <TextInput {...form.field('supplierName')} maxLength={100} />
      </Field>
      <Field label="品目" {...form.field('category')}>
        <SelectInput
          options={Object.entries(CATEGORIES).map(([value, label]) => ({ value, label }))}
          {...form.field('category')}
          onChange={v => form.set('category', v ?? 'other')}
        />
      </Field>
      <Field label="金额" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="原因" optional {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
