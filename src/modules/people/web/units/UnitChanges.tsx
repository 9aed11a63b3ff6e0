import { useCommand } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { type Choice, ChoiceInput, Finder } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { DayInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { type FieldErrors, type Form, useForm } from '../../../../web/ui/form/use-form.ts'
import { org } from '../../../org/contract.ts'
import { ActionForm } from '../ActionForm.tsx'
import { searchUnits } from '../pickers.ts'
import type { UnitFull } from './UnitDrawer.tsx'
import { TOUCHES } from './UnitForms.tsx'

interface UnitFormProps {
  unit: UnitFull
  onClose: () => void
}

interface Since {
  how: string | undefined
  from: string | undefined
}

/** A change from a day on keeps what was before; a correction does not. */
const SINCE: readonly Choice[] = [
  { value: 'from', label: '从某天起改' },
  { value: 'fix', label: '原来写错了' },
]

const sinceOf = (values: Since): { from?: string } =>
  values.how === 'from' && values.from ? { from: values.from } : {}

const checkSince = (values: Since): FieldErrors =>
  values.how === 'from' && !values.from ? { from: '请选从哪天起' } : {}

function SinceFields<T extends Since>({ form }: { form: Form<T> }) {
  const fields = form as unknown as Form<Since>
  return (
    <>
      <Field
        label="为什么改"
        hint={fields.values.how === 'from' ? '以前的日子仍显示原来的样子' : '以前的日子也一起更正'}
        {...fields.field('how')}
      >
        <ChoiceInput {...fields.field('how')} options={SINCE} />
      </Field>
      {fields.values.how === 'from' && (
        <Field label="从哪天起" {...fields.field('from')}>
          <DayInput {...fields.field('from')} />
        </Field>
      )}
    </>
  )
}

export function RenameUnit({ unit, onClose }: UnitFormProps) {
  const rename = useCommand(org.rename, TOUCHES)
  const { today } = useSession()
  const form = useForm({
    start: { name: unit.name, how: 'from' as string | undefined, from: today as string | undefined },
    check: (values): FieldErrors => ({
      ...(values.name.trim() ? {} : { name: '请填写名称' }),
      ...checkSince(values),
    }),
    send: async values => {
      await rename.mutateAsync({ id: unit.id, version: unit.version, name: values.name, ...sinceOf(values) })
      toast.ok(`${unit.name}改名为${values.name.trim()}`)
      onClose()
    },
  })
  return (
    <ActionForm form={form} title={`改名 · ${unit.name}`} ok="改名" onClose={onClose}>
      <Field label="新名称" {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={60} />
      </Field>
      <SinceFields form={form} />
    </ActionForm>
  )
}

export function MoveUnit({ unit, onClose }: UnitFormProps) {
  const move = useCommand(org.move, TOUCHES)
  const { today } = useSession()
  const form = useForm({
    start: {
      parentId: undefined as Choice | undefined,
      how: 'from' as string | undefined,
      from: today as string | undefined,
    },
    check: (values): FieldErrors => ({
      ...(values.parentId ? {} : { parentId: '请选新的上级' }),
      ...checkSince(values),
    }),
    send: async values => {
      const { parentId } = values
      await move.mutateAsync({
        id: unit.id,
        version: unit.version,
        parentId: parentId?.value as string,
        ...sinceOf(values),
      })
      toast.ok(`${unit.name}归到${parentId?.label ?? ''}`)
      onClose()
    },
  })
  return (
    <ActionForm form={form} title={`调整上级 · ${unit.name}`} ok="调整" onClose={onClose}>
      <Field label="新的上级" hint="下级跟着一起走" {...form.field('parentId')}>
        <Finder {...form.field('parentId')} search={searchUnits()} placeholder="名称或拼音首字母" />
      </Field>
      <SinceFields form={form} />
    </ActionForm>
  )
}

export function EndUnit({ unit, onClose }: UnitFormProps) {
  const end = useCommand(org.end, TOUCHES)
  const { today } = useSession()
  const form = useForm({
    start: { lastDay: today as string | undefined, successorId: undefined as Choice | undefined },
    check: (values): FieldErrors => (values.lastDay ? {} : { lastDay: '请选最后一天' }),
    send: async ({ lastDay, successorId }) => {
      await end.mutateAsync({
        id: unit.id,
        version: unit.version,
        lastDay: lastDay as string,
        ...(successorId ? { successorId: successorId.value } : {}),
      })
      toast.ok(`${unit.name}的最后一天是 ${lastDay}`)
      onClose()
    },
  })
  return (
    <ActionForm
      form={form}
      title={`撤销 · ${unit.name}`}
      ok="撤销"
      danger
      intro="以前的记录仍然记在它名下。指定接替的单位后，下级、人员和岗位都转过去。"
      onClose={onClose}
    >
      <Field label="最后一天" {...form.field('lastDay')}>
        <DayInput {...form.field('lastDay')} />
      </Field>
      <Field label="由谁接替" optional {...form.field('successorId')}>
        <Finder
          {...form.field('successorId')}
          search={async q => (await searchUnits()(q)).filter(choice => choice.value !== unit.id)}
          placeholder="名称或拼音首字母"
        />
      </Field>
    </ActionForm>
  )
}
