import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import {
  Button,
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FieldGroup,
  FormFrame,
  PlacePicker,
  SelectInput,
  TextArea,
  toast,
  useForm,
  useIsPhone,
} from '../../../web/ui/index.ts'
import { BudgetLinePicker } from '../../budget/web/BudgetLinePicker.tsx'
import { searchPlaces } from '../../place/web/pickers.ts'
import { stock } from '../../stock/contract.ts'
import { procurement } from '../contract.ts'
import { lineAmount } from '../rules.ts'
import { CATEGORIES, CHANNELS, REQUEST_KINDS } from '../words.ts'
import { EMPTY, type Line, LineFields } from './RequestLine.tsx'
import './procurement.css'

const options = (map: Record<string, string>) =>
  Object.entries(map).map(([value, label]) => ({ value, label }))
const asked = (key: string): string => new URLSearchParams(window.location.search).get(key) ?? ''

/** Asking for something to be bought: what, why and from which money; new, or one's draft changed. */
export default function NewRequest() {
  const [id] = useState(() => asked('id'))
  // From the stores' suggestions: all of them, or the items named.
  const [suggested] = useState(() => asked('suggested'))
  const list = useRead(stock.suggestions, {}, { enabled: suggested !== '' })
  const known = useRead(procurement.get, { id }, { enabled: id !== '' })
  const failed = known.error ?? list.error
  if (failed) return <ErrorNotice message={failed.message} />
  if ((id && !known.data) || (suggested && !list.data)) return null
  const rows = list.data?.rows ?? []
  return (
    <RequestForm
      known={known.data}
      suggested={suggested === 'all' ? rows : rows.filter(row => suggested.includes(row.itemId))}
    />
  )
}

type Known = NonNullable<ReturnType<typeof useRead<typeof procurement.get>>['data']>

type Suggested = Answer<typeof stock.suggestions>['rows']

/** What the stores run short of, as lines of a request. */
const linesFor = (rows: Suggested): Line[] =>
  rows.map(row => ({
    ...EMPTY,
    itemId: row.itemId,
    name: row.name,
    spec: row.spec,
    measure: row.measure,
    quantity: row.quantity,
    priceFen: row.priceFen || undefined,
    stockReason: '按采购建议补足库存',
  }))

function RequestForm({ known, suggested }: { known: Known | undefined; suggested: Suggested }) {
  const navigate = useNavigate()
  const phone = useIsPhone()
  const ask = useCommand(procurement.ask, { touches: ['approval', 'budget'] })
  const edit = useCommand(procurement.edit)
  const [lines, setLines] = useState<Line[]>(
    known
      ? known.lines.map(({ classCode, ...l }) => ({
          ...EMPTY,
          ...l,
          assetClass: classCode ? { value: classCode, label: classCode } : undefined,
        }))
      : suggested.length > 0
        ? linesFor(suggested)
        : [{ ...EMPTY }],
  )
  const form = useForm({
    start: {
      kind: known?.kind ?? ('goods' as Known['kind']),
      category: known?.category ?? ('office' as Known['category']),
      channel: known?.channel ?? ('own' as Known['channel']),
      reason: known?.reason ?? (suggested.length > 0 ? '库存不足，按最近用量和最低、最高库存补充' : ''),
      line: (known?.lineId ? { value: known.lineId, label: known.lineTitle } : undefined) as
        | Choice
        | undefined,
      place: (known?.placeId ? { value: known.placeId, label: known.placeText } : undefined) as
        | Choice
        | undefined,
      neededOn: (known?.neededOn ?? undefined) as string | undefined,
      need: known?.justification.need ?? '',
      alternatives: known?.justification.alternatives ?? '',
      utilisation: known?.justification.utilisation ?? '',
      opinion: known?.justification.opinion ?? '',
    },
    check: v => ({
      ...(v.reason.trim() ? {} : { reason: '请写明做什么用、为什么要买' }),
      ...(lines.every(l => l.name.trim() && l.quantity && l.priceFen)
        ? {}
        : { lines: '每一行都要写名称、数量和估价' }),
    }),
    send: async v => {
      const input = {
        kind: v.kind,
        category: v.category,
        channel: v.channel,
        reason: v.reason,
        lineId: v.line?.value ?? null,
        unitId: known?.unitId ?? null,
        placeId: v.place?.value ?? null,
        placeText: v.place ? '' : (known?.placeText ?? ''),
        neededOn: v.neededOn ?? null,
        justification: {
          need: v.need,
          alternatives: v.alternatives,
          utilisation: v.utilisation,
          opinion: v.opinion,
        },
        lines: lines.map(l => ({
          itemId: l.itemId,
          name: l.name,
          spec: l.spec,
          measure: l.measure || '件',
          quantity: l.quantity as number,
          priceFen: l.priceFen as number,
          stockReason: l.stockReason,
          idleReason: l.idleReason,
          classCode: l.assetClass?.value ?? '',
        })),
      }
      const done = known
        ? await edit.mutateAsync({ ...input, id: known.id, version: known.version })
        : await ask.mutateAsync({ ...input, source: phone ? 'phone' : 'desk' })
      toast.ok([`已${known ? '改' : '报'}，编号 ${done.no}`, ...done.warnings].join('。'))
      void navigate({ to: '/procurement/requests/$id', params: { id: done.id } as never })
    },
  })
  const total = lines.reduce((sum, l) => sum + lineAmount(l.priceFen ?? 0, l.quantity ?? 0), 0)
  const set = (at: number, more: Partial<Line>): void =>
    setLines(lines.map((l, i) => (i === at ? { ...l, ...more } : l)))
  return (
    <FormFrame
      form={form}
      title={known ? `修改 ${known.no}` : '申请采购'}
      ok={known ? '保存' : `报批（${formatFen(total)}）`}
      intro="批下来由采购员统一买，验收后入库或建资产卡片。"
    >
      <FieldGroup title="一、要买什么">
        <Field label="种类" {...form.field('kind')}>
          <ChoiceInput
            options={options(REQUEST_KINDS)}
            {...form.field('kind')}
            onChange={v => form.set('kind', v as 'goods')}
          />
        </Field>
        <Field label="品目" {...form.field('category')}>
          <SelectInput
            options={options(CATEGORIES)}
            {...form.field('category')}
            onChange={v => form.set('category', v as 'office')}
          />
        </Field>
        <div className="zw-buy-lines">
          {lines.map((line, at) => (
            <LineFields
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own before they are sent
              key={at}
              line={line}
              kind={form.values.kind}
              onChange={more => set(at, more)}
              onDrop={lines.length > 1 ? () => setLines(lines.filter((_, i) => i !== at)) : undefined}
            />
          ))}
        </div>
        {form.errors && 'lines' in form.errors && <ErrorNotice message={String(form.errors.lines)} />}
        <Button onClick={() => setLines([...lines, { ...EMPTY }])}>再加一样</Button>
      </FieldGroup>
      <FieldGroup title="二、为什么，用哪笔钱">
        <Field label="用途及理由" {...form.field('reason')}>
          <TextArea {...form.field('reason')} maxLength={500} />
        </Field>
        <Field label="用在哪里" optional {...form.field('place')}>
          <PlacePicker {...form.field('place')} search={searchPlaces()} />
        </Field>
        <Field label="什么时候要" optional {...form.field('neededOn')}>
          <DayInput {...form.field('neededOn')} />
        </Field>
        <Field
          label="预算项目"
          optional
          hint="不知道就留空，总务处会补；选了就先把这笔钱占住"
          {...form.field('line')}
        >
          <BudgetLinePicker {...form.field('line')} />
        </Field>
        <Field label="采购方式" {...form.field('channel')}>
          <ChoiceInput
            options={options(CHANNELS)}
            {...form.field('channel')}
            onChange={v => form.set('channel', v as 'own')}
          />
        </Field>
      </FieldGroup>
      {form.values.kind === 'equipment' && (
        <FieldGroup title="三、购置论证（大额设备要写）">
          {(
            [
              ['need', '购置必要性'],
              ['alternatives', '可替代方案'],
              ['utilisation', '现有设备使用情况'],
              ['opinion', '论证意见'],
            ] as const
          ).map(([key, label]) => (
            <Field key={key} label={label} optional {...form.field(key)}>
              <TextArea {...form.field(key)} maxLength={2000} />
            </Field>
          ))}
        </FieldGroup>
      )}
    </FormFrame>
  )
}
