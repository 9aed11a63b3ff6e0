import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, TextArea, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { parameter } from '../contract.ts'
import type { ParameterRow } from './Parameters.tsx'
import { ValueField } from './ValueField.tsx'
import { type ValueSchema, valueWords } from './value-words.ts'

/** A new rule from a day on; what held before stays on record. */
export function ParameterForm({ row, onClose }: { row: ParameterRow; onClose: () => void }) {
  const session = useSession()
  const set = useCommand(parameter.set)
  const schema = row.schema as ValueSchema
  const form = useForm({
    start: {
      value: row.coming?.value ?? row.value,
      validFrom: (row.coming?.validFrom ?? session.today) as string | undefined,
      source: row.isDefault ? '' : row.source,
      note: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.validFrom ? {} : { validFrom: '请选从哪天起' }),
      ...(v.source.trim() ? {} : { source: '请写明依据，如 总务处〔2025〕3号第6条' }),
    }),
    send: async v => {
      await set.mutateAsync({
        key: row.key,
        value: v.value,
        validFrom: v.validFrom ?? session.today,
        source: v.source,
        note: v.note,
      })
      toast.ok(`${row.title}：${v.validFrom} 起 ${valueWords(schema, v.value, row.unit)}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={row.title}
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <div className="zw-parameter-form">
        {row.about && <p className="zw-muted">{row.about}</p>}
        {form.failure && <ErrorNotice message={form.failure} />}
        <ValueField
          schema={schema}
          label="改为"
          unit={row.unit}
          value={form.values.value}
          onChange={value => form.set('value', value)}
        />
        <Field label="从哪天起" hint="这一天以前的事仍按原来的规定" {...form.field('validFrom')}>
          <DayInput {...form.field('validFrom')} />
        </Field>
        <Field
          label="依据"
          hint={row.isDefault ? `现在用的是默认：${row.source}` : undefined}
          {...form.field('source')}
        >
          <TextInput {...form.field('source')} maxLength={200} placeholder="哪份文件、哪次会议、第几条" />
        </Field>
        <Field label="说明" optional {...form.field('note')}>
          <TextArea {...form.field('note')} maxLength={500} />
        </Field>
      </div>
    </FormDialog>
  )
}
