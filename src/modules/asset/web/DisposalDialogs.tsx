import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
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
import { asset } from '../contract.ts'
import type { DisposalPaper } from './DisposalSlip.tsx'

interface Props {
  paper: DisposalPaper
  onClose: () => void
}

export function CheckDialog({ paper, onClose }: Props) {
  const checking = useCommand(asset.checkDisposal)
  const form = useForm({
    start: { opinion: '' },
    check: (v): Record<string, string> => (v.opinion.trim().length >= 4 ? {} : { opinion: '请写明鉴定意见' }),
    send: async v => {
      await checking.mutateAsync({ id: paper.id, version: paper.version, opinion: v.opinion })
      toast.ok('已签鉴定意见，送去审批了')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`技术鉴定 · ${paper.no}`}
      ok="签字送审"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="技术鉴定意见" hint="写明查了什么、能不能修、修要多少钱" {...form.field('opinion')}>
        <TextArea {...form.field('opinion')} maxLength={1000} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

export function ExecuteDialog({ paper, onClose }: Props) {
  const session = useSession()
  const execute = useCommand(asset.executeDisposal)
  const form = useForm({
    start: {
      on: session.today as string | undefined,
      receiver: '',
      proceedsFen: undefined as number | undefined,
      receiptNo: '',
      approvalNo: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.on ? {} : { on: '请选处置日期' }),
      ...(v.receiver.trim() ? {} : { receiver: '请写交给了谁' }),
    }),
    send: async v => {
      await execute.mutateAsync({
        id: paper.id,
        version: paper.version,
        on: v.on as string,
        receiver: v.receiver,
        proceedsFen: v.proceedsFen ?? 0,
        receiptNo: v.receiptNo,
        approvalNo: v.approvalNo,
      })
      toast.ok('已核销，处置收入记在收入账上')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`执行处置 · ${paper.no}`}
      ok="执行并核销"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="处置日期" {...form.field('on')}>
        <DayInput {...form.field('on')} />
      </Field>
      <Field label="交给谁" {...form.field('receiver')}>
        <TextInput {...form.field('receiver')} maxLength={80} placeholder="江城再生资源公司" />
      </Field>
      <Field label="处置收入" optional hint="全额上缴，不能坐支" {...form.field('proceedsFen')}>
        <MoneyInput {...form.field('proceedsFen')} />
      </Field>
      <Field label="收据号" optional {...form.field('receiptNo')}>
        <TextInput {...form.field('receiptNo')} maxLength={40} />
      </Field>
      <Field label="批复文号" optional hint="原值大的要主管部门批复" {...form.field('approvalNo')}>
        <TextInput {...form.field('approvalNo')} maxLength={60} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
