import type { ReactNode } from 'react'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import type { Form } from '../../../web/ui/form/use-form.ts'

interface ActionFormProps<T extends object> {
  form: Form<T>
  title: string
  ok: string
  danger?: boolean
  /** Said above the questions: what will follow from it. */
  intro?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** A few questions over the page; what the server refuses stands beside its question, or above all. */
export function ActionForm<T extends object>({ form, intro, children, ...dialog }: ActionFormProps<T>) {
  return (
    <FormDialog {...dialog} open busy={form.busy} onOk={() => void form.submit()} width={640}>
      <div className="zw-action-form">
        {intro && <p className="zw-muted">{intro}</p>}
        {form.failure && Object.keys(form.errors).length === 0 && <ErrorNotice message={form.failure} />}
        {children}
      </div>
    </FormDialog>
  )
}
