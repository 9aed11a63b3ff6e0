import type { RoleCode } from '../../../kernel/pure/roles.ts'
import { CallError, useCommand } from '../../../web/api.ts'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, ChoiceInput, Finder, SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../web/ui/form/inputs.tsx'
import { type Form, useForm } from '../../../web/ui/form/use-form.ts'
import { people } from '../contract.ts'
import { needsUnit, PERSON_KINDS, type PersonKind, tidyPhone } from '../rules.ts'
import { ActionForm } from './ActionForm.tsx'
import type { PersonFull } from './PersonDrawer.tsx'
import { useGrantable } from './PostForm.tsx'
import { searchUnits } from './pickers.ts'

interface PersonFormProps {
  /** Absent: a new person. */
  person?: PersonFull
  onClose: () => void
  onDone: (id: string) => void
}

interface Values {
  name: string
  kind: string | undefined
  unitId: Choice | undefined
  phone: string
  staffNo: string
  note: string
  role: string | undefined
  title: string
  aliases: string
}

const KINDS: readonly Choice[] = Object.entries(PERSON_KINDS).map(([value, label]) => ({ value, label }))

/** Enters or changes a person. */
export function PersonForm({ person, onClose, onDone }: PersonFormProps) {
  const save = useSave(person)
  const form = useForm<Values>({
    start: startOf(person),
    check,
    send: async values => {
      const id = await save(values)
      if (id) onDone(id)
    },
  })
  return (
    <ActionForm
      form={form}
      title={person ? `修改 · ${person.name}` : '新增人员'}
      ok={person ? '保存' : '新增'}
      onClose={onClose}
    >
      <Field label="姓名" {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={40} />
      </Field>
      <Field label="类别" {...form.field('kind')}>
        <ChoiceInput {...form.field('kind')} options={KINDS} />
      </Field>
      <Field label="单位" optional {...form.field('unitId')}>
        <Finder {...form.field('unitId')} search={searchUnits()} placeholder="部门、班级或拼音首字母" />
      </Field>
      <Field label="电话" hint="只有总务处和本人看得到完整号码" optional {...form.field('phone')}>
        <TextInput {...form.field('phone')} maxLength={30} />
      </Field>
      <Field label="工号" optional {...form.field('staffNo')}>
        <TextInput {...form.field('staffNo')} maxLength={30} />
      </Field>
      {!person && <FirstPost form={form} />}
      <Field label="备注" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
    </ActionForm>
  )
}

/** What is asked of a new person only; later it is given and taken beside the person. */
function FirstPost({ form }: { form: Form<Values> }) {
  const roles = useGrantable()
  return (
    <>
      <Field label="角色" hint="可以以后再加；班主任要先选班级作单位" optional {...form.field('role')}>
        <SelectInput {...form.field('role')} options={roles} />
      </Field>
      {form.values.role && (
        <Field label="岗位名称" hint="大家怎么叫，如 水道工" optional {...form.field('title')}>
          <TextInput {...form.field('title')} maxLength={30} />
        </Field>
      )}
      <Field
        label="别名"
        hint="登记本上的叫法，如 老陆、小潘；几个用顿号分开"
        optional
        {...form.field('aliases')}
      >
        <TextInput {...form.field('aliases')} maxLength={60} />
      </Field>
    </>
  )
}

const startOf = (person: PersonFull | undefined): Values => ({
  name: person?.name ?? '',
  kind: person?.kind ?? 'staff',
  unitId: person?.unitId ? { value: person.unitId, label: person.unitName ?? '' } : undefined,
  phone: person?.phone ?? '',
  staffNo: person?.staffNo ?? '',
  note: person?.note ?? '',
  role: undefined,
  title: '',
  aliases: '',
})

const check = (values: Values) => ({
  ...(values.name.trim() ? {} : { name: '请填写姓名' }),
  ...(values.phone && !tidyPhone(values.phone) ? { phone: '不像电话号码，请填手机号，或区号-号码' } : {}),
  ...(values.role && needsUnit(values.role) && !values.unitId ? { unitId: '班主任要选是哪个班' } : {}),
})

/** Saves and answers the person's id; nothing when the user called it off. */
function useSave(person: PersonFull | undefined): (values: Values) => Promise<string | undefined> {
  const create = useCommand(people.create, { touches: ['org'] })
  const update = useCommand(people.update, { touches: ['org'] })
  return async values => {
    const facts = {
      name: values.name,
      kind: (values.kind ?? 'staff') as PersonKind,
      unitId: values.unitId?.value ?? null,
      phone: values.phone,
      staffNo: values.staffNo,
      note: values.note,
    }
    if (person) {
      await update.mutateAsync({ id: person.id, version: person.version, ...facts })
      toast.ok(`${values.name}已改好`)
      return person.id
    }
    const { role, title } = values
    const asNew = {
      ...facts,
      aliases: values.aliases.split(/[、,，;；\s]+/).filter(alias => alias !== ''),
      posts: role ? [{ role: role as RoleCode, title, unitId: needsUnit(role) ? facts.unitId : null }] : [],
    }
    try {
      return (await create.mutateAsync(asNew)).id
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'people.same_name') throw error
      const other = await confirm({
        title: '是同名的另一位吗？',
        body: error.message,
        ok: '是另一位，新增',
        cancel: '回去看看',
      })
      return other ? (await create.mutateAsync({ ...asNew, sameNameOk: true })).id : undefined
    }
  }
}
