import { useCommand } from '../../../web/api.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, PlacePicker, SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, NumberInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { place } from '../contract.ts'
import type { PlaceKind, UseKind } from '../rules.ts'
import { DialogForm } from './DialogForm.tsx'
import type { PlaceFull } from './PlacePanel.tsx'
import { searchPlaces, USES } from './pickers.ts'

interface ActionProps {
  one: PlaceFull
  onClose: () => void
}

/** Floors and numbered rooms at once. */
export function LayOutForm({ one, onClose }: ActionProps) {
  const layOut = useCommand(place.layOut)
  const form = useForm({
    start: {
      fromFloor: 1 as number | undefined,
      toFloor: 6 as number | undefined,
      fromRoom: 1 as number | undefined,
      toRoom: 20 as number | undefined,
      useKind: (one.useKind ?? undefined) as string | undefined,
    },
    check: (v): Record<string, string> => ({
      ...(v.fromFloor && v.toFloor && v.fromFloor <= v.toFloor
        ? {}
        : { toFloor: '楼层要从低到高填，如 1 到 6' }),
      ...(v.fromRoom && v.toRoom && v.fromRoom <= v.toRoom
        ? {}
        : { toRoom: '房间号要从小到大填，如 1 到 28' }),
    }),
    send: async v => {
      const done = await layOut.mutateAsync({
        buildingId: one.id,
        floors: { from: v.fromFloor ?? 1, to: v.toFloor ?? 1 },
        rooms: { from: v.fromRoom ?? 1, to: v.toRoom ?? 1 },
        useKind: (v.useKind as UseKind | undefined) ?? null,
      })
      toast.ok(`建了 ${done.rooms} 间${done.kept > 0 ? `，${done.kept} 间本来就有` : ''}`)
      onClose()
    },
  })
  const { fromFloor, toFloor, fromRoom, toRoom } = form.values
  const count = ((toFloor ?? 0) - (fromFloor ?? 0) + 1) * ((toRoom ?? 0) - (fromRoom ?? 0) + 1)
  const number = (floor = 1, room = 1): string => `${floor}${String(room).padStart(2, '0')}`
  return (
    <DialogForm form={form} title={`${one.fullName} 批量建房间`} ok="建房间" onClose={onClose}>
      <Field label="从第几层" {...form.field('fromFloor')}>
        <NumberInput {...form.field('fromFloor')} unit="层" min={1} max={49} />
      </Field>
      <Field label="到第几层" {...form.field('toFloor')}>
        <NumberInput {...form.field('toFloor')} unit="层" min={1} max={49} />
      </Field>
      <Field label="每层从" {...form.field('fromRoom')}>
        <NumberInput {...form.field('fromRoom')} unit="号" min={1} max={99} />
      </Field>
      <Field
        label="每层到"
        hint={
          count > 0
            ? `${number(fromFloor, fromRoom)} … ${number(toFloor, toRoom)}，共 ${count} 间；已有的不动`
            : ''
        }
        {...form.field('toRoom')}
      >
        <NumberInput {...form.field('toRoom')} unit="号" min={1} max={99} />
      </Field>
      <Field label="房间用途" optional {...form.field('useKind')}>
        <SelectInput {...form.field('useKind')} options={USES} />
      </Field>
    </DialogForm>
  )
}

export function AliasForm({ one, onClose }: ActionProps) {
  const add = useCommand(place.addAlias)
  const form = useForm({
    start: { alias: '' },
    check: (v): Record<string, string> => (v.alias.trim() ? {} : { alias: '请填写大家怎么叫它' }),
    send: async v => {
      const { added } = await add.mutateAsync({ id: one.id, alias: v.alias })
      toast.ok(added ? `以后写“${v.alias}”也认得` : `“${v.alias}”本来就认得，不用另加`)
      onClose()
    },
  })
  return (
    <DialogForm form={form} title={`${one.fullName} 还叫什么`} ok="加上" onClose={onClose}>
      <Field label="别名" hint="登记本上的写法，如 学5幢、大食堂、总务处" {...form.field('alias')}>
        <TextInput {...form.field('alias')} maxLength={40} />
      </Field>
    </DialogForm>
  )
}

const PARENTS: Record<PlaceKind, readonly PlaceKind[]> = {
  campus: [],
  building: ['campus'],
  zone: ['campus'],
  floor: ['building'],
  room: ['building', 'floor'],
}

export function MoveForm({ one, onClose }: ActionProps) {
  const move = useCommand(place.move)
  const toSchool = one.kind === 'building' || one.kind === 'zone'
  const form = useForm({
    start: { parent: undefined as Choice | undefined, since: undefined as string | undefined },
    check: (v): Record<string, string> => (v.parent || toSchool ? {} : { parent: '请选择移到哪里' }),
    send: async v => {
      await move.mutateAsync({
        id: one.id,
        version: one.version,
        parentId: v.parent?.value ?? null,
        ...(v.since ? { since: v.since } : {}),
      })
      toast.ok(`${one.name} 已移到${v.parent?.label ?? '学校下面'}`)
      onClose()
    },
  })
  return (
    <DialogForm form={form} title={`${one.fullName} 移到别处`} ok="移过去" onClose={onClose}>
      <Field label="移到" hint={toSchool ? '不选就直接放在学校下面' : undefined} {...form.field('parent')}>
        <PlacePicker {...form.field('parent')} search={searchPlaces(PARENTS[one.kind])} />
      </Field>
      <Field label="从哪天起" hint="更正建错的位置不用填" optional {...form.field('since')}>
        <DayInput {...form.field('since')} />
      </Field>
    </DialogForm>
  )
}
