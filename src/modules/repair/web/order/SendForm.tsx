import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { InputOf, Operation } from '../../../../kernel/pure/operation.ts'
import { type Answer, type CallError, call, refresh } from '../../../../web/api.ts'
import { FormDialog } from '../../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'

export interface SendFormProps<Op extends Operation> {
  operation: Op
  title: string
  /** The verb on the button. */
  ok: string
  danger?: boolean
  width?: number
  /** The command's input, or a sentence on what is still missing. Photos are uploaded in here. */
  make: () => InputOf<Op> | string | Promise<InputOf<Op> | string>
  /** What now holds. */
  told: (answer: Answer<Op>) => string
  onClose: () => void
  children: ReactNode
}

/** A short form over the slip that ends in one command; a refusal stays beside what was typed. */
export function SendForm<Op extends Operation>(props: SendFormProps<Op>) {
  const { operation, title, ok, danger, width, make, told, onClose, children } = props
  const client = useQueryClient()
  const [problem, setProblem] = useState<{ message: string; rule?: string | undefined }>()
  const [busy, setBusy] = useState(false)
  const send = async (): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const input = await make()
      if (typeof input === 'string') return setProblem({ message: input })
      const answer = await call(operation, input)
      onClose()
      toast.ok(told(answer))
    } catch (error) {
      setProblem(error as CallError)
    } finally {
      await refresh(client, ['workorder', 'repair', 'desk'])
      setBusy(false)
    }
  }
  return (
    <FormDialog
      open
      title={title}
      ok={ok}
      busy={busy}
      onOk={() => void send()}
      onClose={onClose}
      {...(danger ? { danger } : {})}
      {...(width ? { width } : {})}
    >
      {children}
      {problem && <ErrorNotice message={problem.message} rule={problem.rule} />}
    </FormDialog>
  )
}
