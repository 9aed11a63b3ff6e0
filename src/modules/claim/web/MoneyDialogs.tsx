import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { claim } from '../contract.ts'
import { METHODS, type Method, MISSING, type Missing } from '../rules.ts'

interface Shown {
  id: string
  no: string
  version: number
  amountFen: number
  payee: string
  payeeAccount: string
  paidOn: string | null
}
interface Props {
  row: Shown
  onClose: () => void
}

const METHOD_CHOICES = Object.entries(METHODS).map(([value, label]) => ({ value, label }))
const MISSING_CHOICES = Object.entries(MISSING).map(([value, label]) => ({ value, label }))
const TOUCHES = { touches: ['budget', 'procurement', 'contract'] }

/** The cashier pays: how, when, and the bank's slip. */
export function PayDialog({ row, onClose }: Props) {
  const session = useSession()
  const pay = useCommand(claim.pay, TOUCHES)
  const form = useForm({
    start: {
      method: 'transfer' as Method,
      day: session.today as string | undefined,
      slipNo: '',
      account: row.payeeAccount,
    },
    send: async v => {
      const done = await pay.mutateAsync({
        id: row.id,
        version: row.version,
        method: v.method,
        slipNo: v.slipNo,
        account: v.account,
        ...(v.day ? { day: v.day } : {}),
      })
      toast.ok(`已付款，编号 ${done.no}，等会计记账`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`付款 ${formatFen(row.amountFen)} · ${row.payee}`}
      ok="付款"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="方式" {...form.field('method')}>
        <ChoiceInput
          options={METHOD_CHOICES}
          {...form.field('method')}
          onChange={v => form.set('method', v as Method)}
        />
      </Field>
      <Field label="付款日期" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      <Field label="银行回单号" optional {...form.field('slipNo')}>
        <TextInput {...form.field('slipNo')} maxLength={40} />
      </Field>
      <Field label="收款账号" optional {...form.field('account')}>
        <TextInput {...form.field('account')} maxLength={80} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** The accountant books what was paid. */
export function BookDialog({ row, onClose }: Props) {
  const book = useCommand(claim.book, TOUCHES)
  const form = useForm({
    start: { voucherNo: '', day: (row.paidOn ?? undefined) as string | undefined },
    check: (v): Record<string, string> => (v.voucherNo.trim() ? {} : { voucherNo: '请填凭证号' }),
    send: async v => {
      await book.mutateAsync({
        id: row.id,
        version: row.version,
        voucherNo: v.voucherNo,
        ...(v.day ? { day: v.day } : {}),
      })
      toast.ok('已记账，预算已列支')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`记账 · ${row.no}`}
      ok="记账"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="凭证号" {...form.field('voucherNo')}>
        <TextInput {...form.field('voucherNo')} placeholder="记-12" maxLength={40} />
      </Field>
      <Field label="记账日期" hint="那个月已经结账的，改为今天" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** Back to the handler, saying what is missing. */
export function SendBackDialog({ row, onClose }: Props) {
  const sendBack = useCommand(claim.sendBack, { touches: ['budget', 'approval'] })
  const form = useForm({
    start: { missing: 'invoice' as string | undefined, note: '' },
    check: (v): Record<string, string> => ({
      ...(v.missing ? {} : { missing: '请选缺什么' }),
      ...(v.note.trim() ? {} : { note: '请写明缺什么、怎么补' }),
    }),
    send: async v => {
      await sendBack.mutateAsync({
        id: row.id,
        version: row.version,
        missing: v.missing as Missing,
        note: v.note,
      })
      toast.ok('已退回，经手人会看到缺什么')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`退回 ${row.no}`}
      ok="退回"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="缺什么" {...form.field('missing')}>
        <SelectInput options={MISSING_CHOICES} {...form.field('missing')} />
      </Field>
      <Field label="说明" {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
