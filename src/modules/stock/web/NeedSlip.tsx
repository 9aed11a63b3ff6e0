import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  SignatureBoxes,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { documentMachine, KINDS, needMachine, quantityText } from '../rules.ts'
import { Collect } from './Collect.tsx'
import { Marks } from './Marks.tsx'
import { PaperHead } from './PaperHead.tsx'
import './stock.css'

export type Need = Answer<typeof stock.need>

/** A need as the slip it replaces: what is asked for, who decides, what was handed out. */
export default function NeedSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stock.need, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <NeedPaper need={one.data} /> : <Loading kind="slip" />
}

function NeedPaper({ need }: { need: Need }) {
  const [collecting, setCollecting] = useState(false)
  const actions = useActions(need, () => setCollecting(true))
  return (
    <>
      <PaperHead title="领用单" />
      <Slip
        kind="领用单"
        number={need.no}
        url={`${window.location.origin}/needs/${need.id}`}
        sentence={`${[need.unitText, need.askerName].filter(Boolean).join(' ')}要${need.what}`}
        state={needMachine.states[need.state]}
        back={<Link to="/needs">领用单</Link>}
        {...(need.over ? { notice: <Notice tone="waiting">{`超定额：${need.overReason}`}</Notice> } : {})}
        {...(need.state === 'picked' && need.actions.collect
          ? {
              notice: (
                <Notice tone="doing">{`东西备好了，请到${need.storeName}领取，拿到手后点“确认领取”。`}</Notice>
              ),
            }
          : {})}
        timeline={<ApprovalChain subject={{ kind: 'stock.need', id: need.id }} />}
        actions={actions}
        wide={<NeedLines need={need} />}
      >
        <Facts
          facts={[
            { label: '用途', value: need.purpose },
            { label: '仓库', value: need.storeName },
            { label: '日期', value: need.askedOn },
            { label: '估计金额', value: formatFen(need.amountFen) },
            ...(need.orderId
              ? [{ label: '维修单', value: <Link to={`/orders/${need.orderId}`}>{need.orderNo}</Link> }]
              : []),
            ...(need.decision ? [{ label: '意见', value: need.decision, block: true }] : []),
            ...need.documents.map(d => ({
              label: KINDS[d.kind],
              value: <Link to={`/stock-documents/${d.id}`}>{d.no}</Link>,
              note: `${d.day} · ${formatFen(d.amountFen)} · ${documentMachine.states[d.state].label}`,
            })),
          ]}
        />
        <Marks marks={need.signatures} />
      </Slip>
      <SignatureBoxes places={['领用人', '部门负责人', '保管员', '总务主任']} />
      {collecting && <Collect need={need} onClose={() => setCollecting(false)} />}
    </>
  )
}

function NeedLines({ need }: { need: Need }) {
  const done = need.lines.some(l => l.issued > 0)
  const picked = need.lines.some(l => l.picked > 0)
  return (
    <div className="zw-stock-scroll">
      <table className="zw-stock-table">
        <thead>
          <tr>
            <th scope="col">物品名称</th>
            <th scope="col">规格</th>
            <th scope="col" className="zw-fig">
              申请
            </th>
            {picked && (
              <th scope="col" className="zw-fig">
                已备
              </th>
            )}
            {done && (
              <th scope="col" className="zw-fig">
                已发
              </th>
            )}
            <th scope="col" className="zw-fig">
              库存
            </th>
            <th scope="col">备注</th>
          </tr>
        </thead>
        <tbody>
          {need.lines.map(line => (
            <tr key={line.id}>
              <td>{line.name}</td>
              <td>{line.spec || '—'}</td>
              <td className="zw-fig">{quantityText(line.quantity, line.measure)}</td>
              {picked && <td className="zw-fig">{line.picked || '—'}</td>}
              {done && <td className="zw-fig">{line.issued || '—'}</td>}
              <td className={line.onhand < line.left ? 'zw-fig zw-low' : 'zw-fig'}>
                {quantityText(line.onhand, line.measure)}
              </td>
              <td>{[line.tradeIn && '以旧换新', line.note].filter(Boolean).join('，')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function useActions(need: Need, onCollect: () => void): Action[] {
  const navigate = useNavigate()
  const withdraw = useCommand(stock.withdraw, { touches: ['approval'] })
  const close = useCommand(stock.closeNeed)
  const which = { id: need.id, version: need.version }
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: Error) => void toast.fail(error.message),
  })
  const why = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const verbs: (Omit<Action, 'allowed' | 'why'> & { on: string })[] = [
    { on: 'collect', key: 'collect', label: '确认领取', kind: 'primary', onRun: onCollect },
    {
      on: 'issue',
      key: 'issue',
      label: need.state === 'picked' ? '发放签字' : '备货、发放',
      kind: 'primary',
      onRun: () => void navigate({ to: `/issue-desk/${need.id}` }),
    },
    {
      on: 'resubmit',
      key: 'resubmit',
      label: '改好再报',
      kind: 'primary',
      onRun: () => void navigate({ href: `/need?again=${need.id}` }),
    },
    {
      on: 'withdraw',
      key: 'withdraw',
      label: '撤回',
      onRun: () =>
        why('为什么撤回？', '撤回', reason => withdraw.mutate({ ...which, reason }, said('已撤回'))),
    },
    {
      on: 'close',
      key: 'close',
      label: '不再发放',
      onRun: () =>
        why('没发的不再发放？', '不再发放', reason => close.mutate({ ...which, reason }, said('已结束'))),
    },
  ]
  return verbs.flatMap(({ on, ...verb }) => {
    const state = need.actions[on]
    return state ? [{ ...verb, allowed: state.allowed, why: state.why }] : []
  })
}
