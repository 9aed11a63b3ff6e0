import { useCommand } from '../../../web/api.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, ChoiceInput, Finder, SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, NumberInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { place } from '../contract.ts'
import { kindsBelow, PLACE_KINDS, type PlaceKind, splitAliases, type UseKind } from '../rules.ts'
import { DialogForm } from './DialogForm.tsx'
import type { PlaceFull } from './PlacePanel.tsx'
import { searchPlaces, searchUnits, USES } from './pickers.ts'

interface PlaceFormProps {
  /** To change this one; absent: a new place. */
  one?: PlaceFull
  /** What a new place stands in; absent: the school itself. */
  parent?: PlaceFull | undefined
  onClose: () => void
  onDone: (id: string) => void
}

interface Values {
  kind: string | undefined
  campus: Choice | undefined
  name: string
  aliases: string
  useKind: string | undefined
  areaM2: number | undefined
  completedOn: string | undefined
  unit: Choice | undefined
  code: string
  since: string | undefined
}

/** Enters or changes a place. */
export function PlaceForm({ one, parent, onClose, onDone }: PlaceFormProps) {
  const save = useSave(one, parent)
  const form = useForm<Values>({
    start: startOf(one, parent),
    check: (v): Record<string, string> => (v.name.trim() ? {} : { name: '请填写名称' }),
    send: async values => onDone(await save(values)),
  })
  const { kind, name } = form.values
  const kinds = kindsBelow(parent?.kind ?? null)
  const renamed =
    one !== undefined && (name !== one.name || form.values.unit?.value !== (one.unitId ?? undefined))
  return (
    <DialogForm
      form={form}
      title={one ? `修改 · ${one.fullName}` : parent ? `${parent.fullName} 里面新增` : '新增楼或场地'}
      ok={one ? '保存' : '新增'}
      onClose={onClose}
    >
      {!one && kinds.length > 1 && (
        <Field label="类别" {...form.field('kind')}>
          <ChoiceInput
            {...form.field('kind')}
            options={kinds.map(value => ({ value, label: PLACE_KINDS[value] }))}
          />
        </Field>
      )}
      <Field label="名称" hint={NAME_HINTS[(one?.kind ?? kind) as PlaceKind]} {...form.field('name')}>
        <TextInput {...form.field('name')} maxLength={40} />
      </Field>
      {!one && !parent && kind !== 'campus' && (
        <Field label="校区" hint="只有一个校区的不用填" optional {...form.field('campus')}>
          <Finder {...form.field('campus')} search={searchPlaces(['campus'])} placeholder="校区" />
        </Field>
      )}
      {!one && (
        <Field label="别名" hint="大家的叫法，几个用顿号分开" optional {...form.field('aliases')}>
          <TextInput {...form.field('aliases')} maxLength={100} placeholder="如 一食堂、大食堂" />
        </Field>
      )}
      <Field label="用途" optional {...form.field('useKind')}>
        <SelectInput {...form.field('useKind')} options={USES} />
      </Field>
      <Field label="面积" optional {...form.field('areaM2')}>
        <NumberInput {...form.field('areaM2')} unit="平方米" decimals={2} min={0} />
      </Field>
      <Field
        label="竣工验收"
        hint="质保从这一天算起；房间不填就按楼的算"
        optional
        {...form.field('completedOn')}
      >
        <DayInput {...form.field('completedOn')} />
      </Field>
      <Field label="负责部门" optional {...form.field('unit')}>
        <Finder {...form.field('unit')} search={searchUnits} placeholder="部门或拼音首字母" />
      </Field>
      <Field label="编号" optional {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={30} />
      </Field>
      {renamed && (
        <Field
          label="从哪天起"
          hint="改名或换部门才填：旧名留作别名，旧账仍归旧部门。更正笔误不用填"
          optional
          {...form.field('since')}
        >
          <DayInput {...form.field('since')} />
        </Field>
      )}
    </DialogForm>
  )
}

const NAME_HINTS: Record<PlaceKind, string> = {
  campus: '如 东校区',
  building: '如 学生宿舍5号楼',
  floor: '如 3层、地下1层',
  room: '如 311、洗衣房；有号码的自动归到那一层',
  zone: '如 南大门、操场',
}

const startOf = (one: PlaceFull | undefined, parent: PlaceFull | undefined): Values => ({
  kind: one?.kind ?? kindsBelow(parent?.kind ?? null).find(kind => kind === 'building' || kind === 'room'),
  campus: undefined,
  name: one?.name ?? '',
  aliases: '',
  useKind: one?.useKind ?? parent?.useKind ?? undefined,
  areaM2: one?.areaM2 ?? undefined,
  completedOn: one?.completedOn ?? undefined,
  unit: one?.unitId ? { value: one.unitId, label: one.unitName ?? '' } : undefined,
  code: one?.code ?? '',
  since: undefined,
})

function useSave(one: PlaceFull | undefined, parent: PlaceFull | undefined) {
  const create = useCommand(place.create)
  const update = useCommand(place.update)
  return async (values: Values): Promise<string> => {
    const facts = {
      name: values.name,
      code: values.code,
      useKind: (values.useKind as UseKind | undefined) ?? null,
      areaM2: values.areaM2 ?? null,
      completedOn: values.completedOn ?? null,
      unitId: values.unit?.value ?? null,
    }
    if (one) {
      const since = values.since ? { since: values.since } : {}
      await update.mutateAsync({ id: one.id, version: one.version, ...facts, ...since })
      toast.ok(`${values.name} 已改好`)
      return one.id
    }
    const made = await create.mutateAsync({
      ...facts,
      kind: values.kind as PlaceKind,
      parentId: parent?.id ?? values.campus?.value ?? null,
      aliases: splitAliases(values.aliases),
    })
    toast.ok(`${values.name} 已建好`)
    return made.id
  }
}
