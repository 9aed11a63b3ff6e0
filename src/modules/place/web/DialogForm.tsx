import type { ReactNode } from 'react'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import type { Form } from '../../../web/ui/form/use-form.ts'

interface DialogFormProps<T extends object> {
  form: Form<T>
  title: string
  ok: string
  danger?: boolean
  onClose: () => void
  children: ReactNode
}

/** A few questions over the page; what the server refuses is said above, and marked beside its question. */
export function DialogForm<T extends object>({ form, children, ...dialog }: DialogFormProps<T>) {
  return (
    <FormDialog {...dialog} open busy={form.busy} onOk={() => void form.submit()} width={620}>
      <div className="zw-place-form">
        {form.failure && <ErrorNotice message={form.failure} />}
        {children}
      </div>
    </FormDialog>
  )
}
