import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { SignatureRow, SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, type CallError, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  askReason,
  DayInput,
  ErrorNotice,
  Facts,
  Field,
  FormDialog,
  Loading,
  SignatureBoxes,
  Slip,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { CONDITIONS, loanMachine } from '../rules.ts'
import { ReturnDialog } from './ReturnDialog.tsx'
import { ThingTable } from './ThingTable.tsx'
import { marksOf, waitingFor } from './use-paper.ts'

export type LoanPaper = Answer<typeof asset.loan>

/** 资产借用单 */
export default function LoanSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(asset.loan, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Paper paper={one.data} /> : <Loading kind="slip" />
}

function Paper({ paper }: { paper: LoanPaper }) {
  const session = useSession()
  const [dialog, setDialog] = useState<'take' | 'back' | 'extend' | null>(null)
  const take = useCommand(asset.takeLoan)
  const cancel = useCommand(asset.cancelLoan)
  const which = { id: paper.id, version: paper.version }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const own = paper.borrowerId === session.personId
  const may = (key: string, action: Omit<Action, 'allowed' | 'why' | 'key'>): Action[] => {
    const state = paper.actions[key]
    return state ? [{ ...action, key, allowed: state.allowed, why: state.why }] : []
  }
  const actions: Action[] = [
    ...may('takeLoan', { label: '签字领取', kind: 'primary', onRun: () => setDialog('take') }),
    ...may('returnLoan', { label: '归还', kind: 'primary', onRun: () => setDialog('back') }),
    ...may('extendLoan', { label: '延期', onRun: () => setDialog('extend') }),
    ...may('cancelLoan', {
      label: '撤销',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '撤销这张借用单？', ok: '撤销' })
        if (reason)
          cancel.mutate({ ...which, reason }, { onSuccess: () => void toast.ok('已撤销'), onError: fail })
      },
    }),
  ]
  return (
    <>
      <Slip
        kind="资产借用单"
        number={paper.no}
        url={paper.url}
        sentence={`${paper.borrowerName}借 ${paper.cards} 件，${paper.purpose}，${paper.dueOn} 前归还`}
        state={paper.late ? { tone: 'late', label: '到期没还' } : loanMachine.states[paper.state]}
        back={<Link to="/asset-loans">资产借用</Link>}
        actions={actions}
        wide={
          <>
            <ThingTable
              things={paper.lines}
              more={[
                { key: 'out', title: '借出时', width: 64, render: row => CONDITIONS[row.conditionOut] },
                {
                  key: 'in',
                  title: '归还',
                  width: 104,
                  render: row =>
                    row.conditionIn
                      ? [row.returnedOn, CONDITIONS[row.conditionIn], row.note].filter(Boolean).join(' ')
                      : '—',
                },
              ]}
            />
            <SignatureRow marks={marksOf(paper.seals)} waiting={waitingFor(['借用人'], paper.seals)} />
            <SignatureBoxes places={['部门负责人', '保管员']} />
          </>
        }
      >
        <Facts
          columns={2}
          facts={[
            { label: '借用人', value: paper.borrowerName, note: paper.outside ? '校外' : paper.unitText },
            { label: '电话', value: paper.phone || '—' },
            { label: '经手', value: paper.lentName },
            { label: '借出', value: paper.outOn ?? '还没领走' },
            { label: '应还', value: paper.dueOn },
            { label: '还清', value: paper.returnedOn ?? '—' },
            { label: '事由', value: paper.purpose, block: true },
            ...(paper.note ? [{ label: '备注', value: paper.note, block: true }] : []),
          ]}
        />
      </Slip>
      {dialog === 'take' && (
        <SignDialog
          title="签字领取"
          statement={`${paper.no} 借用 ${paper.cards} 件，${paper.dueOn} 前完好归还`}
          label={`请${paper.borrowerName}签名`}
          mustDraw={!own}
          busy={take.isPending}
          onSign={strokes =>
            take.mutate(
              { ...which, ...(strokes ? { strokes } : {}) },
              {
                onSuccess: () => {
                  toast.ok('已签字，可以领走了')
                  setDialog(null)
                },
                onError: fail,
              },
            )
          }
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'back' && <ReturnDialog paper={paper} onClose={() => setDialog(null)} />}
      {dialog === 'extend' && <ExtendDialog paper={paper} onClose={() => setDialog(null)} />}
    </>
  )
}

function ExtendDialog({ paper, onClose }: { paper: LoanPaper; onClose: () => void }) {
  const extend = useCommand(asset.extendLoan)
  const [dueOn, setDueOn] = useState<string | undefined>(paper.dueOn)
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      open
      title="延长借期"
      ok="延期"
      busy={extend.isPending}
      onOk={() => {
        if (!dueOn || !reason.trim()) return void toast.fail('请选新的日期并写明理由')
        extend.mutate(
          { id: paper.id, version: paper.version, dueOn, reason },
          {
            onSuccess: () => {
              toast.ok(`已延到 ${dueOn}`)
              onClose()
            },
            onError: error => void toast.fail(error.message),
          },
        )
      }}
      onClose={onClose}
    >
      <Field id="due" label="新的应还日期">
        <DayInput id="due" value={dueOn} onChange={setDueOn} />
      </Field>
      <Field id="why" label="理由">
        <TextInput id="why" value={reason} onChange={setReason} maxLength={300} />
      </Field>
    </FormDialog>
  )
}
