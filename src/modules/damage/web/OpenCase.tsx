import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, PlacePicker } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, NumberInput, TextArea, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { damage } from '../contract.ts'

interface Values {
  item: string
  quantity: number | undefined
  occurredOn: string | undefined
  place: Choice | undefined
  unitText: string
  note: string
}

/** What another page knows already: ?open=1&item=…&quantity=…&unit=…&note=… */
export interface Known {
  item: string
  quantity: number
  unitText: string
  note: string
}

interface Props {
  open: boolean
  known?: Known | undefined
  onClose: () => void
  onOpened: (id: string) => void
}

/** Damage seen by the office itself, without a work order before it. */
export function OpenCase(props: Props) {
  const session = useSession()
  const create = useCommand(damage.open)
  const start: Values = {
    item: props.known?.item ?? '',
    quantity: props.known?.quantity ?? 1,
    occurredOn: session.today,
    place: undefined,
    unitText: props.known?.unitText ?? '',
    note: props.known?.note ?? '',
  }
  const form = useForm<Values>({
    start,
    // What was begun earlier must not stand in for what the other page has handed over.
    ...(props.known ? {} : { draft: 'damage.open' }),
    check: v => ({
      ...(v.item.trim() ? {} : { item: '请写损坏了什么，例如：玻璃' }),
      ...(v.quantity ? {} : { quantity: '请填数量' }),
      ...(v.occurredOn ? {} : { occurredOn: '请选日期' }),
    }),
    send: async v => {
      const made = await create.mutateAsync({
        item: v.item,
        quantity: v.quantity ?? 1,
        occurredOn: v.occurredOn as string,
        ...(v.place ? { placeId: v.place.value, placeText: v.place.label } : {}),
        unitText: v.unitText,
        liableKind: 'unknown',
        note: v.note,
      })
      form.restart()
      toast.ok(`已登记，编号 ${made.no}，接下来核定金额和责任`)
      props.onOpened(made.id)
    },
  })
  const prices = useRead(damage.prices, {}, { enabled: props.open })
  const rows = prices.data?.rows ?? []
  const price = rows.find(row => row.item === form.values.item.trim())
  return (
    <FormDialog
      open={props.open}
      title="登记损坏"
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={props.onClose}
    >
      <Field label="损坏物品" hint="和价目表里的叫法一致，金额会自动算出" {...form.field('item')}>
        <TextInput {...form.field('item')} placeholder="玻璃" maxLength={60} />
      </Field>
      <PriceHint item={form.values.item} prices={rows} onPick={item => form.set('item', item)} />
      <Field label="数量" {...form.field('quantity')}>
        <NumberInput unit={price?.measure ?? '件'} min={1} {...form.field('quantity')} />
      </Field>
      <Field label="损坏日期" {...form.field('occurredOn')}>
        <DayInput {...form.field('occurredOn')} />
      </Field>
      <Field label="地点" optional {...form.field('place')}>
        <PlacePicker {...form.field('place')} search={searchPlaces()} />
      </Field>
      <Field label="班级或寝室" optional {...form.field('unitText')}>
        <TextInput {...form.field('unitText')} placeholder="高职25机电2班" maxLength={100} />
      </Field>
      <Field label="经过" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={1000} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

type Price = Answer<typeof damage.prices>['rows'][number]

const SHOWN = 6

/** What the thing costs by the published list; while it is not one of the list, those that sound like it. */
function PriceHint({
  item,
  prices,
  onPick,
}: {
  item: string
  prices: readonly Price[]
  onPick: (item: string) => void
}) {
  const text = item.trim()
  const price = prices.find(row => row.item === text)
  if (price)
    return (
      <p className="zw-muted">
        价目表：{formatFen(price.priceFen)}/{price.measure}
      </p>
    )
  const like = prices.filter(row => row.item.includes(text)).slice(0, SHOWN)
  if (like.length === 0) return text ? <p className="zw-muted">价目表里没有“{text}”，金额核定时填。</p> : null
  return (
    <p>
      {like.map(row => (
        <Button key={row.item} kind="quiet" onClick={() => onPick(row.item)}>
          {row.item}
        </Button>
      ))}
    </p>
  )
}
