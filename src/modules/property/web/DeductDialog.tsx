import { type Answer, useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  SelectInput,
  TextArea,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { property } from '../contract.ts'

interface Values {
  unitId: string | undefined
  points: number | undefined
  on: string | undefined
  reason: string
}

/** Points taken from a class by hand, for what is no damage case. */
export function DeductDialog({
  month,
  onClose,
}: {
  month: Answer<typeof property.month>
  onClose: () => void
}) {
  const session = useSession()
  const deduct = useCommand(property.deduct)
  const form = useForm<Values>({
    start: {
      unitId: undefined,
      points: 1,
      on: session.today.startsWith(month.month) ? session.today : `${month.month}-01`,
      reason: '',
    },
    check: v => ({
      ...(v.unitId ? {} : { unitId: '请选班级' }),
      ...(v.points ? {} : { points: '请填扣几分' }),
      ...(v.on?.startsWith(month.month) ? {} : { on: '请选这个月里的日期' }),
      ...(v.reason.trim() ? {} : { reason: '请写明事由' }),
    }),
    send: async v => {
      await deduct.mutateAsync({
        month: month.month,
        unitId: v.unitId as string,
        points: v.points as number,
        on: v.on as string,
        reason: v.reason,
      })
      toast.ok('已扣分')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="扣财产考核分"
      ok="扣分"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="班级" {...form.field('unitId')}>
        <SelectInput
          {...form.field('unitId')}
          options={month.classes.map(c => ({ value: c.unitId, label: c.name }))}
        />
      </Field>
      <Field label="扣几分" {...form.field('points')}>
        <NumberInput unit="分" min={0.5} decimals={1} {...form.field('points')} />
      </Field>
      <Field label="日期" {...form.field('on')}>
        <DayInput {...form.field('on')} />
      </Field>
      <Field label="事由" {...form.field('reason')}>
        <TextArea {...form.field('reason')} maxLength={200} placeholder="讲台抽屉损坏没有报修" />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
