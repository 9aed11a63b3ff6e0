import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'
import { agreementMachine } from '../machine.ts'
import { KINDS, WAYS } from '../rules.ts'
import { ChangeForm, ReceiveForm, SignForm } from './ContractDialogs.tsx'
import { type Agreement, ContractForm } from './ContractForm.tsx'
import { ContractPaper } from './ContractPaper.tsx'
import { Changes, LinesTable, Orders, Payments, PlanTable } from './ContractTables.tsx'
import { Files } from './Files.tsx'
import './contract.css'

type Doing = 'update' | 'sign' | 'change' | 'receive'

/** One contract: what was agreed, how it is paid, what became of it. */
export default function ContractSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(contracts.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <AgreementSlip agreement={one.data} /> : <Loading kind="slip" />
}

function AgreementSlip({ agreement: a }: { agreement: Agreement }) {
  const [doing, setDoing] = useState<Doing>()
  const actions = useActions(a, setDoing)
  const addFiles = useCommand(contracts.addFiles)
  const close = (): void => setDoing(undefined)
  const rent = a.kind === 'rent'
  const pending = a.changes.find(change => change.state === 'pending')
  return (
    <>
      <ContractPaper agreement={a} />
      <div className="zw-no-print">
        <Slip
          kind="合同"
          number={a.no}
          url={`${window.location.origin}/contracts/${a.id}`}
          sentence={`${a.title}：${a.supplierName}，${formatFen(a.totalFen)}`}
          state={agreementMachine.states[a.state]}
          back={<Link to="/contracts">合同</Link>}
          notice={<Standing agreement={a} />}
          actions={actions}
          timeline={
            <Timeline
              events={a.events.map(event => ({
                key: event.id,
                at: event.at,
                who: event.actorName,
                what: event.action,
                ...(event.note ? { detail: event.note } : {}),
              }))}
            />
          }
          wide={
            <>
              <LinesTable lines={a.lines} firstTotalFen={a.firstTotalFen} />
              <PlanTable plan={a.plan} rent={rent} />
              <Orders orders={a.orders} />
              <Payments payments={a.payments} rent={rent} />
              <Changes changes={a.changes} />
            </>
          }
        >
          <Facts facts={factsOf(a)} />
          <Files
            files={a.files}
            onAdd={
              a.actions.addFiles?.allowed ? fileIds => addFiles.mutateAsync({ id: a.id, fileIds }) : undefined
            }
          />
          <ApprovalChain subject={{ kind: 'contract.agreement', id: a.id }} />
          {pending && <ApprovalChain subject={{ kind: 'contract.change', id: pending.id }} />}
        </Slip>
      </div>
      {doing === 'update' && <ContractForm agreement={a} onClose={close} />}
      {doing === 'sign' && <SignForm agreement={a} onClose={close} />}
      {doing === 'change' && <ChangeForm agreement={a} onClose={close} />}
      {doing === 'receive' && <ReceiveForm agreement={a} onClose={close} />}
    </>
  )
}

const factsOf = (a: Agreement) => [
  { label: '对方单位', value: <Link to={`/suppliers/${a.supplierId}`}>{a.supplierName}</Link> },
  { label: '类别', value: KINDS[a.kind] },
  ...(a.way ? [{ label: '采购方式', value: WAYS[a.way] }] : []),
  { label: '起止', value: `${a.startsOn} 至 ${a.endsOn}` },
  { label: '签订', value: a.signedOn ?? '未签订' },
  {
    label: a.kind === 'rent' ? '已收' : '已付',
    value: `${formatFen(a.paidFen)}，还有 ${formatFen(a.totalFen - a.paidFen)}`,
  },
  ...(a.budgetLine
    ? [
        {
          label: '预算项目',
          value: (
            <Link
              to={`/budget/lines/${a.budgetLine.id}`}
            >{`${a.budgetLine.code} ${a.budgetLine.title}`}</Link>
          ),
          note: `本合同占用 ${formatFen(a.heldFen)}，项目还剩 ${formatFen(a.budgetLine.leftFen)}`,
        },
      ]
    : []),
  ...(a.tender
    ? [
        {
          label: '邀标',
          value: <Link to={`/tenders/${a.tender.id}`}>{`${a.tender.no} ${a.tender.title}`}</Link>,
        },
      ]
    : []),
  ...(a.renews
    ? [
        {
          label: '续签自',
          value: <Link to={`/contracts/${a.renews.id}`}>{`${a.renews.no} ${a.renews.title}`}</Link>,
        },
      ]
    : []),
  ...a.renewedBy.map(next => ({
    label: '已续签',
    value: <Link to={`/contracts/${next.id}`}>{`${next.no} ${next.title}`}</Link>,
  })),
  ...(a.outerNo ? [{ label: '合同文本编号', value: a.outerNo }] : []),
  { label: '经办人', value: a.managerName },
  ...(a.scope ? [{ label: '主要内容', value: a.scope, block: true }] : []),
  ...(a.note ? [{ label: '备注', value: a.note, block: true }] : []),
]

function Standing({ agreement: a }: { agreement: Agreement }) {
  if (a.warnings.length > 0) return <Notice tone="late">{a.warnings.join('；')}</Notice>
  if (a.daysLeft !== null && a.daysLeft < 0)
    return <Notice tone="late">{`已过期 ${-a.daysLeft} 天。不再续的请办理履行完毕，还要的请续签。`}</Notice>
  if (a.daysLeft !== null && a.daysLeft <= 90)
    return <Notice tone="waiting">{`还有 ${a.daysLeft} 天到期。要续的请及早续签或重新邀标。`}</Notice>
  if (a.endReason) return <Notice tone="done">{a.endReason}</Notice>
  return null
}

function useActions(a: Agreement, start: (doing: Doing) => void): Action[] {
  const navigate = useNavigate()
  const submit = useCommand(contracts.submit)
  const complete = useCommand(contracts.complete)
  const terminate = useCommand(contracts.terminate)
  const discard = useCommand(contracts.discard)
  const renew = useCommand(contracts.renew)
  const which = { id: a.id, version: a.version }
  const told = async (work: Promise<unknown>, text: string): Promise<void> => {
    await work.then(
      () => toast.ok(text),
      (error: Error) => toast.fail(error.message),
    )
  }
  const reasoned = async (command: typeof terminate, title: string, ok: string): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) await told(command.mutateAsync({ ...which, reason }), `已${ok}`)
  }
  const finish = async (): Promise<void> => {
    const left = a.totalFen - a.paidFen
    const reason =
      left > 0
        ? await askReason({ title: `还有 ${formatFen(left)} 没有付，为什么不再付？`, ok: '履行完毕' })
        : ''
    if (reason !== undefined)
      await told(complete.mutateAsync({ ...which, reason }), '已办结，余下的预算已释放')
  }
  const again = async (): Promise<void> => {
    try {
      const next = await renew.mutateAsync({ id: a.id })
      toast.ok(`续签草稿 ${next.no} 已起草，请核对日期、付款计划和预算项目`)
      await navigate({ to: `/contracts/${next.id}` })
    } catch (error) {
      toast.fail((error as Error).message)
    }
  }
  const all: (Omit<Action, 'allowed'> & { key: string })[] = [
    { key: 'update', label: '修改', onRun: () => start('update') },
    {
      key: 'submit',
      label: '提交审批',
      kind: 'primary',
      onRun: () => told(submit.mutateAsync(which), '已提交审批'),
    },
    { key: 'sign', label: '登记签订', kind: 'primary', onRun: () => start('sign') },
    { key: 'receive', label: '登记收款', kind: 'primary', onRun: () => start('receive') },
    { key: 'change', label: '变更', onRun: () => start('change') },
    { key: 'complete', label: '履行完毕', onRun: finish },
    { key: 'renew', label: '续签', onRun: again },
    {
      key: 'terminate',
      label: '终止',
      danger: true,
      onRun: () => reasoned(terminate, '为什么终止？', '终止'),
    },
    { key: 'discard', label: '作废', danger: true, onRun: () => reasoned(discard, '为什么作废？', '作废') },
  ]
  return all.flatMap(action => {
    const may = a.actions[action.key]
    return may ? [{ ...action, ...may }] : []
  })
}
