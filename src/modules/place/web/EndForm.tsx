import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { place } from '../contract.ts'
import { DialogForm } from './DialogForm.tsx'
import type { PlaceFull } from './PlacePanel.tsx'

/** Takes a place out of use; its records stay, and it can be taken back. */
export function EndForm({ one, onClose }: { one: PlaceFull; onClose: () => void }) {
  const session = useSession()
  const end = useCommand(place.end)
  const reopen = useCommand(place.reopen)
  const inside = one.inside.floors + one.inside.rooms
  const form = useForm({
    start: {
      lastDay: session.today as string | undefined,
      inside: (inside > 0 ? undefined : 'yes') as string | undefined,
    },
    check: (v): Record<string, string> => ({
      ...(v.lastDay ? {} : { lastDay: '请选最后用到哪一天' }),
      ...(v.inside === 'yes' ? {} : { inside: '里面还有在用的房间。一起停用，或先把它们移走。' }),
    }),
    send: async v => {
      const done = await end.mutateAsync({
        id: one.id,
        version: one.version,
        lastDay: v.lastDay ?? session.today,
        withInside: inside > 0,
      })
      onClose()
      toast.undo(`${one.fullName} 已停用${done.count > 1 ? `，共 ${done.count} 处` : ''}`, () =>
        reopen.mutate({ id: one.id, version: done.version }),
      )
    },
  })
  return (
    <DialogForm form={form} title={`停用 ${one.fullName}`} ok="停用" danger onClose={onClose}>
      <p className="zw-muted">停用后不能再往这里报修，二维码也不再有效；以前的记录都保留。</p>
      <Field label="最后一天" {...form.field('lastDay')}>
        <DayInput {...form.field('lastDay')} />
      </Field>
      {inside > 0 && (
        <Field label={`里面的 ${inside} 处`} {...form.field('inside')}>
          <ChoiceInput
            {...form.field('inside')}
            options={[
              { value: 'yes', label: '一起停用' },
              { value: 'no', label: '还要用' },
            ]}
          />
        </Field>
      )}
    </DialogForm>
  )
}
