import { useCommand } from '../../../web/api.ts'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { SelectInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextArea } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { reconciliation } from '../contract.ts'
import { CAUSES, type Cause } from '../machine.ts'
import type { Difference } from './run-columns.tsx'

/** Why both sides differ, and what happens next; somebody else agrees to it. */
export function ExplainDialog({ row, onClose }: { row: Difference; onClose: () => void }) {
  const explain = useCommand(reconciliation.explain, { touches: ['ledger'] })
  const form = useForm({
    start: { cause: (row.cause ?? undefined) as string | undefined, note: row.note },
    check: (v): Record<string, string> => ({
      ...(v.cause ? {} : { cause: '请选原因' }),
      ...(v.note.trim() ? {} : { note: '请写明是怎么回事、接下来怎么办' }),
    }),
    send: async v => {
      await explain.mutateAsync({ id: row.id, version: row.version, cause: v.cause as Cause, note: v.note })
      toast.ok('已说明，等另一个人确认')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`说明差异 · ${row.label}`}
      ok="说明"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="原因" {...form.field('cause')}>
        <SelectInput
          {...form.field('cause')}
          options={Object.entries(CAUSES).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <Field label="说明" hint="怎么回事，接下来怎么办" {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
