import { useCommand, useRead } from '../../../../web/api.ts'
import { FormDialog } from '../../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { DayRangeInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../../web/ui/form/use-form.ts'
import { approval } from '../../contract.ts'
import { ApproverFinder } from '../pickers.tsx'
import { ManySelect } from '../routes/ManySelect.tsx'

/** Days, whom, and for what; leaders and administrators also for somebody who cannot do it himself. */
export function DelegateDialog({ forOthers, onClose }: { forOthers: boolean; onClose: () => void }) {
  const delegate = useCommand(approval.delegate)
  const subjects = useRead(approval.subjects, {})
  const form = useForm({
    start: {
      person: undefined as Choice | undefined,
      to: undefined as Choice | undefined,
      days: undefined as readonly [string, string] | undefined,
      kinds: [] as readonly string[],
      reason: '',
    },
    check: v => ({
      ...(v.to ? {} : { to: '请选由谁代批。' }),
      ...(v.days ? {} : { days: '请选从哪天到哪天。' }),
    }),
    send: async v => {
      const { moved } = await delegate.mutateAsync({
        ...(v.person ? { personId: v.person.value } : {}),
        toId: v.to?.value as string,
        fromOn: v.days?.[0] as string,
        toOn: v.days?.[1] as string,
        kinds: [...v.kinds],
        reason: v.reason,
      })
      toast.ok(moved > 0 ? `已委托给${v.to?.label}，手上 ${moved} 件转给了他` : `已委托给${v.to?.label}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="请假委托"
      ok="委托"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      {forOthers && (
        <Field label="谁请假" optional hint="不选就是您本人。" {...form.field('person')}>
          <ApproverFinder {...form.field('person')} />
        </Field>
      )}
      <Field label="委托给" {...form.field('to')}>
        <ApproverFinder {...form.field('to')} />
      </Field>
      <Field label="日子" hint="两头都算在内。" {...form.field('days')}>
        <DayRangeInput {...form.field('days')} />
      </Field>
      <Field label="哪些事项" optional hint="不选就是全部。" {...form.field('kinds')}>
        <ManySelect
          {...form.field('kinds')}
          options={(subjects.data?.rows ?? []).map(s => ({ value: s.kind, label: s.title }))}
          placeholder="全部"
        />
      </Field>
      <Field label="事由" optional {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={100} placeholder="外出培训、病假" />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
