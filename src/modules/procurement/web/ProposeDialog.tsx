import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  SelectInput,
  TextArea,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import type { Sheet } from './SheetSlip.tsx'

/** Which offer, and why where the rule wants to know. */
export function ProposeDialog({ sheet, onClose }: { sheet: Sheet; onClose: () => void }) {
  const propose = useCommand(procurement.propose, { touches: ['approval'] })
  const few = sheet.quotes.length < sheet.needed
  const form = useForm({
    start: {
      quoteId: sheet.quotes[0]?.id ?? '',
      how: 'compare',
      fewReason: sheet.fewReason,
      dearReason: sheet.dearReason,
      conclusion: sheet.conclusion,
    },
    check: v => (v.quoteId ? ({} as Record<string, string>) : { quoteId: '请先登记报价' }),
    send: async v => {
      await propose.mutateAsync({
        id: sheet.id,
        version: sheet.version,
        quoteId: v.quoteId,
        single: v.how === 'single',
        fewReason: v.fewReason,
        dearReason: v.dearReason,
        conclusion: v.conclusion,
      })
      toast.ok(v.how === 'single' ? '已报单一来源审批' : '已提出，等负责人选定')
      onClose()
    },
  })
  const chosen = sheet.quotes.find(q => q.id === form.values.quoteId)
  const dear = chosen !== undefined && chosen.totalFen > sheet.lowestFen
  const single = form.values.how === 'single'
  return (
    <FormDialog
      open
      title="提出拟选供应商"
      ok="提出"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="拟选" {...form.field('quoteId')}>
        <SelectInput
          options={sheet.quotes.map(q => ({
            value: q.id,
            label: `${q.supplierName} ${formatFen(q.totalFen)}`,
          }))}
          {...form.field('quoteId')}
          onChange={v => form.set('quoteId', v ?? '')}
        />
      </Field>
      <Field label="方式" {...form.field('how')}>
        <ChoiceInput
          options={[
            { value: 'compare', label: '货比三家' },
            { value: 'single', label: '单一来源' },
          ]}
          {...form.field('how')}
          onChange={v => form.set('how', v ?? 'compare')}
        />
      </Field>
      {(few || single) && (
        <Field
          label={single ? '为什么只能从这一家买' : `为什么不足 ${sheet.needed} 家`}
          {...form.field('fewReason')}
        >
          <TextArea {...form.field('fewReason')} maxLength={500} />
        </Field>
      )}
      {dear && (
        <Field label="为什么不选最低价" {...form.field('dearReason')}>
          <TextArea {...form.field('dearReason')} maxLength={500} />
        </Field>
      )}
      <Field label="比较结论" optional {...form.field('conclusion')}>
        <TextArea {...form.field('conclusion')} maxLength={1000} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
