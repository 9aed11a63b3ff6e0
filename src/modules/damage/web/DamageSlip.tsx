import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, type CallError, useCommand, useRead } from '../../../web/api.ts'
import type { Action } from '../../../web/ui/document/ActionBar.tsx'
import { Facts } from '../../../web/ui/document/Facts.tsx'
import { Slip } from '../../../web/ui/document/Slip.tsx'
import { Timeline } from '../../../web/ui/document/Timeline.tsx'
import { askReason } from '../../../web/ui/feedback/confirm.ts'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { damage } from '../contract.ts'
import { caseMachine, INTENTS, LIABLE_KINDS, PAY_METHODS } from '../rules.ts'
import { AssessDialog } from './AssessDialog.tsx'
import { PayDialog } from './PayDialog.tsx'

export type Case = Answer<typeof damage.get>

/** A case of damage as the slip it replaces: who answers, what it costs, what has been paid. */
export default function DamageSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(damage.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <CaseSlip row={one.data} /> : <Loading kind="rows" />
}

function CaseSlip({ row }: { row: Case }) {
  const [dialog, setDialog] = useState<'assess' | 'pay' | null>(null)
  const actions = useActions(row, setDialog)
  const left = row.amountFen - row.paidFen
  return (
    <>
      <Slip
        kind="赔偿单"
        number={row.no}
        url={row.noticeUrl}
        sentence={`${row.unitText || row.placeText || '（未注明地点）'} 损坏${row.item}${row.quantity}${row.measure}，应赔 ${formatFen(row.amountFen)}`}
        state={caseMachine.states[row.state]}
        back={<Link to="/damage">损坏赔偿</Link>}
        actions={actions}
        timeline={
          <Timeline
            events={row.events.map(e => ({
              key: e.id,
              at: e.at,
              who: e.actorName,
              what: e.action,
              ...(e.note ? { detail: e.note } : {}),
            }))}
          />
        }
        wide={<Money row={row} />}
      >
        <Facts
          facts={[
            { label: '损坏日期', value: row.occurredOn },
            { label: '地点', value: row.placeText },
            { label: '班级、寝室', value: row.unitText },
            {
              label: '责任',
              value: row.liableName
                ? `${row.liableName}（${LIABLE_KINDS[row.liableKind]}）`
                : LIABLE_KINDS[row.liableKind],
            },
            { label: '性质', value: INTENTS[row.intent] },
            { label: '依据', value: row.basis },
            { label: '应赔', value: formatFen(row.amountFen) },
            { label: '还差', value: formatFen(left) },
            ...(row.orderId
              ? [{ label: '报修单', value: <Link to={`/orders/${row.orderId}`}>{row.orderNo}</Link> }]
              : []),
            ...(row.decision ? [{ label: '处理意见', value: row.decision, block: true }] : []),
            ...(row.note ? [{ label: '经过', value: row.note, block: true }] : []),
          ]}
        />
      </Slip>
      {dialog === 'assess' && <AssessDialog row={row} onClose={() => setDialog(null)} />}
      {dialog === 'pay' && <PayDialog row={row} onClose={() => setDialog(null)} />}
    </>
  )
}

function Money({ row }: { row: Case }) {
  return (
    <>
      {row.shares.length > 0 && (
        <Facts
          title={row.shares.length > 1 ? '分摊' : '赔偿人'}
          facts={row.shares.map(s => ({
            label: s.name,
            value: `${formatFen(s.amountFen)}，${s.paidFen >= s.amountFen ? '已缴清' : `已缴 ${formatFen(s.paidFen)}`}`,
          }))}
          columns={2}
        />
      )}
      {row.receipts.length > 0 && (
        <Facts
          title="收据"
          facts={row.receipts.map(r => ({
            label: r.receiptNo,
            value: formatFen(r.amountFen),
            note: [r.paidOn, PAY_METHODS[r.method], r.payer, r.reversed && '已冲销', r.reason]
              .filter(Boolean)
              .join(' · '),
          }))}
          columns={2}
        />
      )}
    </>
  )
}

function useActions(row: Case, setDialog: (dialog: 'assess' | 'pay') => void): Action[] {
  const which = { id: row.id, version: row.version }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const notify = useCommand(damage.notify)
  const uphold = useCommand(damage.uphold)
  const revise = useCommand(damage.revise)
  const askWaiver = useCommand(damage.askWaiver)
  const decideWaiver = useCommand(damage.decideWaiver)
  const cancel = useCommand(damage.cancel)
  const reverse = useCommand(damage.reversePayment)
  const said = (text: string) => ({ onSuccess: () => void toast.ok(text), onError: fail })
  const why = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const lastReceipt = row.receipts.findLast(r => !r.reversed && !r.reverses)
  const all: (Omit<Action, 'allowed' | 'why'> & { on: string })[] = [
    { on: 'assess', key: 'assess', label: '核定', kind: 'primary', onRun: () => setDialog('assess') },
    {
      on: 'notify',
      key: 'notify',
      label: '发通知',
      onRun: () => notify.mutate(which, said('通知已生成，把二维码或链接发给责任人')),
    },
    { on: 'pay', key: 'pay', label: '收款', kind: 'primary', onRun: () => setDialog('pay') },
    {
      on: 'uphold',
      key: 'uphold',
      label: '维持原核定',
      onRun: () =>
        why('维持原核定？', '维持', reason => uphold.mutate({ ...which, reason }, said('已维持原核定'))),
    },
    {
      on: 'revise',
      key: 'revise',
      label: '重新核定',
      onRun: () =>
        why('为什么重新核定？', '重新核定', reason =>
          revise.mutate({ ...which, reason }, said('可以重新核定了')),
        ),
    },
    {
      on: 'askWaiver',
      key: 'askWaiver',
      label: '申请减免',
      onRun: () =>
        why('为什么减免？', '申请', reason =>
          askWaiver.mutate({ ...which, reason }, said('已申请，等校领导审批')),
        ),
    },
    {
      on: 'decideWaiver',
      key: 'approve',
      label: '同意减免',
      kind: 'primary',
      onRun: () =>
        why('同意减免？', '同意', reason =>
          decideWaiver.mutate({ ...which, approve: true, reason }, said('已减免')),
        ),
    },
    {
      on: 'decideWaiver',
      key: 'refuse',
      label: '不同意减免',
      onRun: () =>
        why('不同意减免？', '不同意', reason =>
          decideWaiver.mutate({ ...which, approve: false, reason }, said('已退回，仍需缴纳')),
        ),
    },
    {
      on: 'reversePayment',
      key: 'reversePayment',
      label: '冲销收款',
      danger: true,
      onRun: () =>
        lastReceipt &&
        why(`冲销收据 ${lastReceipt.receiptNo}？`, '冲销', reason =>
          reverse.mutate({ ...which, receiptId: lastReceipt.id, reason }, said('已冲销，原收据保留')),
        ),
    },
    {
      on: 'cancel',
      key: 'cancel',
      label: '撤销',
      danger: true,
      onRun: () =>
        why('撤销这件赔偿？', '撤销', reason => cancel.mutate({ ...which, reason }, said('已撤销'))),
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = row.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}
