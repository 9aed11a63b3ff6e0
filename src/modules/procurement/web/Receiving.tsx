import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Column,
  DataTable,
  Empty,
  ListFrame,
  Money,
  PrintHead,
  RowCard,
  StateTag,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import './procurement.css'
import { acceptanceMachine, orderMachine } from '../machines.ts'

type Order = Answer<typeof procurement.receiving>['orders'][number]
type ToSign = Answer<typeof procurement.receiving>['toSign'][number]

/** What is to come and what waits for one's signature; on the phone, large. */
export default function Receiving() {
  const session = useSession()
  const navigate = useNavigate()
  const read = useRead(procurement.receiving, {})
  const error = read.error ? { message: read.error.message, onRetry: () => void read.refetch() } : undefined
  const signs = read.data?.toSign ?? []
  return (
    <ListFrame
      title="到货验收"
      note="验收人不能是采购员；与采购单不符的先记下来，处理完才付款。"
      filter={null}
      printHead={<PrintHead school={session.school.name} title="待验收" by={session.name} />}
      onPrint={() => window.print()}
    >
      {signs.length > 0 && (
        <>
          <h2 className="zw-buy-head">等我签字</h2>
          <DataTable
            label="等我签字"
            rows={signs}
            empty="没有等着签的。"
            rowKey={a => a.id}
            columns={SIGNS}
            onOpen={a => void navigate({ to: '/acceptances/$id', params: { id: a.id } as never })}
            renderCard={a => (
              <RowCard
                title={a.title}
                side={<StateTag {...acceptanceMachine.states[a.state]} />}
                meta={`${a.no} · ${formatFen(a.amountFen)}`}
              />
            )}
          />
        </>
      )}
      <h2 className="zw-buy-head">等到货</h2>
      <DataTable
        label="等到货"
        rows={read.data?.orders}
        rowKey={o => o.id}
        columns={ORDERS}
        onOpen={o => void navigate({ to: '/receiving/$id', params: { id: o.id } as never })}
        empty={<Empty title="没有等着验收的货" note="采购员下了单，货到之前会列在这里。" />}
        error={error}
        renderCard={o => (
          <RowCard
            title={o.title}
            side={<StateTag {...orderMachine.states[o.state]} />}
            meta={`${o.supplierName} · ${o.no}`}
          />
        )}
      />
    </ListFrame>
  )
}

const SIGNS: readonly Column<ToSign>[] = [
  { key: 'no', title: '验收单', always: true, render: a => a.no },
  { key: 'title', title: '货物', render: a => <b>{a.title}</b> },
  { key: 'supplier', title: '供应商', render: a => a.supplierName },
  { key: 'amount', title: '金额', figure: true, render: a => <Money fen={a.amountFen} /> },
]
const ORDERS: readonly Column<Order>[] = [
  { key: 'no', title: '采购单', always: true, render: o => o.no },
  { key: 'title', title: '货物', render: o => <b>{o.title}</b> },
  { key: 'supplier', title: '供应商', render: o => o.supplierName },
  { key: 'due', title: '约定到货', render: o => o.dueOn ?? '—' },
  { key: 'total', title: '金额', figure: true, render: o => <Money fen={o.totalFen} /> },
  { key: 'state', title: '状态', render: o => <StateTag {...orderMachine.states[o.state]} /> },
]
