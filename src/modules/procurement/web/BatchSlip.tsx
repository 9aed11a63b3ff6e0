import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  Button,
  type Column,
  confirm,
  DataTable,
  ErrorNotice,
  Facts,
  Loading,
  Money,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { batchMachine, orderMachine, sheetMachine } from '../machines.ts'
import { CATEGORIES, CHANNELS, TARGETS } from '../words.ts'
import { PlaceOrder } from './PlaceOrder.tsx'

export type Batch = Answer<typeof procurement.getBatch>

export default function BatchSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(procurement.getBatch, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Whole batch={one.data} /> : <Loading kind="rows" />
}

function Whole({ batch }: { batch: Batch }) {
  const navigate = useNavigate()
  const [ordering, setOrdering] = useState(false)
  const openSheet = useCommand(procurement.openSheet)
  const cancel = useCommand(procurement.cancelBatch)
  const takeOut = useCommand(procurement.takeOut)
  const which = { id: batch.id, version: batch.version }
  const fail = (e: Error): void => void toast.fail(e.message)
  const all: (Omit<Action, 'allowed'> & { on: string })[] = [
    {
      on: 'openSheet',
      key: 'openSheet',
      label: '开始询价',
      kind: 'primary',
      onRun: () =>
        openSheet.mutate(which, {
          onSuccess: s => void navigate({ to: '/procurement/sheets/$id', params: { id: s.id } as never }),
          onError: fail,
        }),
    },
    {
      on: 'placeOrder',
      key: 'placeOrder',
      label: '下单',
      kind: 'primary',
      onRun: () => setOrdering(true),
    },
    { on: 'byContract', key: 'byContract', label: '按合同下单', onRun: () => setOrdering(true) },
    {
      on: 'cancelBatch',
      key: 'cancelBatch',
      label: '撤销这一批',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '为什么撤销？', ok: '撤销' })
        if (reason) cancel.mutate({ ...which, reason }, { onError: fail })
      },
    },
  ]
  const leave = async (part: Part, name: string): Promise<void> => {
    const yes = await confirm({
      title: `把 ${part.unitText || part.askerName} 的“${name}”退出这一批？`,
      body: `申请 ${part.requestNo} 回到“已批准，等并批”，申请人可以撤回或改。`,
      ok: '退出',
    })
    if (yes)
      takeOut.mutate(
        { ...which, lineId: part.lineId },
        { onSuccess: () => void toast.ok('已退出这一批'), onError: fail },
      )
  }
  return (
    <>
      <Slip
        kind="采购批"
        number={batch.no}
        url={`${window.location.origin}/procurement/batches/${batch.id}`}
        sentence={`${batch.requestCount} 张申请并成一批：${batch.title}，估价 ${formatFen(batch.amountFen)}`}
        state={batchMachine.states[batch.state]}
        back={<Link to="/procurement/batches">并批询价</Link>}
        actions={all.flatMap(({ on, ...a }) => {
          const state = batch.actions[on]
          return state ? [{ ...a, allowed: state.allowed, why: state.why }] : []
        })}
        timeline={
          <Timeline
            events={batch.events.map(e => ({
              key: e.id,
              at: e.at,
              who: e.actorName,
              what: e.action,
              ...(e.note ? { detail: e.note } : {}),
            }))}
          />
        }
        wide={
          <DataTable
            label="明细"
            rows={batch.lines}
            rowKey={l => l.id}
            columns={[...LINES, partsColumn(batch.actions.takeOut?.allowed ? leave : undefined)]}
            empty="没有明细。"
          />
        }
      >
        <Facts
          facts={[
            { label: '品目', value: CATEGORIES[batch.category] },
            { label: '方式', value: CHANNELS[batch.channel] },
            { label: '采购员', value: batch.buyerName },
            {
              label: '要几家报价',
              value: batch.channel === 'portal' ? '平台采购' : `${batch.quotesNeeded} 家`,
            },
            ...(batch.sheet
              ? [
                  {
                    label: '询价记录',
                    value: (
                      <Link to="/procurement/sheets/$id" params={{ id: batch.sheet.id } as never}>
                        {batch.sheet.no}
                      </Link>
                    ),
                    note: `${sheetMachine.states[batch.sheet.state].label}，${batch.sheet.quotes} 家`,
                  },
                ]
              : []),
            ...(batch.order
              ? [
                  {
                    label: '采购单',
                    value: (
                      <Link to="/procurement/orders/$id" params={{ id: batch.order.id } as never}>
                        {batch.order.no}
                      </Link>
                    ),
                    note: orderMachine.states[batch.order.state].label,
                  },
                ]
              : []),
          ]}
        />
      </Slip>
      {ordering && (
        <PlaceOrder
          batch={{
            ...batch,
            way:
              batch.channel === 'portal' ? 'portal' : batch.sheet?.state === 'chosen' ? 'offer' : 'contract',
          }}
          onClose={() => setOrdering(false)}
        />
      )}
    </>
  )
}

type Line = Batch['lines'][number]
type Part = Line['parts'][number]

const LINES: readonly Column<Line>[] = [
  {
    key: 'name',
    title: '物品',
    always: true,
    render: l => (
      <>
        <b>{l.name}</b> {l.spec}
      </>
    ),
  },
  { key: 'qty', width: 84, title: '数量', figure: true, render: l => `${l.quantity}${l.measure}` },
  { key: 'price', width: 110, title: '估价', figure: true, render: l => <Money fen={l.priceFen} /> },
  { key: 'target', width: 104, title: '到货后', render: l => TARGETS[l.target] },
]

/** Whose each thing is, and a way back out of the batch as long as nothing was asked of suppliers. */
const partsColumn = (leave?: (part: Part, name: string) => Promise<void>): Column<Line> => ({
  key: 'parts',
  width: 330,
  title: '来自',
  render: l => (
    <ul>
      {l.parts.map(p => (
        <li key={p.lineId}>
          {p.unitText || p.askerName} {p.quantity}
          {l.measure}{' '}
          <Link to="/procurement/requests/$id" params={{ id: p.requestId } as never} className="zw-num">
            {p.requestNo}
          </Link>
          {leave && (
            <Button kind="quiet" onClick={() => void leave(p, l.name)}>
              退出
            </Button>
          )}
        </li>
      ))}
    </ul>
  ),
})
