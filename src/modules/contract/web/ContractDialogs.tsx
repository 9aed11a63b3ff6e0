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
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'
import type { Agreement } from './ContractForm.tsx'

interface DialogProps {
  agreement: Agreement
  onClose: () => void
}

/** The paper was signed on a day: the budget holds the money. */
export function SignForm({ agreement: a, onClose }: DialogProps) {
  const session = useSession()
  const sign = useCommand(contracts.sign)
  const form = useForm({
    start: { signedOn: session.today as string | undefined, outerNo: a.outerNo },
    check: (v): Record<string, string> => (v.signedOn ? {} : { signedOn: '请填签订日期' }),
    send: async v => {
      await sign.mutateAsync({
        id: a.id,
        version: a.version,
        signedOn: v.signedOn ?? '',
        ...(v.outerNo ? { outerNo: v.outerNo } : {}),
      })
      toast.ok('已登记签订')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`登记签订 · ${a.no}`}
      ok="登记签订"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      {a.budgetLine && (
        <p>
          {`将占用预算项目 ${a.budgetLine.code} ${a.budgetLine.title} ${formatFen(a.totalFen)}，项目还剩 ${formatFen(a.budgetLine.leftFen)}。`}
        </p>
      )}
      <Field label="签订日期" {...form.field('signedOn')}>
        <DayInput {...form.field('signedOn')} />
      </Field>
      <Field label="合同文本编号" optional hint="合同上自己的编号" {...form.field('outerNo')}>
        <TextInput {...form.field('outerNo')} maxLength={60} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

const DIRECTIONS = [
  { value: 'none', label: '金额不变' },
  { value: 'more', label: '增加' },
  { value: 'less', label: '减少' },
]

/** More or less money, another end, and why. */
export function ChangeForm({ agreement: a, onClose }: DialogProps) {
  const change = useCommand(contracts.change)
  const form = useForm({
    start: {
      direction: 'none',
      amountFen: undefined as number | undefined,
      dueOn: undefined as string | undefined,
      newEndsOn: undefined as string | undefined,
      reason: '',
    },
    check: v => ({
      ...(v.direction !== 'none' && !v.amountFen ? { amountFen: '请填金额' } : {}),
      ...(v.direction === 'more' && !v.dueOn ? { dueOn: '请填什么时候付' } : {}),
      ...(v.direction === 'none' && !v.newEndsOn ? { newEndsOn: '金额和到期日至少改一项' } : {}),
      ...(v.reason.trim() ? {} : { reason: '请写明为什么变更' }),
    }),
    send: async v => {
      const sign = v.direction === 'more' ? 1 : v.direction === 'less' ? -1 : 0
      const done = await change.mutateAsync({
        id: a.id,
        version: a.version,
        deltaFen: sign * (v.amountFen ?? 0),
        dueOn: v.direction === 'more' ? (v.dueOn ?? null) : null,
        newEndsOn: v.newEndsOn ?? null,
        reason: v.reason,
      })
      toast.ok(done.warning ? `已提交审批。请留意：${done.warning}` : '变更已提交审批')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`合同变更 · ${a.no}`}
      ok="提交审批"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <p>{`现在总价 ${formatFen(a.totalFen)}，已付 ${formatFen(a.paidFen)}，${a.endsOn} 到期。`}</p>
      <Field label="金额" {...form.field('direction')}>
        <ChoiceInput
          options={DIRECTIONS}
          {...form.field('direction')}
          onChange={v => form.set('direction', v ?? 'none')}
        />
      </Field>
      {form.values.direction !== 'none' && (
        <Field
          label={form.values.direction === 'more' ? '增加多少' : '减少多少'}
          {...form.field('amountFen')}
        >
          <MoneyInput {...form.field('amountFen')} />
        </Field>
      )}
      {form.values.direction === 'more' && (
        <Field label="增加部分应付日期" {...form.field('dueOn')}>
          <DayInput {...form.field('dueOn')} />
        </Field>
      )}
      <Field label="改后到期" optional hint="不改就不填" {...form.field('newEndsOn')}>
        <DayInput {...form.field('newEndsOn')} />
      </Field>
      <Field label="理由" {...form.field('reason')}>
        <TextArea {...form.field('reason')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** Rent that came in. */
export function ReceiveForm({ agreement: a, onClose }: DialogProps) {
  const session = useSession()
  const receive = useCommand(contracts.receive)
  const form = useForm({
    start: {
      amountFen: (a.nextPart?.amountFen ?? undefined) as number | undefined,
      day: session.today as string | undefined,
      note: '',
    },
    check: v => ({
      ...(v.amountFen ? {} : { amountFen: '请填收到多少' }),
      ...(v.day ? {} : { day: '请填收到日期' }),
    }),
    send: async v => {
      const done = await receive.mutateAsync({
        id: a.id,
        amountFen: v.amountFen ?? 0,
        day: v.day ?? '',
        note: v.note,
      })
      toast.ok(`已登记收款，收入编号 ${done.no}，还有 ${formatFen(done.leftFen)} 未收`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`登记收款 · ${a.no}`}
      ok="登记收款"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="金额" {...form.field('amountFen')}>
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="收到日期" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
