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
import type { AdjustmentShown } from './AdjustmentSlip.tsx'
import { BudgetLinePicker } from './BudgetLinePicker.tsx'

const KINDS = Object.entries(ADJUSTMENT_KINDS).map(([value, label]) => ({ value, label }))

interface AdjustFormProps {
  year: number
  /** One that was sent back, to be changed. */
  row?: AdjustmentShown
  onClose: () => void
}

/** 追加, 核减 of one line, or 调剂 between two; it takes effect with the last consent of its approval. */
export function AdjustForm({ year, row, onClose }: AdjustFormProps) {
  const adjust = useCommand(budget.adjust, { touches: ['approval'] })
  const amend = useCommand(budget.amendAdjustment, { touches: ['approval'] })
  const before = (up: boolean): Choice | undefined => {
    const line = row?.lines.find(l => (up ? l.amountFen > 0 : l.amountFen < 0))
    return line && { value: line.lineId, label: `${line.code} ${line.title}` }
  }
  const [from, setFrom] = useState<Choice | undefined>(before(false))
  const [to, setTo] = useState<Choice | undefined>(before(true))
  const form = useForm({
    start: {
      kind: row?.kind ?? ('move' as AdjustmentKind),
      amountFen: row ? Math.abs(row.lines[0]?.amountFen ?? 0) : (undefined as number | undefined),
      reason: row?.reason ?? '',
      basis: row?.basis ?? '',
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
      const facts = { kind: v.kind, reason: v.reason, basis: v.basis, lines }
      if (row) await amend.mutateAsync({ id: row.id, version: row.version, ...facts })
      const no = row ? row.no : (await adjust.mutateAsync({ year, ...facts })).no
      toast.ok(`调整单 ${no}（${formatFen(fen)}）已报审批`)
      onClose()
    },
  })
  const { kind } = form.values
  return (
    <FormDialog
      open
      title={row ? `修改 ${row.no}` : `${year} 年预算调整`}
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
