import { type Answer, useCommand } from '../../../web/api.ts'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { type Choice, ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextArea } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { approval } from '../contract.ts'
import { ApproverFinder, ManyPicker } from './pickers.tsx'

export type OneApproval = Answer<typeof approval.get>
interface DialogProps {
  row: OneApproval
  onClose: () => void
}

const seatOf = (row: OneApproval) => ({ id: row.id, ...(row.mySeat ? { seatId: row.mySeat.id } : {}) })
const subjectOf = (row: OneApproval) => [row.subject.kind.split('.')[0] as string]

/** Back to the asker, or to a step that was passed. */
export function SendBackDialog({ row, onClose }: DialogProps) {
  const sendBack = useCommand(approval.sendBack, { touches: subjectOf(row) })
  const form = useForm({
    start: { to: 'asker', note: '' },
    check: v => ({ ...(v.note.trim() ? {} : { note: '请写明要改什么、补什么。' }) }),
    send: async v => {
      await sendBack.mutateAsync({
        ...seatOf(row),
        note: v.note,
        ...(v.to === 'asker' ? {} : { toStep: Number(v.to) }),
      })
      toast.ok(v.to === 'asker' ? `已退回给${row.asker.name}` : '已退回重批')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`退回 · ${row.no}`}
      ok="退回"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field
        label="退回到"
        hint="退到某一步，从那一步起重新批；退给申请人，改好后重新提交。"
        {...form.field('to')}
      >
        <ChoiceInput
          options={[
            { value: 'asker', label: `申请人 ${row.asker.name}` },
            ...row.backTo.map(s => ({ value: String(s.seq), label: s.title })),
          ]}
          {...form.field('to')}
          onChange={v => form.set('to', v ?? 'asker')}
        />
      </Field>
      <Field label="原因" {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} placeholder="要改什么、补什么" />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

const ASKED: Record<string, string> = { before: '先批', with: '一起批', after: '接着批' }

export function AddSignerDialog({ row, onClose }: DialogProps) {
  const addSigner = useCommand(approval.addSigner)
  const form = useForm({
    start: { person: undefined as Choice | undefined, when: 'with' as string, note: '' },
    check: v => ({ ...(v.person ? {} : { person: '请选人。' }) }),
    send: async v => {
      await addSigner.mutateAsync({
        ...seatOf(row),
        personId: v.person?.value as string,
        when: v.when === 'with' || v.when === 'before' ? v.when : 'after',
        note: v.note,
      })
      toast.ok(`已请${v.person?.label}${ASKED[v.when] ?? '接着批'}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`加签 · ${row.no}`}
      ok="加签"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="请谁批" {...form.field('person')}>
        <ApproverFinder {...form.field('person')} />
      </Field>
      <Field
        label="什么时候批"
        hint="都要他同意，才往下走。在我之前：他批完再轮到我。"
        {...form.field('when')}
      >
        <ChoiceInput
          options={[
            { value: 'before', label: '在我之前' },
            { value: 'with', label: '和我一起' },
            { value: 'after', label: '在我之后' },
          ]}
          {...form.field('when')}
          onChange={v => form.set('when', v ?? 'with')}
        />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} placeholder="请他看什么" />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

export function HandOverDialog({ row, onClose }: DialogProps) {
  const handOver = useCommand(approval.handOver)
  const form = useForm({
    start: { person: undefined as Choice | undefined, note: '' },
    check: v => ({
      ...(v.person ? {} : { person: '请选人。' }),
      ...(v.note.trim() ? {} : { note: '请写明为什么转给他。' }),
    }),
    send: async v => {
      await handOver.mutateAsync({ ...seatOf(row), personId: v.person?.value as string, note: v.note })
      toast.ok(`已转给${v.person?.label}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`转办 · ${row.no}`}
      ok="转办"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="转给谁" hint="转出以后由他决定，您不再批这一步。" {...form.field('person')}>
        <ApproverFinder {...form.field('person')} />
      </Field>
      <Field label="原因" {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

export function CopyDialog({ row, onClose }: DialogProps) {
  const copyTo = useCommand(approval.copyTo)
  const form = useForm({
    start: { persons: [] as readonly Choice[], note: '' },
    check: v => ({ ...(v.persons.length > 0 ? {} : { persons: '请选人。' }) }),
    send: async v => {
      const { added } = await copyTo.mutateAsync({
        id: row.id,
        personIds: v.persons.map(p => p.value),
        note: v.note,
      })
      toast.ok(added > 0 ? `已抄送 ${added} 人` : '他们已经看得到了')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`抄送 · ${row.no}`}
      ok="抄送"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="抄送给" hint="只让他们知道，不用他们批。" {...form.field('persons')}>
        <ManyPicker what="persons" {...form.field('persons')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
