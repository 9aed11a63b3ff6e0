import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import {
  type Choice,
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { ADJUSTMENT_KINDS, type AdjustmentKind } from '../rules.ts'
import { BudgetLinePicker } from './BudgetLinePicker.tsx'

const KINDS = Object.entries(ADJUSTMENT_KINDS).map(([value, label]) => ({ value, label }))

/** 追加, 核减 of one line, or 调剂 between two; it takes effect when a school leader approves. */
export function AdjustForm({ year, onClose }: { year: number; onClose: () => void }) {
  const adjust = useCommand(budget.adjust)
  const [from, setFrom] = useState<Choice>()
  const [to, setTo] = useState<Choice>()
  const form = useForm({
    start: {
      kind: 'move' as AdjustmentKind,
      amountFen: undefined as number | undefined,
      reason: '',
      basis: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.amountFen ? {} : { amountFen: '请填金额' }),
      ...(v.reason.trim() ? {} : { reason: '请写明为什么调整' }),
    }),
    send: async v => {
      const fen = v.amountFen as number
      const lines = [
        ...(v.kind !== 'add' && from ? [{ lineId: from.value, amountFen: -fen }] : []),
        ...(v.kind !== 'cut' && to ? [{ lineId: to.value, amountFen: fen }] : []),
      ]
      const done = await adjust.mutateAsync({ year, kind: v.kind, reason: v.reason, basis: v.basis, lines })
      toast.ok(`调整单 ${done.no}（${formatFen(fen)}）已报校领导审批`)
      onClose()
    },
  })
  const { kind } = form.values
  return (
    <FormDialog
      open
      title={`${year} 年预算调整`}
      ok="报审批"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="类别" {...form.field('kind')}>
        <ChoiceInput
          options={KINDS}
          {...form.field('kind')}
          onChange={v => form.set('kind', v as AdjustmentKind)}
        />
      </Field>
      {kind !== 'add' && (
        <Field id="adjust-from" label={kind === 'cut' ? '核减哪个项目' : '从哪个项目调出'}>
          <BudgetLinePicker year={year} value={from} onChange={setFrom} />
        </Field>
      )}
      {kind !== 'cut' && (
        <Field id="adjust-to" label={kind === 'add' ? '追加到哪个项目' : '调入哪个项目'}>
          <BudgetLinePicker year={year} value={to} onChange={setTo} />
        </Field>
      )}
      <Field label="金额" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="理由" {...form.field('reason')}>
        <TextArea {...form.field('reason')} maxLength={500} />
      </Field>
      <Field label="文号" optional {...form.field('basis')}>
        <TextInput {...form.field('basis')} maxLength={100} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
