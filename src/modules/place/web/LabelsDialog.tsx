import { perPage, TEMPLATE_IDS, TEMPLATES, type TemplateId } from '../../../mechanisms/label/contract.ts'
import { download, useCommand } from '../../../web/api.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ChoiceInput, SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { NumberInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { place } from '../contract.ts'
import { PLACE_KINDS, type PlaceKind } from '../rules.ts'
import { DialogForm } from './DialogForm.tsx'
import type { PrintTarget } from './PlaceDoing.tsx'

const PAPERS = TEMPLATE_IDS.map(value => ({ value, label: TEMPLATES[value].title }))
const READY = '已存下。打印时选“实际大小”，不要选“适合纸张”。'

/** Labels for a place or for all rooms inside; codes that are missing are made. */
export function LabelsDialog({ target, onClose }: { target: PrintTarget; onClose: () => void }) {
  const make = useCommand(place.makeCodes)
  const alone = target.kind === 'room' || target.kind === 'zone'
  const form = useForm({
    start: {
      kind: (alone ? target.kind : 'room') as string | undefined,
      paper: 'a4_24' as string | undefined,
      skip: 0 as number | undefined,
    },
    send: async v => {
      const kinds = [(v.kind ?? 'room') as PlaceKind]
      const what = alone || v.kind === target.kind ? { placeIds: [target.id] } : { under: target.id, kinds }
      const { made } = await make.mutateAsync(what)
      await download(place.printLabels, { ...what, ...paperOf(v) })
      toast.ok(made > 0 ? `新生成 ${made} 个。${READY}` : READY)
      onClose()
    },
  })
  return (
    <DialogForm form={form} title={`${target.fullName} 的二维码标签`} ok="生成标签" onClose={onClose}>
      {!alone && (
        <Field label="贴在哪里" {...form.field('kind')}>
          <ChoiceInput
            {...form.field('kind')}
            options={kindsOf(target.kind).map(value => ({
              value,
              label: WHERE[value] ?? PLACE_KINDS[value],
            }))}
          />
        </Field>
      )}
      <PaperFields form={form} />
    </DialogForm>
  )
}

const WHERE: Partial<Record<PlaceKind, string>> = {
  room: '每个房间',
  floor: '每层楼道',
  building: '整幢楼入口',
}

const kindsOf = (kind: PlaceKind): PlaceKind[] =>
  kind === 'building'
    ? ['room', 'floor', 'building']
    : kind === 'floor'
      ? ['room', 'floor']
      : ['room', 'building', 'zone']

/** A sheet or roll of codes that are claimed where they are stuck on. */
export function BlankLabelsDialog({ onClose }: { onClose: () => void }) {
  const make = useCommand(place.makeBlankCodes)
  const form = useForm({
    start: {
      count: 24 as number | undefined,
      paper: 'a4_24' as string | undefined,
      skip: 0 as number | undefined,
    },
    check: (v): Record<string, string> =>
      v.count && v.count <= 480 ? {} : { count: '一次 1 到 480 张，请改一下张数' },
    send: async v => {
      const { batch } = await make.mutateAsync({ count: v.count ?? 24 })
      await download(place.printLabels, { batch, ...paperOf(v) })
      toast.ok(`批次 ${batch}。${READY}`)
      onClose()
    },
  })
  return (
    <DialogForm form={form} title="空白二维码标签" ok="生成标签" onClose={onClose}>
      <p className="zw-muted">先贴后登记：贴到门上，用手机扫一下，选好是哪里就行。</p>
      <Field label="张数" {...form.field('count')}>
        <NumberInput {...form.field('count')} unit="张" min={1} max={480} />
      </Field>
      <PaperFields form={form} />
    </DialogForm>
  )
}

interface Paper {
  paper: string | undefined
  skip: number | undefined
}

const paperOf = ({ paper, skip }: Paper) => ({ template: (paper ?? 'a4_24') as TemplateId, skip: skip ?? 0 })

function PaperFields<T extends Paper>({ form }: { form: ReturnType<typeof useForm<T>> }) {
  const template = TEMPLATES[(form.values.paper ?? 'a4_24') as TemplateId]
  const fields = form as unknown as ReturnType<typeof useForm<Paper>>
  return (
    <>
      <Field label="纸张" {...fields.field('paper')}>
        <SelectInput {...fields.field('paper')} options={PAPERS} />
      </Field>
      {perPage(template) > 1 && (
        <Field label="空出前几格" hint="用过一部分的不干胶可以接着用" optional {...fields.field('skip')}>
          <NumberInput {...fields.field('skip')} unit="格" min={0} max={perPage(template) - 1} />
        </Field>
      )}
    </>
  )
}
