import { useCommand, useRead } from '../../../../web/api.ts'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { type Choice, ChoiceInput, Finder, PersonPicker } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { DayInput, NumberInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../../web/ui/form/use-form.ts'
import { org } from '../../../org/contract.ts'
import { guessUnitKind, kindsBelow, UNIT_KINDS, type UnitKind } from '../../../org/rules.ts'
import { people } from '../../contract.ts'
import { ActionForm } from '../ActionForm.tsx'
import { searchPersons, searchUnits } from '../pickers.ts'
import type { UnitFull } from './UnitDrawer.tsx'

export const TOUCHES = { touches: ['people'] } as const

interface CreateUnitProps {
  parent: { id: string; name: string; kind: UnitKind } | undefined
  onClose: () => void
  onDone: (id: string) => void
}

export function CreateUnit({ parent, onClose, onDone }: CreateUnitProps) {
  const create = useCommand(org.create, TOUCHES)
  const form = useForm({
    start: {
      parentId: (parent && { value: parent.id, label: parent.name }) as Choice | undefined,
      name: '',
      kind: undefined as string | undefined,
      code: '',
      from: undefined as string | undefined,
    },
    check: (values): FieldErrors => ({
      ...(values.parentId ? {} : { parentId: '请选上级' }),
      ...(values.name.trim() ? {} : { name: '请填写名称' }),
    }),
    send: async values => {
      const made = await create.mutateAsync({
        parentId: values.parentId?.value ?? null,
        kind: (values.kind ?? guessUnitKind(values.name.trim())) as UnitKind,
        name: values.name,
        ...(values.code ? { code: values.code } : {}),
        ...(values.from ? { from: values.from } : {}),
      })
      toast.ok(`${values.name.trim()}建好了`)
      onDone(made.id)
    },
  })
  const guess = form.values.name.trim() ? guessUnitKind(form.values.name.trim()) : undefined
  const sameParent = form.values.parentId?.value === parent?.id
  const kinds = (parent && sameParent ? kindsBelow(parent.kind) : ALL_BELOW).map(kind => ({
    value: kind,
    label: UNIT_KINDS[kind],
  }))
  return (
    <ActionForm form={form} title="新增单位" ok="新增" onClose={onClose}>
      <Field label="上级" {...form.field('parentId')}>
        <Finder {...form.field('parentId')} search={searchUnits()} placeholder="名称或拼音首字母" />
      </Field>
      <Field label="名称" hint="如 总务处、电工组、高职25机电1班" {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={60} />
      </Field>
      <Field label="类别" {...(guess ? { filled: '按名称判断' } : {})} {...form.field('kind')}>
        <ChoiceInput {...form.field('kind')} value={form.values.kind ?? guess} options={kinds} />
      </Field>
      <Field label="编号" optional {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={30} />
      </Field>
      <Field label="从哪天起" hint="不填就是今天" optional {...form.field('from')}>
        <DayInput {...form.field('from')} />
      </Field>
    </ActionForm>
  )
}

const ALL_BELOW = kindsBelow('school')

interface UnitFormProps {
  unit: UnitFull
  onClose: () => void
}

export function UpdateUnit({ unit, onClose }: UnitFormProps) {
  const update = useCommand(org.update, TOUCHES)
  const form = useForm({
    start: { code: unit.code ?? '', sort: unit.sort as number | undefined },
    send: async values => {
      await update.mutateAsync({
        id: unit.id,
        version: unit.version,
        code: values.code,
        sort: values.sort ?? 0,
      })
      toast.ok(`${unit.name}改好了`)
      onClose()
    },
  })
  return (
    <ActionForm form={form} title={`编号和次序 · ${unit.name}`} ok="保存" onClose={onClose}>
      <Field label="编号" optional {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={30} />
      </Field>
      <Field label="次序" hint="小的排在前面；相同的按名称排" {...form.field('sort')}>
        <NumberInput {...form.field('sort')} unit="号" min={-9999} max={9999} />
      </Field>
    </ActionForm>
  )
}

export function HeadForm({ unit, onClose }: UnitFormProps) {
  const setHead = useCommand(people.setHead, { touches: ['org'] })
  const now = useRead(people.get, { id: unit.headPersonId ?? '' }, { enabled: unit.headPersonId !== null })
  const form = useForm({
    start: { head: undefined as Choice | undefined },
    send: async ({ head }) => {
      await setHead.mutateAsync({ unitId: unit.id, version: unit.version, personId: head?.value ?? null })
      toast.ok(head ? `${unit.name}由${head.label}负责` : `${unit.name}不再指定负责人`)
      onClose()
    },
  })
  return (
    <ActionForm
      form={form}
      title={`指定负责人 · ${unit.name}`}
      ok={form.values.head || !unit.headPersonId ? '指定' : '不再指定'}
      intro={now.data ? `现在是${now.data.name}。` : undefined}
      onClose={onClose}
    >
      <Field label="负责人" {...form.field('head')}>
        <PersonPicker {...form.field('head')} search={searchPersons} />
      </Field>
    </ActionForm>
  )
}
