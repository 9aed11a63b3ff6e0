import { type Answer, useCommand } from '../../../web/api.ts'
import {
  type Choice,
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
import { BudgetLinePicker } from '../../budget/web/BudgetLinePicker.tsx'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { contracts } from '../contract.ts'
import { KINDS, type Kind, totalOf, WAYS, type Way } from '../rules.ts'
import { LinesInput, PlanInput } from './ContractLines.tsx'
import {
  emptyLine,
  filledLines,
  filledParts,
  type LineDraft,
  linesProblem,
  type PartDraft,
  planProblem,
} from './drafts.ts'

export type Agreement = Answer<typeof contracts.get>
export interface FromTender {
  id: string
  no: string
  title: string
  supplier: Choice
  amountFen: number
}

interface ContractFormProps {
  /** The draft that is changed; a new one without. */
  agreement?: Agreement
  /** The tender that it follows from. */
  tender?: FromTender
  onClose: () => void
  onSaved?: (id: string) => void
}

const options = (titles: Record<string, string>): Choice[] =>
  Object.entries(titles).map(([value, label]) => ({ value, label }))

/** What is agreed with whom, at what price, until when, and how it is paid. */
export function ContractForm({ agreement, tender, onClose, onSaved }: ContractFormProps) {
  const create = useCommand(contracts.create)
  const update = useCommand(contracts.update)
  const form = useForm({
    start: startOf(agreement, tender),
    check: v => ({
      ...(v.title.trim() ? {} : { title: '请填合同名称' }),
      ...(v.supplier ? {} : { supplier: '请选对方单位' }),
      ...(v.startsOn ? {} : { startsOn: '请填开始日期' }),
      ...(v.endsOn ? {} : { endsOn: '请填到期日期' }),
      ...linesProblem(v.lines),
      ...planProblem(v.lines, v.plan),
    }),
    send: async v => {
      const input = {
        title: v.title,
        supplierId: v.supplier?.value ?? '',
        kind: v.kind as Kind,
        way: v.way ? (v.way as Way) : null,
        outerNo: v.outerNo,
        scope: v.scope,
        lines: filledLines(v.lines),
        startsOn: v.startsOn ?? '',
        endsOn: v.endsOn ?? '',
        plan: filledParts(v.plan),
        lineId: v.budgetLine?.value ?? null,
        tenderId: agreement ? (agreement.tender?.id ?? null) : (tender?.id ?? null),
        note: v.note,
      }
      const done = agreement
        ? await update.mutateAsync({ id: agreement.id, version: agreement.version, ...input })
        : await create.mutateAsync(input)
      toast.ok(done.warnings.length > 0 ? `已保存。请留意：${done.warnings.join('；')}` : '草稿已保存')
      onClose()
      onSaved?.(done.id)
    },
  })
  const fromTender = Boolean(tender ?? agreement?.tender)
  return (
    <FormDialog
      open
      title={agreement ? `修改 · ${agreement.no}` : tender ? `起草合同 · ${tender.no}` : '起草合同'}
      ok="保存草稿"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={820}
    >
      <Field label="合同名称" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={100} placeholder="校园绿化养护" />
      </Field>
      <Field label="对方单位" {...form.field('supplier')}>
        <SupplierPicker {...form.field('supplier')} />
      </Field>
      <Field label="类别" {...form.field('kind')}>
        <SelectInput
          options={options(KINDS)}
          {...form.field('kind')}
          onChange={v => form.set('kind', v ?? 'service')}
        />
      </Field>
      {!fromTender && (
        <Field label="采购方式" optional {...form.field('way')}>
          <SelectInput options={options(WAYS)} {...form.field('way')} />
        </Field>
      )}
      <Field label="明细" hint="单价×数量就是金额，合计就是合同总价" {...form.field('lines')}>
        <LinesInput lines={form.values.lines} onChange={lines => form.set('lines', lines)} />
      </Field>
      <Field label="开始" {...form.field('startsOn')}>
        <DayInput {...form.field('startsOn')} />
      </Field>
      <Field label="到期" {...form.field('endsOn')}>
        <DayInput {...form.field('endsOn')} />
      </Field>
      <Field label="付款计划" optional hint="不填就是到期一次付清" {...form.field('plan')}>
        <PlanInput
          parts={form.values.plan}
          totalFen={totalOf(filledLines(form.values.lines))}
          onChange={plan => form.set('plan', plan)}
        />
      </Field>
      {form.values.kind !== 'rent' && (
        <Field
          label="预算项目"
          optional
          hint="提交审批前要选好，签订时占用预算"
          {...form.field('budgetLine')}
        >
          <BudgetLinePicker {...form.field('budgetLine')} />
        </Field>
      )}
      <Field label="主要内容" optional {...form.field('scope')}>
        <TextArea {...form.field('scope')} maxLength={2000} />
      </Field>
      <Field label="合同文本编号" optional {...form.field('outerNo')}>
        <TextInput {...form.field('outerNo')} maxLength={60} />
      </Field>
      <Field label="备注" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={1000} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

function startOf(agreement: Agreement | undefined, tender: FromTender | undefined) {
  const lines: LineDraft[] = agreement
    ? agreement.lines.map((line, key) => ({ ...line, key }))
    : [
        tender
          ? { key: 0, name: tender.title, quantity: 1, measure: '项', priceFen: tender.amountFen }
          : emptyLine(0),
      ]
  const plan: PartDraft[] = agreement
    ? agreement.plan.map(({ title, dueOn, amountFen }, key) => ({ key, title, dueOn, amountFen }))
    : []
  const line = agreement?.budgetLine
  return {
    title: agreement?.title ?? tender?.title ?? '',
    supplier: (agreement
      ? { value: agreement.supplierId, label: agreement.supplierName }
      : tender?.supplier) as Choice | undefined,
    kind: (agreement?.kind ?? 'service') as string,
    way: (agreement?.way ?? undefined) as string | undefined,
    outerNo: agreement?.outerNo ?? '',
    scope: agreement?.scope ?? '',
    lines,
    startsOn: agreement?.startsOn,
    endsOn: agreement?.endsOn,
    plan,
    budgetLine: (line ? { value: line.id, label: line.title } : undefined) as Choice | undefined,
    note: agreement?.note ?? '',
  }
}
