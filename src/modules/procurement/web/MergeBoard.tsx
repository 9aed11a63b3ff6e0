import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, moreOf, useCommand, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  Money,
  PrintHead,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { batchMachine } from '../machines.ts'
import { CATEGORIES, CHANNELS } from '../words.ts'

type Waiting = Answer<typeof procurement.waiting>['rows'][number]
type Batch = Answer<typeof procurement.batches>['rows'][number]

/** 三统一: what is approved and waits to be bought, merged into one purchase. */
export default function MergeBoard() {
  const session = useSession()
  const navigate = useNavigate()
  const waiting = useRead(procurement.waiting, {})
  const batches = usePages(procurement.batches, { limit: 30 })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const merge = useCommand(procurement.merge)
  const go = (): void =>
    merge.mutate(
      { lineIds: [...chosen] },
      {
        onSuccess: b => void navigate({ to: '/procurement/batches/$id', params: { id: b.id } as never }),
        onError: e => void toast.fail(e.message),
      },
    )
  return (
    <ListFrame
      title="并批询价"
      note="统一采购、统一供应、统一管理：同一品目的申请并在一起买。"
      action={
        session.can(procurement.merge) && (
          <Button kind="primary" busy={merge.isPending} disabled={chosen.length === 0} onClick={go}>
            并成一批{chosen.length > 0 ? `（${chosen.length} 样）` : ''}
          </Button>
        )
      }
      filter={null}
      printHead={<PrintHead school={session.school.name} title="待采购" by={session.name} />}
      onPrint={() => window.print()}
    >
      <h2>已批准，等并批</h2>
      <DataTable
        label="已批准，等并批"
        rows={waiting.data?.rows}
        rowKey={r => r.lineId}
        columns={WAITING}
        selection={{ chosen, onChange: setChosen }}
        empty={<Empty title="没有等着并批的" note="申请批下来，会列在这里。" />}
        error={
          waiting.error
            ? { message: waiting.error.message, onRetry: () => void waiting.refetch() }
            : undefined
        }
      />
      <h2>采购批</h2>
      <DataTable
        label="采购批"
        rows={batches.isPending ? undefined : batches.rows}
        rowKey={b => b.id}
        columns={BATCHES}
        onOpen={b => void navigate({ to: '/procurement/batches/$id', params: { id: b.id } as never })}
        empty="还没有采购批。"
        more={moreOf(batches)}
        error={
          batches.error
            ? { message: batches.error.message, onRetry: () => void batches.refetch() }
            : undefined
        }
      />
    </ListFrame>
  )
}

const WAITING: readonly Column<Waiting>[] = [
  {
    key: 'name',
    title: '物品',
    always: true,
    render: r => (
      <>
        <b>{r.name}</b> {r.spec}
      </>
    ),
  },
  { key: 'qty', width: 80, title: '数量', figure: true, render: r => `${r.quantity}${r.measure}` },
  { key: 'amount', width: 110, title: '估价', figure: true, render: r => <Money fen={r.amountFen} /> },
  { key: 'category', width: 100, title: '品目', render: r => CATEGORIES[r.category] },
  { key: 'channel', width: 120, title: '方式', render: r => CHANNELS[r.channel] },
  {
    key: 'request',
    width: 150,
    title: '申请',
    render: r => (
      <Link to="/procurement/requests/$id" params={{ id: r.requestId } as never}>
        {r.requestNo}
      </Link>
    ),
  },
  {
    key: 'who',
    width: 110,
    title: '申请人',
    render: r => [r.askerName, r.unitText].filter(Boolean).join('，'),
  },
  { key: 'needed', width: 112, title: '什么时候要', render: r => r.neededOn ?? '—' },
]

const BATCHES: readonly Column<Batch>[] = [
  { key: 'no', width: 150, title: '批号', always: true, render: b => <span className="zw-num">{b.no}</span> },
  { key: 'on', width: 112, title: '日期', render: b => b.madeOn },
  { key: 'title', title: '买什么', render: b => <b>{b.title}</b> },
  { key: 'from', width: 100, title: '来自', render: b => `${b.requestCount} 张申请` },
  { key: 'amount', width: 110, title: '估价', figure: true, render: b => <Money fen={b.amountFen} /> },
  { key: 'buyer', width: 90, title: '采购员', render: b => b.buyerName },
  { key: 'state', width: 130, title: '状态', render: b => <StateTag {...batchMachine.states[b.state]} /> },
]
