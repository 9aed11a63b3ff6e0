import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayRangeInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { type FieldErrors, useForm } from '../../../web/ui/form/use-form.ts'
import { calendar } from '../contract.ts'
import type { Year } from './month.ts'

type Term = Year['terms'][number]
const TOUCHES = { touches: ['summary', 'metric', 'workorder', 'repair'] }

/** The terms of the year shown; their days decide which records a summary counts. */
export function Terms({ year, terms }: { year: number; terms: readonly Term[] }) {
  const session = useSession()
  const [editing, setEditing] = useState<Term>()
  const generate = useCommand(calendar.createYear, TOUCHES)
  const missing = terms.length < 2 && session.can(calendar.createYear)
  return (
    <section>
      <h3>学期</h3>
      {terms.map(term => (
        <div key={term.id} className="zw-cal-term">
          <p>
            <b>{term.name}</b>
          </p>
          <p className="zw-num">
            {term.from} 至 {term.to}
          </p>
          {session.can(calendar.updateTerm) && (
            <Button kind="quiet" onClick={() => setEditing(term)}>
              修改
            </Button>
          )}
        </div>
      ))}
      {terms.length === 0 && <p className="zw-muted">这一学年还没有学期。</p>}
      {missing && (
        <Button
          busy={generate.isPending}
          onClick={() =>
            generate.mutate(
              { year },
              {
                onSuccess: answer => toast.ok(`已生成${answer.created.join('、')}，请核对起止日期`),
                onError: error => toast.fail(error.message),
              },
            )
          }
        >
          生成这一学年的学期
        </Button>
      )}
      {editing && <TermForm key={editing.id} term={editing} onClose={() => setEditing(undefined)} />}
    </section>
  )
}

function TermForm({ term, onClose }: { term: Term; onClose: () => void }) {
  const update = useCommand(calendar.updateTerm, TOUCHES)
  const form = useForm({
    start: { name: term.name, from: [term.from, term.to] as readonly [string, string] | undefined },
    check: (values): FieldErrors => ({
      ...(values.name.trim() ? {} : { name: '请填写名称' }),
      ...(values.from ? {} : { from: '请选起止日期' }),
    }),
    send: async values => {
      const [from, to] = values.from as readonly [string, string]
      await update.mutateAsync({ id: term.id, version: term.version, name: values.name, from, to })
      toast.ok(`${values.name.trim()}：${from} 至 ${to}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`修改学期 · ${term.name}`}
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={640}
    >
      <div className="zw-cal-form">
        {form.failure && <ErrorNotice message={form.failure} />}
        <Field label="名称" {...form.field('name')}>
          <TextInput {...form.field('name')} maxLength={40} />
        </Field>
        <Field label="起止" hint="工作总结按这段日子统计" {...form.field('from')}>
          <DayRangeInput {...form.field('from')} />
        </Field>
      </div>
    </FormDialog>
  )
}
