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
  SignatureBoxes,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'
import { tenderMachine } from '../machine.ts'
import { WAYS } from '../rules.ts'
import { ContractForm } from './ContractForm.tsx'
import { Files } from './Files.tsx'
import { BidForm, DecideForm } from './TenderDialogs.tsx'
import { type Tender, TenderForm } from './TenderForm.tsx'
import './contract.css'

type Doing = 'update' | 'bid' | 'decide' | 'draft'

/** One tender: what was needed, what it ought to cost, who offered what, who was chosen and why. */
export default function TenderPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(contracts.tender, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <TenderSlip tender={one.data} /> : <Loading kind="slip" />
}

function TenderSlip({ tender: t }: { tender: Tender }) {
  const navigate = useNavigate()
  const [doing, setDoing] = useState<Doing>()
  const actions = useActions(t, setDoing)
  const addFiles = useCommand(contracts.addTenderFiles)
  const close = (): void => setDoing(undefined)
  return (
    <>
      <Slip
        kind="邀标记录"
        number={t.no}
        url={`${window.location.origin}/tenders/${t.id}`}
        sentence={
          t.winnerName && t.decidedFen !== null
            ? `${t.title}：${t.winnerName} ${formatFen(t.decidedFen)}`
            : `${t.title}：邀请 ${t.invited} 家，报价 ${t.bids} 家`
        }
        state={tenderMachine.states[t.state]}
        back={<Link to="/tenders">邀标</Link>}
        notice={<Standing tender={t} />}
        actions={actions}
        timeline={
          <Timeline
            events={t.events.map(event => ({
              key: event.id,
              at: event.at,
              who: event.actorName,
              what: event.action,
              ...(event.note ? { detail: event.note } : {}),
            }))}
          />
        }
        wide={<Comparison tender={t} />}
      >
        <Facts
          facts={[
            { label: '方式', value: WAYS[t.way], ...(t.law ? { note: t.law } : {}) },
            {
              label: '参考价',
              value: t.referenceFen === null ? '还没有询问' : formatFen(t.referenceFen),
              ...(t.referenceSource ? { note: t.referenceSource } : {}),
            },
            { label: '经办人', value: t.runByName },
            ...(t.decidedByName
              ? [{ label: '定标人', value: t.decidedByName, ...(t.decidedOn ? { note: t.decidedOn } : {}) }]
              : []),
            ...(t.agreement
              ? [
                  {
                    label: '合同',
                    value: (
                      <Link
                        to={`/contracts/${t.agreement.id}`}
                      >{`${t.agreement.no} ${t.agreement.title}`}</Link>
                    ),
                  },
                ]
              : []),
            { label: '需求', value: t.need, block: true },
            ...(t.wayReason ? [{ label: '采用单一来源的理由', value: t.wayReason, block: true }] : []),
            ...(t.decisionReason ? [{ label: '定标理由', value: t.decisionReason, block: true }] : []),
          ]}
        />
        <Files
          files={t.files}
          onAdd={
            t.actions.addFiles?.allowed ? fileIds => addFiles.mutateAsync({ id: t.id, fileIds }) : undefined
          }
        />
        {t.way === 'DYLY' && <ApprovalChain subject={{ kind: 'contract.tender', id: t.id }} />}
        <SignatureBoxes places={['经办人', '定标人', '监督人']} />
      </Slip>
      {doing === 'update' && <TenderForm tender={t} onClose={close} />}
      {doing === 'bid' && <BidForm tender={t} onClose={close} />}
      {doing === 'decide' && <DecideForm tender={t} onClose={close} />}
      {doing === 'draft' && t.winnerId && t.decidedFen !== null && (
        <ContractForm
          tender={{
            id: t.id,
            no: t.no,
            title: t.title,
            supplier: { value: t.winnerId, label: t.winnerName ?? '' },
            amountFen: t.decidedFen,
          }}
          onClose={close}
          onSaved={id => void navigate({ to: `/contracts/${id}` })}
        />
      )}
    </>
  )
}

function Standing({ tender: t }: { tender: Tender }) {
  if (t.cancelReason) return <Notice tone="late">{`已取消：${t.cancelReason}`}</Notice>
  if (t.state === 'inviting' && t.bids < t.leastBidders)
    return (
      <Notice tone="waiting">{`${WAYS[t.way]}至少要 ${t.leastBidders} 家报价，现在 ${t.bids} 家。`}</Notice>
    )
  return null
}

function Comparison({ tender: t }: { tender: Tender }) {
  return (
    <section className="zw-contract-part">
      <h3>报价比较</h3>
      {t.bidRows.length === 0 && <p className="zw-muted">还没有选邀请的单位。</p>}
      {t.bidRows.length > 0 && (
        <div className="zw-contract-scroll">
          <table className="zw-contract-table">
            <thead>
              <tr>
                <th>单位</th>
                <th className="figure">报价</th>
                <th className="figure">比参考价</th>
                <th>收到</th>
                <th>说明</th>
                <th>登记人</th>
              </tr>
            </thead>
            <tbody>
              {t.bidRows.map(bid => (
                <tr key={bid.id} className={bid.supplierId === t.winnerId ? 'chosen' : undefined}>
                  <td>
                    <Link to={`/suppliers/${bid.supplierId}`}>{bid.supplierName}</Link>
                    {bid.supplierId === t.winnerId ? '（中选）' : ''}
                  </td>
                  <td className="figure zw-num">
                    {bid.amountFen === null ? '未报' : formatFen(bid.amountFen)}
                    {bid.lowest ? '（最低）' : ''}
                  </td>
                  <td className="figure zw-num">
                    {bid.againstReference === null
                      ? '—'
                      : `${bid.againstReference > 0 ? '+' : ''}${bid.againstReference}%`}
                  </td>
                  <td className="zw-num">{bid.receivedOn ?? '—'}</td>
                  <td>{bid.note || '—'}</td>
                  <td>{bid.recordedBy || '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function useActions(t: Tender, start: (doing: Doing) => void): Action[] {
  const invite = useCommand(contracts.invite)
  const cancel = useCommand(contracts.cancelTender)
  const which = { id: t.id, version: t.version }
  const send = async (): Promise<void> => {
    try {
      const done = await invite.mutateAsync(which)
      toast.ok(done.warnings.length > 0 ? `邀请已发出。请留意：${done.warnings.join('；')}` : '邀请已发出')
    } catch (error) {
      toast.fail((error as Error).message)
    }
  }
  const stop = async (): Promise<void> => {
    const reason = await askReason({ title: '为什么取消？', ok: '取消邀标' })
    if (!reason) return
    await cancel.mutateAsync({ ...which, reason }).then(
      () => void toast.ok('已取消'),
      (error: Error) => void toast.fail(error.message),
    )
  }
  const all: (Omit<Action, 'allowed'> & { key: string })[] = [
    { key: 'invite', label: '发出邀请', kind: 'primary', onRun: send },
    { key: 'decide', label: '定标', kind: 'primary', onRun: () => start('decide') },
    { key: 'setBid', label: '登记报价', onRun: () => start('bid') },
    { key: 'draft', label: '起草合同', kind: 'primary', onRun: () => start('draft') },
    { key: 'update', label: '修改', onRun: () => start('update') },
    { key: 'cancel', label: '取消', danger: true, onRun: stop },
  ]
  return all.flatMap(action => {
    const may = t.actions[action.key]
    return may ? [{ ...action, ...may }] : []
  })
}
