import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  type Column,
  DataTable,
  ErrorNotice,
  Facts,
  Loading,
  Money,
  Notice,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { acceptanceMachine, orderMachine } from '../machines.ts'
import { CHANNELS, PORTAL_STATES, TARGETS } from '../words.ts'
import { FileLinks } from './FileLinks.tsx'
import { MismatchDialog } from './MismatchDialog.tsx'
import { PortalDialog } from './PortalDialog.tsx'
import { OrderPaper } from './papers/OrderPaper.tsx'
import './procurement.css'

export type Order = Answer<typeof procurement.getOrder>

export default function OrderSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(procurement.getOrder, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Whole order={one.data} /> : <Loading kind="rows" />
}

function Whole({ order }: { order: Order }) {
  const [doing, setDoing] = useState<Doing>()
  const actions = useActions(order, setDoing)
  const close = (): void => setDoing(undefined)
  const open = order.mismatchRows.filter(m => m.state === 'open')
  return (
    <>
      <OrderPaper order={order} />
      <div className="zw-no-print">
        <Slip
          kind="采购单"
          number={order.no}
          url={`${window.location.origin}/procurement/orders/${order.id}`}
          sentence={`向${order.supplierName}采购${order.title}，${formatFen(order.totalFen)}`}
          state={orderMachine.states[order.state]}
          back={<Link to="/procurement/orders">采购单</Link>}
          actions={actions}
          notice={
            open.length > 0 ? (
              <Notice tone="late">
                {open.map(m => `${m.name}：${m.text}`).join('；')}。处理完才能付款，
                <Link to="/procurement/mismatches">去处理</Link>
              </Notice>
            ) : undefined
          }
          timeline={
            <Timeline
              events={order.events.map(e => ({
                key: e.id,
                at: e.at,
                who: e.actorName,
                what: e.action,
                ...(e.note ? { detail: e.note } : {}),
              }))}
            />
          }
          wide={
            <>
              <DataTable
                label="明细"
                rows={order.lines}
                rowKey={l => l.id}
                columns={LINES}
                empty="没有明细。"
              />
              {order.acceptances.length > 0 && (
                <Facts
                  title="验收"
                  columns={2}
                  facts={order.acceptances.map(a => ({
                    label: a.arrivedOn,
                    value: (
                      <Link to="/acceptances/$id" params={{ id: a.id } as never}>
                        {a.no} {formatFen(a.amountFen)}
                      </Link>
                    ),
                    note: `${acceptanceMachine.states[a.state].label}，${a.members.map(m => m.name).join('、')}`,
                  }))}
                />
              )}
            </>
          }
        >
          <Facts
            facts={[
              { label: '供应商', value: order.supplierName },
              { label: '方式', value: CHANNELS[order.channel] },
              ...(order.portalNo
                ? [
                    {
                      label: '平台单号',
                      value: order.portalNo,
                      note: `${order.portalName} ${PORTAL_STATES[order.portalState]}`,
                    },
                  ]
                : []),
              ...(order.contractId
                ? [
                    {
                      label: '合同',
                      value: (
                        <Link to="/contracts/$id" params={{ id: order.contractId } as never}>
                          {order.contractNo}
                        </Link>
                      ),
                      note: '按合同价下单，付款记在合同上',
                    },
                  ]
                : []),
              ...(order.sheetId
                ? [
                    {
                      label: '询价记录',
                      value: (
                        <Link to="/procurement/sheets/$id" params={{ id: order.sheetId } as never}>
                          {order.sheetNo}
                        </Link>
                      ),
                    },
                  ]
                : []),
              { label: '采购员', value: order.buyerName },
              { label: '下单', value: order.orderedOn },
              { label: '约定到货', value: order.dueOn ?? '没有约定' },
              ...(order.placeText ? [{ label: '送到', value: order.placeText }] : []),
              { label: '经费', value: order.fundings || '—' },
              {
                label: '申请',
                value: (
                  <>
                    {order.requests.map(r => (
                      <Link key={r.id} to="/procurement/requests/$id" params={{ id: r.id } as never}>
                        {r.no} {r.unitText || r.askerName}{' '}
                      </Link>
                    ))}
                  </>
                ),
              },
              { label: '已验收', value: formatFen(order.acceptedFen) },
              ...(order.deductedFen > 0 ? [{ label: '折价', value: formatFen(order.deductedFen) }] : []),
              ...(order.calledOffFen > 0 ? [{ label: '取消', value: formatFen(order.calledOffFen) }] : []),
              { label: '已付', value: formatFen(order.paidFen) },
              ...(order.files.length > 0
                ? [{ label: '附件', block: true, value: <FileLinks files={order.files} /> }]
                : []),
              ...(order.note ? [{ label: '备注', block: true, value: order.note }] : []),
            ]}
          />
        </Slip>
      </div>
      {doing === 'portal' && <PortalDialog order={order} onClose={close} />}
      {doing === 'mismatch' && <MismatchDialog order={order} onClose={close} />}
    </>
  )
}

type Doing = 'portal' | 'mismatch'

const LINES: readonly Column<Order['lines'][number]>[] = [
  {
    key: 'name',
    title: '物品',
    always: true,
    render: l => (
      <>
        <b>{l.name}</b> {[l.brand, l.spec].filter(Boolean).join(' ')}
      </>
    ),
  },
  { key: 'qty', width: 84, title: '订购', figure: true, render: l => `${l.quantity}${l.measure}` },
  { key: 'price', width: 110, title: '单价', figure: true, render: l => <Money fen={l.priceFen} /> },
  { key: 'amount', width: 116, title: '金额', figure: true, render: l => <Money fen={l.amountFen} /> },
  { key: 'accepted', width: 72, title: '合格', figure: true, render: l => l.accepted },
  { key: 'rejected', width: 84, title: '不合格', figure: true, render: l => l.rejected },
  { key: 'open', width: 84, title: '还没到', figure: true, render: l => l.open },
  { key: 'target', width: 104, title: '到货后', render: l => TARGETS[l.target] },
]

function useActions(order: Order, start: (doing: Doing) => void): Action[] {
  const navigate = useNavigate()
  const which = { id: order.id, version: order.version }
  const fail = { onError: (e: Error) => void toast.fail(e.message) }
  const cancelRest = useCommand(procurement.cancelRest, { touches: ['budget'] })
  const cancelOrder = useCommand(procurement.cancelOrder, { touches: ['budget'] })
  const why = async (title: string, ok: string, run: (reason: string) => void) => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const all: (Omit<Action, 'allowed'> & { on: string })[] = [
    {
      on: 'receive',
      key: 'receive',
      label: '验收到货',
      kind: 'primary',
      onRun: () => void navigate({ to: '/receiving/$id', params: { id: order.id } as never }),
    },
    {
      on: 'trackPortal',
      key: 'trackPortal',
      label: '平台进度',
      onRun: () => start('portal'),
    },
    {
      on: 'noteMismatch',
      key: 'noteMismatch',
      label: '登记不符',
      onRun: () => start('mismatch'),
    },
    {
      on: 'cancelRest',
      key: 'cancelRest',
      label: '取消余量',
      danger: true,
      onRun: () =>
        why('余下的为什么不要了？', '取消余量', reason => cancelRest.mutate({ ...which, reason }, fail)),
    },
    {
      on: 'cancelOrder',
      key: 'cancelOrder',
      label: '取消订单',
      danger: true,
      onRun: () => why('为什么取消？', '取消订单', reason => cancelOrder.mutate({ ...which, reason }, fail)),
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = order.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}
