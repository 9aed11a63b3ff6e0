import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Choice,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  Notice,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'
import { objections, WAYS } from '../rules.ts'
import type { Tender } from './TenderForm.tsx'

interface DialogProps {
  tender: Tender
  onClose: () => void
}

/** The offer of one of those invited. */
export function BidForm({ tender, onClose }: DialogProps) {
  const session = useSession()
  const set = useCommand(contracts.setBid)
  const firms = tender.bidRows.map(bid => ({ value: bid.supplierId, label: bid.supplierName }))
  const form = useForm({
    start: {
      supplierId: tender.bidRows.find(bid => bid.amountFen === null)?.supplierId,
      amountFen: undefined as number | undefined,
      receivedOn: session.today as string | undefined,
      note: '',
    },
    check: v => ({
      ...(v.supplierId ? {} : { supplierId: '请选报价单位' }),
      ...(v.amountFen ? {} : { amountFen: '请填报价' }),
      ...(v.receivedOn ? {} : { receivedOn: '请填收到日期' }),
    }),
    send: async v => {
      await set.mutateAsync({
        id: tender.id,
        version: tender.version,
        supplierId: v.supplierId ?? '',
        amountFen: v.amountFen ?? 0,
        receivedOn: v.receivedOn ?? '',
        note: v.note,
      })
      toast.ok('报价已登记')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`登记报价 · ${tender.no}`}
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="报价单位" {...form.field('supplierId')}>
        <SelectInput options={firms} {...form.field('supplierId')} />
      </Field>
      <Field label="报价" hint="全部内容的总价" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="收到日期" {...form.field('receivedOn')}>
        <DayInput {...form.field('receivedOn')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={300} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** Which offer is taken; a reason where the rule asks for one. */
export function DecideForm({ tender, onClose }: DialogProps) {
  const decide = useCommand(contracts.decide)
  const given = tender.bidRows.flatMap(bid =>
    bid.amountFen === null ? [] : [{ supplierId: bid.supplierId, amountFen: bid.amountFen }],
  )
  const against = (winner: string | undefined) =>
    winner ? objections(given, winner, tender.leastBidders) : []
  const form = useForm({
    start: { supplierId: tender.bidRows.find(bid => bid.lowest)?.supplierId, reason: '' },
    check: v => ({
      ...(v.supplierId ? {} : { supplierId: '请选中选单位' }),
      ...(against(v.supplierId).length > 0 && !v.reason.trim() ? { reason: '请写明理由' } : {}),
    }),
    send: async v => {
      const done = await decide.mutateAsync({
        id: tender.id,
        version: tender.version,
        supplierId: v.supplierId ?? '',
        reason: v.reason,
      })
      toast.ok(done.state === 'approving' ? '已提交单一来源审批' : '已定标，报价已封存')
      onClose()
    },
  })
  const choices: Choice[] = tender.bidRows.flatMap(bid =>
    bid.amountFen === null
      ? []
      : [{ value: bid.supplierId, label: `${bid.supplierName} ${formatFen(bid.amountFen)}` }],
  )
  const objected = against(form.values.supplierId)
  const words = [
    objected.includes('few')
      ? `${WAYS[tender.way]}至少要 ${tender.leastBidders} 家报价，现在 ${given.length} 家`
      : '',
    objected.includes('not_lowest') ? '选的不是最低价' : '',
  ].filter(Boolean)
  return (
    <FormDialog
      open
      title={`定标 · ${tender.title}`}
      ok={tender.way === 'DYLY' ? '提交审批' : '定标'}
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="中选单位" {...form.field('supplierId')}>
        <SelectInput options={choices} {...form.field('supplierId')} />
      </Field>
      {words.length > 0 && <Notice tone="late">{`${words.join('，')}，要写明理由。`}</Notice>}
      <Field label="理由" optional={words.length === 0} {...form.field('reason')}>
        <TextArea {...form.field('reason')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
