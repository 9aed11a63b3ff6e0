import { useCommand } from '../../../web/api.ts'
import { DayInput, ErrorNotice, Field, FormDialog, TextArea, toast, useForm } from '../../../web/ui/index.ts'
import { supplier } from '../contract.ts'
import type { Firm } from './FirmForm.tsx'

/** Why a firm may no longer supply, and until when. */
export function BlockForm({ firm, onClose }: { firm: Firm; onClose: () => void }) {
  const block = useCommand(supplier.block)
  const form = useForm({
    start: { reason: '', until: undefined as string | undefined },
    check: (v): Record<string, string> => (v.reason.trim() ? {} : { reason: '请写明为什么' }),
    send: async v => {
      await block.mutateAsync({
        id: firm.id,
        version: firm.version,
        reason: v.reason,
        until: v.until ?? null,
      })
      toast.ok('已列入黑名单，采购时会被拦下')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      danger
      title={`列入黑名单 · ${firm.name}`}
      ok="列入黑名单"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="理由" {...form.field('reason')}>
        <TextArea {...form.field('reason')} placeholder="以次充好、缺斤短两、屡次延误……" maxLength={500} />
      </Field>
      <Field label="到哪天为止" optional hint="不填就是长期" {...form.field('until')}>
        <DayInput {...form.field('until')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
