import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  Button,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { supplier } from '../contract.ts'
import { firmMachine } from '../rules.ts'
import { BlockForm } from './BlockForm.tsx'
import { DeliveryTable } from './DeliveryTable.tsx'
import { type Firm, FirmForm } from './FirmForm.tsx'
import { LicenceForm } from './LicenceForm.tsx'
import { RateForm } from './RateForm.tsx'
import './supplier.css'

type Doing = 'update' | 'licence' | 'block' | { rate: Firm['deliveryRows'][number] }

/** One supplier: how to reach it, its papers, how it has supplied. */
export default function SupplierSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(supplier.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <FirmSlip firm={one.data} /> : <Loading kind="slip" />
}

function FirmSlip({ firm }: { firm: Firm }) {
  const [doing, setDoing] = useState<Doing>()
  const actions = useFirmActions(firm, setDoing)
  const close = (): void => setDoing(undefined)
  return (
    <>
      <Slip
        kind="供应商"
        number={firm.no}
        url={`${window.location.origin}/suppliers/${firm.id}`}
        sentence={firm.supplies ? `${firm.name}，供应${firm.supplies}` : firm.name}
        state={firmMachine.states[firm.state]}
        back={<Link to="/suppliers">供应商</Link>}
        notice={<Standing firm={firm} />}
        actions={actions}
        timeline={
          <Timeline
            events={firm.events.map(event => ({
              key: event.id,
              at: event.at,
              who: event.actorName,
              what: event.action,
              ...(event.note ? { detail: event.note } : {}),
            }))}
          />
        }
        wide={<Deliveries firm={firm} onRate={rate => setDoing({ rate })} />}
      >
        <Facts
          facts={[
            { label: '统一社会信用代码', value: firm.creditCode ?? '未登记' },
            { label: '联系人', value: firm.contactName || '—' },
            { label: '电话', value: firm.phone ? <a href={`tel:${firm.phone}`}>{firm.phone}</a> : '—' },
            { label: '地址', value: firm.address || '—' },
            { label: '开户行', value: firm.bankName || '—' },
            { label: '账号', value: firm.bankAccount || '—' },
            ...(firm.note ? [{ label: '备注', value: firm.note, block: true }] : []),
          ]}
        />
        <Papers firm={firm} />
      </Slip>
      {doing === 'update' && <FirmForm firm={firm} onClose={close} />}
      {doing === 'licence' && <LicenceForm firm={firm} onClose={close} />}
      {doing === 'block' && <BlockForm firm={firm} onClose={close} />}
      {typeof doing === 'object' && <RateForm row={doing.rate} onClose={close} />}
    </>
  )
}

function Standing({ firm }: { firm: Firm }) {
  if (firm.state === 'blocked')
    return (
      <Notice tone="late">
        {`黑名单${firm.blockedUntil ? `，到 ${firm.blockedUntil} 为止` : ''}：${firm.blockReason}`}
      </Notice>
    )
  if (firm.lapsed.length > 0) return <Notice tone="waiting">{`过期的证照：${firm.lapsed.join('、')}`}</Notice>
  const soon = firm.licences.filter(paper => paper.soon)
  if (soon.length === 0) return null
  return (
    <Notice tone="waiting">
      {`${soon.map(paper => `${paper.title}（${paper.validTo} 到期）`).join('、')}快到期，请让供应商换新的送来登记。`}
    </Notice>
  )
}

function Papers({ firm }: { firm: Firm }) {
  const end = useCommand(supplier.endLicence)
  const withdraw = async (id: string, title: string): Promise<void> => {
    const reason = await askReason({ title: `撤下${title}？`, ok: '撤下' })
    if (reason)
      end.mutate(
        { id, reason },
        { onSuccess: () => toast.ok('已撤下'), onError: error => toast.fail(error.message) },
      )
  }
  return (
    <section className="zw-papers">
      <h3>证照</h3>
      {firm.licences.length === 0 && <p className="zw-muted">还没有登记证照。</p>}
      <ul>
        {firm.licences.map(paper => (
          <li key={paper.id}>
            <b>{paper.title}</b>
            <span className="zw-muted zw-num">{paper.number}</span>
            <span className={paper.lapsed ? 'zw-late' : undefined}>
              {paper.validTo
                ? `有效期至 ${paper.validTo}${paper.lapsed ? '，已过期' : paper.soon ? '，快到期' : ''}`
                : '长期有效'}
            </span>
            {firm.actions.addLicence?.allowed && (
              <Button kind="quiet" onClick={() => void withdraw(paper.id, paper.title)}>
                撤下
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Deliveries({ firm, onRate }: { firm: Firm; onRate: (row: Firm['deliveryRows'][number]) => void }) {
  if (firm.deliveryRows.length === 0)
    return <p className="zw-muted">还没有供货记录。采购验收后，这里会有每次供货的评分。</p>
  return (
    <section>
      <h3>供货与评分 {firm.score !== null && <span className="zw-num">总分 {firm.score}</span>}</h3>
      <DeliveryTable rows={firm.deliveryRows} {...(firm.actions.rate?.allowed ? { onRate } : {})} />
    </section>
  )
}

function useFirmActions(firm: Firm, start: (doing: Doing) => void): Action[] {
  const unblock = useCommand(supplier.unblock)
  const end = useCommand(supplier.end)
  const revive = useCommand(supplier.revive)
  const ask = async (command: typeof unblock, title: string, ok: string): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (!reason) return
    await command.mutateAsync({ id: firm.id, version: firm.version, reason }).then(
      () => toast.ok(`已${ok}`),
      (error: Error) => toast.fail(error.message),
    )
  }
  const all: (Omit<Action, 'allowed'> & { key: string })[] = [
    { key: 'update', label: '修改', kind: 'primary', onRun: () => start('update') },
    { key: 'addLicence', label: '登记证照', onRun: () => start('licence') },
    { key: 'unblock', label: '移出黑名单', onRun: () => ask(unblock, '为什么移出黑名单？', '移出黑名单') },
    { key: 'revive', label: '恢复合作', onRun: () => ask(revive, '为什么恢复合作？', '恢复合作') },
    { key: 'end', label: '停用', onRun: () => ask(end, '为什么停用？', '停用') },
    { key: 'block', label: '列入黑名单', danger: true, onRun: () => start('block') },
  ]
  return all.flatMap(action => {
    const may = firm.actions[action.key]
    return may ? [{ ...action, ...may }] : []
  })
}
