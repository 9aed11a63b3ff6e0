import { useNavigate, useParams } from '@tanstack/react-router'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Choice,
  DayInput,
  ErrorNotice,
  Field,
  FieldGroup,
  FormFrame,
  Loading,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { stock } from '../contract.ts'
import { emptyLine, filled, Lines, type LineValue } from './lines.tsx'

type Kind = 'receive' | 'transfer' | 'loss' | 'correction'
const TITLES: Record<Kind, { title: string; ok: string; intro: string }> = {
  receive: { title: '入库', ok: '入库', intro: '按发票和实物一样一样登记，单价照发票。' },
  transfer: {
    title: '调拨',
    ok: '发出',
    intro: '从一个仓库发到另一个。发出后算在途，对方点收签字才进他的库；点收前可以撤回。',
  },
  loss: { title: '报损', ok: '报损', intro: '坏了、丢了、过期的，批准后才从账上减去。' },
  correction: { title: '更正', ok: '更正', intro: '账和实物对不上的，写明原因，批准后才改账。' },
}

interface Values {
  storeId: string | undefined
  toStoreId: string | undefined
  day: string | undefined
  supplier: Choice | undefined
  orderNo: string
  invoiceNo: string
  reason: string
  lines: LineValue[]
}

/** The storekeeper's papers, each a form of lines: 入库, 调拨, 报损, 更正. */
export default function PaperForm() {
  const { kind } = useParams({ strict: false }) as { kind: string }
  const stores = useRead(stock.stores, {})
  if (!(kind in TITLES)) return <ErrorNotice message="没有这种单据。请从出入库单据页面选。" />
  if (stores.error)
    return <ErrorNotice message={stores.error.message} onRetry={() => void stores.refetch()} />
  if (!stores.data) return <Loading kind="rows" />
  return <Form key={kind} kind={kind as Kind} stores={stores.data.rows} />
}

function Form({ kind, stores }: { kind: Kind; stores: readonly { id: string; name: string }[] }) {
  const session = useSession()
  const navigate = useNavigate()
  const receive = useCommand(stock.receive)
  const transfer = useCommand(stock.transfer)
  const writeOff = useCommand(stock.writeOff)
  const correct = useCommand(stock.correct)
  const form = useForm<Values>({
    start: {
      storeId: stores[0]?.id,
      toStoreId: stores[1]?.id,
      day: session.today,
      supplier: undefined,
      orderNo: '',
      invoiceNo: '',
      reason: '',
      lines: [emptyLine(1)],
    },
    draft: `stock.${kind}`,
    check: (v): Record<string, string> => ({
      ...(v.storeId ? {} : { storeId: '请选仓库' }),
      ...(filled(v.lines).length > 0 ? {} : { lines: '请至少写一样物品和数量' }),
      ...((kind === 'loss' || kind === 'correction') && !v.reason.trim() ? { reason: '请写明原因' } : {}),
    }),
    send: async v => {
      const made = await write(v)
      form.restart()
      toast.ok(
        kind === 'loss' || kind === 'correction'
          ? `已报，编号 ${made.no}，批准后入账`
          : kind === 'transfer'
            ? `已发出，编号 ${made.no}，等对方点收`
            : `已办好，编号 ${made.no}`,
      )
      void navigate({ to: `/stock-documents/${made.id}` })
    },
  })
  const write = (v: Values) => {
    const storeId = v.storeId as string
    const lines = filled(v.lines)
    const day = v.day ? { day: v.day } : {}
    const plain = lines.map(({ itemId, quantity }) => ({ itemId, quantity }))
    const noted = lines.map(({ itemId, batchId, quantity, note }) => ({ itemId, batchId, quantity, note }))
    if (kind === 'transfer')
      return transfer.mutateAsync({
        fromStoreId: storeId,
        toStoreId: v.toStoreId ?? '',
        ...day,
        note: v.reason,
        lines: plain,
      })
    if (kind === 'loss') return writeOff.mutateAsync({ storeId, reason: v.reason, lines: noted })
    if (kind === 'correction') return correct.mutateAsync({ storeId, reason: v.reason, lines: noted })
    return receive.mutateAsync({
      storeId,
      ...day,
      supplierId: v.supplier?.value ?? null,
      orderNo: v.orderNo,
      invoiceNo: v.invoiceNo,
      note: v.reason,
      lines: lines.map(l => ({
        itemId: l.itemId,
        quantity: l.quantity,
        priceFen: l.priceFen ?? 0,
        batchNo: l.batchNo,
        expiresOn: l.expiresOn ?? null,
      })),
    })
  }
  const { title, ok, intro } = TITLES[kind]
  const options = stores.map(s => ({ value: s.id, label: s.name }))
  const dated = kind === 'receive' || kind === 'transfer'
  return (
    <FormFrame form={form} title={title} ok={ok} intro={intro}>
      <FieldGroup title="哪个仓库">
        <Field label={kind === 'transfer' ? '调出仓库' : '仓库'} {...form.field('storeId')}>
          <SelectInput {...form.field('storeId')} options={options} />
        </Field>
        {kind === 'transfer' && (
          <Field label="调入仓库" {...form.field('toStoreId')}>
            <SelectInput {...form.field('toStoreId')} options={options} />
          </Field>
        )}
        {dated && (
          <Field label="日期" {...form.field('day')}>
            <DayInput {...form.field('day')} />
          </Field>
        )}
      </FieldGroup>
      {kind === 'receive' && (
        <FieldGroup title="从哪里来">
          <Field label="供应商" optional {...form.field('supplier')}>
            <SupplierPicker {...form.field('supplier')} />
          </Field>
          <Field label="采购单号" optional {...form.field('orderNo')}>
            <TextInput {...form.field('orderNo')} maxLength={40} />
          </Field>
          <Field label="发票号" optional {...form.field('invoiceNo')}>
            <TextInput {...form.field('invoiceNo')} maxLength={40} />
          </Field>
        </FieldGroup>
      )}
      <FieldGroup title="有哪些">
        <Lines
          lines={form.values.lines}
          onChange={lines => form.set('lines', lines)}
          {...(kind === 'receive' ? {} : { storeId: form.values.storeId })}
          show={kind === 'receive' ? ['price', 'batch'] : kind === 'transfer' ? [] : ['which', 'note']}
          signed={kind === 'correction'}
        />
        {form.errors.lines && <ErrorNotice message={form.errors.lines} />}
      </FieldGroup>
      <Field label={dated ? '备注' : '原因'} {...(dated ? { optional: true } : {})} {...form.field('reason')}>
        <TextInput {...form.field('reason')} maxLength={200} />
      </Field>
    </FormFrame>
  )
}
