import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type CallError, useCommand, useRead } from '../../../web/api.ts'
import type { Action } from '../../../web/ui/document/ActionBar.tsx'
import { Facts } from '../../../web/ui/document/Facts.tsx'
import { Slip } from '../../../web/ui/document/Slip.tsx'
import { Timeline } from '../../../web/ui/document/Timeline.tsx'
import { askReason } from '../../../web/ui/feedback/confirm.ts'
import { ErrorNotice, Loading, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { approval } from '../contract.ts'
import { ChainList } from './ChainList.tsx'
import { DecisionFacts } from './DecisionFacts.tsx'
import {
  AddSignerDialog,
  CopyDialog,
  HandOverDialog,
  type OneApproval,
  SendBackDialog,
} from './SignDialogs.tsx'
import './approvals.css'

/** One approval as the slip that goes round: what is asked, what to know, who has signed, what one may do. */
export default function ApprovalSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(approval.get, { id }, { refreshMs: 60_000 })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <OneSlip row={one.data} /> : <Loading kind="slip" />
}

const VERBS: Record<string, string> = {
  start: '提交，走',
  approve: '同意',
  refuse: '不同意',
  sendBack: '退回',
  withdraw: '撤回',
  addSigner: '加签',
  handOver: '转办',
  copyTo: '抄送',
  urge: '催办',
  delegate: '转给受托人',
  escalate: '转上一级',
  replace: '换人批',
  remind: '提醒',
  same: '同人已批',
}

type Open = 'sendBack' | 'addSigner' | 'handOver' | 'copyTo'
const DIALOGS = {
  sendBack: SendBackDialog,
  addSigner: AddSignerDialog,
  handOver: HandOverDialog,
  copyTo: CopyDialog,
}

function OneSlip({ row }: { row: OneApproval }) {
  const [open, setOpen] = useState<Open>()
  const actions = useActions(row, setOpen)
  const step = row.steps.find(s => s.state === 'open')
  const Asked = open && DIALOGS[open]
  return (
    <>
      <Slip
        kind={`${row.subjectTitle}审批单`}
        number={row.no}
        url={`${window.location.origin}/approvals/${row.id}`}
        sentence={row.title}
        state={{ tone: row.tone, label: row.label }}
        due={step?.dueAt ? { dueAt: step.dueAt } : undefined}
        back={<Link to="/approvals">审批</Link>}
        notice={
          row.mySeat ? (
            <Notice tone="waiting">
              等您批：{row.mySeat.stepTitle}
              {row.mySeat.origin && `（${row.mySeat.origin}）`}
            </Notice>
          ) : undefined
        }
        timeline={
          <>
            <h3>走到哪里</h3>
            <p className="zw-approval-sentence">{row.sentence}</p>
            <ChainList chain={row} />
            {row.copies.length > 0 && <p className="zw-chain-cc">已抄送{row.copies.join('、')}</p>}
          </>
        }
        wide={
          <Timeline
            title="经过"
            events={row.events.toReversed().map(e => ({
              key: e.id,
              at: e.at,
              who: e.who,
              what: e.verb === 'start' ? `提交，按“${e.text}”审批` : (VERBS[e.verb] ?? e.verb),
              ...(e.text && e.verb !== 'start' ? { detail: e.text } : {}),
            }))}
          />
        }
        seals={row.steps.flatMap(s =>
          s.seats
            .filter(seat => seat.state === 'approved' || seat.state === 'open')
            .map(seat => ({
              name: seat.name,
              role: s.title,
              ...(seat.state === 'approved' && seat.decidedAt ? { signedAt: seat.decidedAt } : {}),
            })),
        )}
        actions={actions}
      >
        <Facts
          facts={[
            { label: '申请人', value: [row.asker.name, row.unitText].filter(Boolean).join(' · ') },
            ...(row.amountFen === null
              ? []
              : [{ label: '金额', value: <b className="zw-num">{formatFen(row.amountFen)}</b> }]),
            ...(row.categoryTitle ? [{ label: '类别', value: row.categoryTitle }] : []),
            ...(row.funding ? [{ label: '经费', value: row.funding }] : []),
            { label: '单据', value: <Link to={row.href}>打开{row.subjectTitle}</Link> },
            {
              label: '路线',
              value: row.routeTitle,
              note: row.routeVersion > 0 ? `第 ${row.routeVersion} 版` : '默认路线',
            },
          ]}
        />
        <DecisionFacts facts={row.facts} />
      </Slip>
      {Asked && <Asked row={row} onClose={() => setOpen(undefined)} />}
    </>
  )
}

function useActions(row: OneApproval, setOpen: (open: Open) => void): Action[] {
  const touches = { touches: [row.subject.kind.split('.')[0] as string] }
  const approve = useCommand(approval.approve, touches)
  const refuse = useCommand(approval.refuse, touches)
  const withdraw = useCommand(approval.withdraw, touches)
  const urge = useCommand(approval.urge)
  const seat = { id: row.id, ...(row.mySeat ? { seatId: row.mySeat.id } : {}) }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const say = (text: string) => ({ onSuccess: () => void toast.ok(text), onError: fail })
  const all: (Omit<Action, 'allowed' | 'why'> & { key: string })[] = [
    {
      key: 'refuse',
      label: '不同意',
      onRun: async () => {
        const note = await askReason({
          title: `不同意“${row.title}”？`,
          body: '申请到此为止，申请人会看到原因。',
          ok: '不同意',
          danger: true,
          suggestions: ['库里还有，先领用', '不在今年预算内', '先修旧的'],
        })
        if (note) refuse.mutate({ ...seat, note }, say('已批：不同意'))
      },
    },
    { key: 'sendBack', label: '退回', onRun: () => setOpen('sendBack') },
    { key: 'handOver', label: '转办', onRun: () => setOpen('handOver') },
    { key: 'addSigner', label: '加签', onRun: () => setOpen('addSigner') },
    { key: 'copyTo', label: '抄送', onRun: () => setOpen('copyTo') },
    {
      key: 'approve',
      label: '同意',
      kind: 'primary',
      onRun: async () => {
        const note = await askReason({
          title: `同意“${row.title}”？`,
          ok: '同意',
          label: '意见',
          optional: true,
          suggestions: ['同意', '同意，注意节约', '同意，尽快办'],
        })
        if (note !== undefined)
          approve.mutate(
            { ...seat, note },
            {
              onSuccess: done =>
                void toast.ok(done.state === 'approved' ? '已同意，审批结束' : `已同意，${done.sentence}`),
              onError: fail,
            },
          )
      },
    },
    {
      key: 'withdraw',
      label: '撤回',
      danger: true,
      onRun: async () => {
        const note = await askReason({
          title: `撤回 ${row.no}？`,
          body: '已经批过的意见作废，改好以后要重新提交。',
          ok: '撤回',
          optional: true,
        })
        if (note !== undefined) withdraw.mutate({ id: row.id, note }, say('已撤回'))
      },
    },
    {
      key: 'urge',
      label: '催办',
      kind: 'primary',
      onRun: () =>
        urge.mutate(
          { id: row.id },
          { onSuccess: ({ told }) => void toast.ok(`已催${told.join('、')}`), onError: fail },
        ),
    },
  ]
  return all.flatMap(action => {
    const may = row.actions[action.key]
    return may ? [{ ...action, allowed: may.allowed, why: may.why }] : []
  })
}
