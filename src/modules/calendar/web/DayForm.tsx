import { useCommand } from '../../../web/api.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, ChoiceInput, SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayRangeInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../web/ui/form/use-form.ts'
import { calendar } from '../contract.ts'
import { weekdayName } from './hours-text.ts'
import type { Year } from './month.ts'

interface DayFormProps {
  day: string
  /** What the school already said of this day. */
  own: Year['ownDays'][number] | undefined
  onClose: () => void
}

const KINDS: readonly Choice[] = [
  { value: 'off', label: '放假' },
  { value: 'work', label: '上班' },
]
const LIKE: readonly Choice[] = [1, 2, 3, 4, 5].map(n => ({ value: String(n), label: `按${weekdayName(n)}` }))
const TOUCHES = { touches: ['workorder', 'repair'] }

/** The school's own word on a day or some days: off, or worked. */
export function DayForm({ day, own, onClose }: DayFormProps) {
  const mark = useCommand(calendar.markDays, TOUCHES)
  const clear = useCommand(calendar.clearDays, TOUCHES)
  const form = useForm({
    start: {
      days: [day, day] as readonly [string, string] | undefined,
      kind: own?.kind as string | undefined,
      title: own?.title ?? '',
      like: own?.like ? String(own.like) : undefined,
    },
    check: (values): FieldErrors => ({
      ...(values.days ? {} : { days: '请选日期' }),
      ...(values.kind ? {} : { kind: '请选放假还是上班' }),
      ...(values.title.trim() ? {} : { title: '请写明事由' }),
    }),
    send: async values => {
      const [from, to] = values.days as readonly [string, string]
      const kind = values.kind as 'off' | 'work'
      const like = kind === 'work' && values.like ? Number(values.like) : null
      const { days } = await mark.mutateAsync({ from, to, kind, title: values.title, like })
      toast.ok(`${days} 天登记为${kind === 'off' ? '放假' : '上班'}：${values.title.trim()}`)
      onClose()
    },
  })
  const takeBack = (): void =>
    clear.mutate(
      { from: day, to: day },
      {
        onSuccess: () => {
          toast.ok(`${day} 恢复按法定日历`)
          onClose()
        },
        onError: error => toast.fail(error.message),
      },
    )
  return (
    <FormDialog
      open
      title="登记放假或调休"
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <div className="zw-cal-form">
        {own && (
          <Notice action={<Button onClick={takeBack}>撤销这一天</Button>}>
            {`这一天已登记为${own.kind === 'off' ? '放假' : '上班'}：${own.title}`}
          </Notice>
        )}
        {form.failure && Object.keys(form.errors).length === 0 && <ErrorNotice message={form.failure} />}
        <Field label="日期" hint="可以是一段日子" {...form.field('days')}>
          <DayRangeInput {...form.field('days')} />
        </Field>
        <Field label="放假还是上班" {...form.field('kind')}>
          <ChoiceInput {...form.field('kind')} options={KINDS} />
        </Field>
        <Field label="事由" hint="如 秋季运动会、补周五的课" {...form.field('title')}>
          <TextInput {...form.field('title')} maxLength={30} />
        </Field>
        {form.values.kind === 'work' && (
          <Field label="作息" hint="不选就按当天或周一的作息" optional {...form.field('like')}>
            <SelectInput {...form.field('like')} options={LIKE} />
          </Field>
        )}
      </div>
    </FormDialog>
  )
}
