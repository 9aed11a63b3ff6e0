import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, MoneyInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { damage } from '../contract.ts'
import { PAY_METHODS } from '../rules.ts'
import type { Case } from './DamageSlip.tsx'

const METHODS = (['cash', 'mobile', 'transfer'] as const).map(value => ({ value, label: PAY_METHODS[value] }))

/** Money over the counter: whose share, how much, which receipt. */
export function PayDialog({ row, onClose }: { row: Case; onClose: () => void }) {
  const session = useSession()
  const pay = useCommand(damage.pay)
  const due = row.shares.filter(s => s.paidFen < s.amountFen)
  const [first] = due
  const form = useForm({
    start: {
      shareId: first?.id ?? '',
      amountFen: (first ? first.amountFen - first.paidFen : undefined) as number | undefined,
      receiptNo: '',
      paidOn: session.today as string | undefined,
      method: 'cash' as 'cash' | 'mobile' | 'transfer',
    },
    check: (v): Record<string, string> => (v.amountFen ? {} : { amountFen: '请填收了多少' }),
    send: async v => {
      const done = await pay.mutateAsync({
        id: row.id,
        version: row.version,
        shareId: v.shareId,
        amountFen: v.amountFen as number,
        receiptNo: v.receiptNo,
        ...(v.paidOn ? { paidOn: v.paidOn } : {}),
        method: v.method,
      })
      toast.ok(`已收款，收据 ${done.receiptNo}`)
      onClose()
    },
  })
  const choose = (id: string): void => {
    const share = due.find(s => s.id === id)
    form.set('shareId', id)
    if (share) form.set('amountFen', share.amountFen - share.paidFen)
  }
  return (
    <FormDialog
      open
      title={`收款 · ${row.no}`}
      ok="收款"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      {due.length > 1 && (
        <Field label="谁交的" {...form.field('shareId')}>
          <ChoiceInput
            options={due.map(s => ({
              value: s.id,
              label: `${s.name}（差 ${formatFen(s.amountFen - s.paidFen)}）`,
            }))}
            {...form.field('shareId')}
            onChange={v => choose(String(v))}
          />
        </Field>
      )}
      <Field label="金额" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="方式" {...form.field('method')}>
        <ChoiceInput
          options={METHODS}
          {...form.field('method')}
          onChange={v => form.set('method', v as 'cash')}
        />
      </Field>
      <Field label="收据号" optional hint="不填就由系统编号" {...form.field('receiptNo')}>
        <TextInput {...form.field('receiptNo')} maxLength={40} />
      </Field>
      <Field label="收款日期" {...form.field('paidOn')}>
        <DayInput {...form.field('paidOn')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
