import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, PersonPicker } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../web/ui/form/use-form.ts'
import { people } from '../contract.ts'
import { ActionForm } from './ActionForm.tsx'
import type { PersonFull } from './PersonDrawer.tsx'
import { searchPersons } from './pickers.ts'

interface ActionProps {
  person: PersonFull
  onClose: () => void
}

export function AliasForm({ person, onClose }: ActionProps) {
  const add = useCommand(people.addAlias)
  const form = useForm({
    start: { alias: '' },
    check: ({ alias }): FieldErrors => (alias.trim() ? {} : { alias: '请填写别名' }),
    send: async ({ alias }) => {
      await add.mutateAsync({ personId: person.id, alias })
      toast.ok(`登记本上的“${alias.trim()}”就是${person.name}`)
      onClose()
    },
  })
  return (
    <ActionForm form={form} title={`添加别名 · ${person.name}`} ok="添加" onClose={onClose}>
      <Field label="别名" hint="登记本和口头上的叫法，如 老陆、宿管张阿姨" {...form.field('alias')}>
        <TextInput {...form.field('alias')} maxLength={20} />
      </Field>
    </ActionForm>
  )
}

export function LeaveForm({ person, onClose }: ActionProps) {
  const leave = useCommand(people.leave, { touches: ['account', 'org'] })
  const { today } = useSession()
  const form = useForm({
    start: { lastDay: today as string | undefined },
    check: ({ lastDay }): FieldErrors => (lastDay ? {} : { lastDay: '请选最后一天' }),
    send: async ({ lastDay }) => {
      await leave.mutateAsync({ id: person.id, version: person.version, lastDay: lastDay as string })
      toast.ok(`${person.name}的最后一天是 ${lastDay}`)
      onClose()
    },
  })
  return (
    <ActionForm
      form={form}
      title={`办理离开 · ${person.name}`}
      ok="办理离开"
      danger
      intro="调走、退休、毕业都在这里办。岗位同时卸任，以前的记录都保留，需要时可以恢复。"
      onClose={onClose}
    >
      <Field label="最后一天" {...form.field('lastDay')}>
        <DayInput {...form.field('lastDay')} />
      </Field>
    </ActionForm>
  )
}

export function MergeForm({ person, onClose, onDone }: ActionProps & { onDone: (id: string) => void }) {
  const merge = useCommand(people.merge, { touches: ['account', 'org', 'workorder', 'repair'] })
  const form = useForm({
    start: { other: undefined as Choice | undefined },
    check: ({ other }): FieldErrors => (other ? {} : { other: '请选重复的那一条' }),
    send: async ({ other }) => {
      await merge.mutateAsync({ keepId: person.id, dropId: other?.value as string })
      toast.ok(`${other?.label ?? ''}已并入${person.name}`)
      onDone(person.id)
    },
  })
  return (
    <ActionForm
      form={form}
      title={`合并重复的人 · 保留${person.name}`}
      ok="合并"
      danger
      intro={`选出其实就是${person.name}的另一条。它名下的岗位、别名和记录都归到${person.name}，合并后不能拆开。`}
      onClose={onClose}
    >
      <Field label="重复的是" {...form.field('other')}>
        <PersonPicker
          {...form.field('other')}
          search={async q => (await searchPersons(q)).filter(choice => choice.value !== person.id)}
        />
      </Field>
    </ActionForm>
  )
}
