import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, useCommand, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  Money,
  RowCard,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { batchMachine, labelsOf } from '../machines.ts'
import { CATEGORIES, CHANNELS } from '../words.ts'
import './procurement.css'
import { type RegisterSpec, useRegister } from './use-register.tsx'

type Waiting = Answer<typeof procurement.waiting>['rows'][number]
type Batch = Answer<typeof procurement.batches>['rows'][number]

/** 三统一: what is approved and waits to be bought, merged into one purchase. */
export default function MergeBoard() {
  const session = useSession()
  const list = useRegister(REGISTER)
  const navigate = useNavigate()
  const waiting = useRead(procurement.waiting, {})
  const states = list.chosen('states') as Batch['state'][]
  const [category] = list.chosen('category')
  const [channel] = list.chosen('channel')
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(category ? { category: category as Batch['category'] } : {}),
    ...(channel ? { channel: channel as Batch['channel'] } : {}),
    ...list.days,
    ...list.search,
  }
  const batches = usePages(procurement.batches, { ...filter, limit: 30 })
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
      {...list.frame(filter)}
      columns={BATCHES}
    >
      <h2 className="zw-buy-head">已批准，等并批</h2>
      <DataTable
        label="已批准，等并批"
        rows={waiting.data?.rows}
        rowKey={r => r.lineId}
        columns={WAITING}
        {...(session.can(procurement.merge) ? { selection: { chosen, onChange: setChosen } } : {})}
        renderCard={r => (
          <RowCard
            title={`${r.name} ${r.quantity}${r.measure}`}
            side={<Money fen={r.amountFen} />}
            meta={[r.unitText || r.askerName, CATEGORIES[r.category], r.requestNo].join(' · ')}
          />
        )}
        empty={<Empty title="没有等着并批的" note="申请批下来，会列在这里。" />}
        error={
          waiting.error
            ? { message: waiting.error.message, onRetry: () => void waiting.refetch() }
            : undefined
        }
      />
      <h2 className="zw-buy-head">采购批</h2>
      <DataTable
        label="采购批"
        rows={batches.isPending ? undefined : batches.rows}
        rowKey={b => b.id}
        columns={BATCHES}
        chosenColumns={list.prefs.columns}
        density={list.prefs.density}
        totals={
          batches.first ? { title: `共 ${batches.total} 批`, amount: formatFen(batches.first.amountFen) } : {}
        }
        onOpen={b => void navigate({ to: '/procurement/batches/$id', params: { id: b.id } as never })}
        empty="没有采购批。上面选好要一起买的，点“并成一批”。"
        renderCard={b => (
          <RowCard
            title={b.title}
            side={<StateTag {...batchMachine.states[b.state]} />}
            meta={[b.no, `${b.requestCount} 张申请`, formatFen(b.amountFen)].join(' · ')}
          />
        )}
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

const REGISTER: RegisterSpec = {
  id: 'procurement.batches',
  path: '/procurement/batches',
  title: '采购批',
  placeholder: '批号、物品、采购员',
  exports: procurement.exportBatches,
  parts: [
    { key: 'states', label: '状态', options: labelsOf(batchMachine), multiple: true, pinned: true },
    { key: 'category', label: '品目', options: CATEGORIES, pinned: true },
    { key: 'channel', label: '方式', options: CHANNELS },
  ],
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
