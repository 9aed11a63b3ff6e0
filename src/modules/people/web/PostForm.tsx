import { ROLE_CODES, ROLES, type RoleCode } from '../../../kernel/pure/roles.ts'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, Finder, SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { people } from '../contract.ts'
import { mayGrant, needsUnit } from '../rules.ts'
import { ActionForm } from './ActionForm.tsx'
import { searchUnits } from './pickers.ts'

interface PostFormProps {
  person: { id: string; name: string }
  onClose: () => void
}

/** Roles that the one who is signed in may give. */
export function useGrantable(): Choice[] {
  const session = useSession()
  const held = session.roles.map(role => role.code)
  return ROLE_CODES.filter(role => mayGrant(held, role)).map(role => ({ value: role, label: ROLES[role] }))
}

/** Gives a post: the role decides what one may do, the words are what people say. */
export function PostForm({ person, onClose }: PostFormProps) {
  const assign = useCommand(people.assignPost, { touches: ['account'] })
  const roles = useGrantable()
  const form = useForm({
    start: {
      role: undefined as string | undefined,
      title: '',
      unitId: undefined as Choice | undefined,
      from: undefined as string | undefined,
    },
    check: values => ({
      ...(values.role ? {} : { role: '请选一个角色' }),
      ...(values.role && needsUnit(values.role) && !values.unitId ? { unitId: '请选是哪个班' } : {}),
    }),
    send: async values => {
      await assign.mutateAsync({
        personId: person.id,
        role: values.role as RoleCode,
        title: values.title,
        unitId: values.unitId?.value ?? null,
        ...(values.from ? { from: values.from } : {}),
      })
      toast.ok(`${person.name}任${values.title || ROLES[values.role as RoleCode]}`)
      onClose()
    },
  })
  const forClass = form.values.role !== undefined && needsUnit(form.values.role)
  return (
    <ActionForm form={form} title={`任职 · ${person.name}`} ok="任职" onClose={onClose}>
      <Field label="角色" hint="决定能做什么" {...form.field('role')}>
        <SelectInput {...form.field('role')} options={roles} />
      </Field>
      <Field label="岗位名称" hint="大家怎么叫，如 水道工" optional {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={30} />
      </Field>
      {form.values.role !== 'admin' && (
        <Field label={forClass ? '班级' : '只管哪里'} optional={!forClass} {...form.field('unitId')}>
          <Finder
            {...form.field('unitId')}
            search={searchUnits(forClass ? ['class'] : undefined)}
            placeholder="名称或拼音首字母"
          />
        </Field>
      )}
      <Field label="从哪天起" hint="不填就是今天" optional {...form.field('from')}>
        <DayInput {...form.field('from')} />
      </Field>
    </ActionForm>
  )
}
