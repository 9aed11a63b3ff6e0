import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { INCOME_KINDS, type IncomeKind } from '../rules.ts'

const KINDS = Object.entries(INCOME_KINDS)
  .filter(([kind]) => kind !== 'compensation')
  .map(([value, label]) => ({ value, label }))

/** Money over the counter that no other slip brings: rent, scrap. */
export function ReceiveForm({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const receive = useCommand(budget.receive)
  const form = useForm({
    start: {
      kind: 'rent' as IncomeKind,
      amountFen: undefined as number | undefined,
      day: session.today as string | undefined,
      payer: '',
      receiptNo: '',
      note: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.amountFen ? {} : { amountFen: '请填收了多少' }),
      ...(v.payer.trim() ? {} : { payer: '请填谁交的' }),
    }),
    send: async v => {
      const made = await receive.mutateAsync({
        kind: v.kind,
        amountFen: v.amountFen as number,
        ...(v.day ? { day: v.day } : {}),
        payer: v.payer,
        receiptNo: v.receiptNo,
        note: v.note,
      })
      toast.ok(`已登记，编号 ${made.no}，等待上缴`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="登记收入"
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="类别" hint="损坏赔款在赔偿单上收，会自动到这里" {...form.field('kind')}>
        <ChoiceInput
          options={KINDS}
          {...form.field('kind')}
          onChange={v => form.set('kind', v as IncomeKind)}
        />
      </Field>
      <Field label="金额" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="交款人" {...form.field('payer')}>
        <TextInput {...form.field('payer')} maxLength={60} />
      </Field>
      <Field label="收据号" optional {...form.field('receiptNo')}>
        <TextInput {...form.field('receiptNo')} maxLength={40} />
      </Field>
      <Field label="收款日期" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** The chosen receipts go up together, against one slip. */
export function RemitForm({
  rows,
  onClose,
}: {
  rows: readonly { id: string; amountFen: number }[]
  onClose: () => void
}) {
  const session = useSession()
  const remit = useCommand(budget.remit)
  const form = useForm({
    start: { slipNo: '', day: session.today as string | undefined, payee: '' },
    check: (v): Record<string, string> => (v.slipNo.trim() ? {} : { slipNo: '请填缴款书号' }),
    send: async v => {
      const done = await remit.mutateAsync({
        incomeIds: rows.map(row => row.id),
        slipNo: v.slipNo,
        payee: v.payee,
        ...(v.day ? { day: v.day } : {}),
      })
      toast.ok(`已上缴 ${formatFen(done.amountFen)}，等会计核对缴款书`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`上缴 ${rows.length} 笔，${formatFen(rows.reduce((sum, row) => sum + row.amountFen, 0))}`}
      ok="上缴"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="缴款书号" hint="非税收入一般缴款书右上角的号码" {...form.field('slipNo')}>
        <TextInput {...form.field('slipNo')} maxLength={40} />
      </Field>
      <Field label="上缴日期" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      <Field label="收款单位" optional {...form.field('payee')}>
        <TextInput {...form.field('payee')} placeholder="区财政局非税收入专户" maxLength={60} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
