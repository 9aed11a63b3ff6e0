import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { type Action, askReason, ErrorNotice, Loading, toast } from '../../../web/ui/index.ts'
import { claim } from '../contract.ts'
import { DUTIES } from '../rules.ts'
import { ClaimForm } from './ClaimForm.tsx'
import { ClaimPaper, type ClaimShown } from './ClaimPaper.tsx'
import { BookDialog, PayDialog, SendBackDialog } from './MoneyDialogs.tsx'

type Open = 'submit' | 'accept' | 'audit' | 'edit' | 'pay' | 'book' | 'sendBack'

/** A claim: whoever has a hand in it signs, pays or books here. */
export default function ClaimSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(claim.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <One row={one.data} /> : <Loading kind="rows" />
}

function One({ row }: { row: ClaimShown }) {
  const [dialog, setDialog] = useState<Open | null>(null)
  const actions = useActions(row, setDialog)
  const close = (): void => setDialog(null)
  return (
    <>
      <ClaimPaper row={row} actions={actions} back={{ href: '/claims', title: '报销单' }} />
      {(dialog === 'submit' || dialog === 'accept' || dialog === 'audit') && (
        <Sign row={row} step={dialog} onClose={close} />
      )}
      {dialog === 'edit' && <ClaimForm row={row} onClose={close} onMade={close} />}
      {dialog === 'pay' && <PayDialog row={row} onClose={close} />}
      {dialog === 'book' && <BookDialog row={row} onClose={close} />}
      {dialog === 'sendBack' && <SendBackDialog row={row} onClose={close} />}
    </>
  )
}

const STEP_DUTY = { submit: DUTIES.handler, accept: DUTIES.acceptor, audit: DUTIES.auditor } as const

function Sign({
  row,
  step,
  onClose,
}: {
  row: ClaimShown
  step: keyof typeof STEP_DUTY
  onClose: () => void
}) {
  const session = useSession()
  const touches = ['approval', 'budget']
  const commands = {
    submit: useCommand(claim.submit, { touches }),
    accept: useCommand(claim.accept, { touches }),
    audit: useCommand(claim.audit, { touches }),
  }
  const command = commands[step]
  const duty = step === 'accept' && row.source !== 'order' ? '证明人' : STEP_DUTY[step]
  return (
    <SignDialog
      title={`${duty}签字`}
      statement={row.statement}
      label={`请${duty}${session.name}签名`}
      busy={command.isPending}
      onSign={strokes =>
        command.mutate(
          { id: row.id, version: row.version, ...(strokes ? { strokes } : {}) },
          {
            onSuccess: () => {
              toast.ok(SAID[step])
              onClose()
            },
            onError: error => void toast.fail(error.message),
          },
        )
      }
      onClose={onClose}
    />
  )
}

const SAID = {
  submit: '已签字，等验收（证明）人签字；预算已占用',
  accept: '已签字，等审核人签字',
  audit: '三人签字齐了，已报审批',
} as const

function useActions(row: ClaimShown, open: (dialog: Open) => void): Action[] {
  const which = { id: row.id, version: row.version }
  const touches = ['budget', 'approval', 'procurement']
  const withdraw = useCommand(claim.withdraw, { touches })
  const cancel = useCommand(claim.cancel, { touches })
  const reverse = useCommand(claim.reversePayment, { touches })
  const unbook = useCommand(claim.unbook, { touches })
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: Error) => void toast.fail(error.message),
  })
  const why = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const acceptor = row.source === 'order' ? '验收人签字' : '证明人签字'
  const all: Omit<Action, 'allowed'>[] = [
    { key: 'submit', label: '经手人签字', kind: 'primary', onRun: () => open('submit') },
    { key: 'accept', label: acceptor, kind: 'primary', onRun: () => open('accept') },
    { key: 'audit', label: '审核人签字', kind: 'primary', onRun: () => open('audit') },
    { key: 'pay', label: '付款', kind: 'primary', onRun: () => open('pay') },
    { key: 'book', label: '记账', kind: 'primary', onRun: () => open('book') },
    { key: 'edit', label: '修改', onRun: () => open('edit') },
    { key: 'sendBack', label: '退回', onRun: () => open('sendBack') },
    {
      key: 'withdraw',
      label: '撤回',
      onRun: () =>
        why('撤回这张报销单？', '撤回', note =>
          withdraw.mutate({ ...which, note }, said('已撤回，签名作废')),
        ),
    },
    {
      key: 'reversePayment',
      label: '冲销付款',
      danger: true,
      onRun: () =>
        why(`冲销 ${formatFen(row.amountFen)} 的付款？`, '冲销', reason =>
          reverse.mutate({ ...which, reason }, said('已冲销，回到待付款')),
        ),
    },
    {
      key: 'unbook',
      label: '冲销记账',
      danger: true,
      onRun: () =>
        why('冲销这笔账？', '冲销', reason =>
          unbook.mutate({ ...which, reason }, said('已冲销，预算恢复占用')),
        ),
    },
    {
      key: 'cancel',
      label: '撤销',
      danger: true,
      onRun: () =>
        why('撤销这张报销单？', '撤销', reason =>
          cancel.mutate({ ...which, reason }, said('已撤销，发票可再用')),
        ),
    },
  ]
  return all.flatMap(action => {
    const state = row.actions[action.key]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}
