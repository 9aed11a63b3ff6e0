import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, usePages } from '../../../web/api.ts'
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  Money,
  RowCard,
  StateTag,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { acceptanceMachine, labelsOf } from '../machines.ts'
import { type RegisterSpec, useRegister } from './use-register.tsx'

type Row = Answer<typeof procurement.acceptances>['rows'][number]

/** Every delivery that was counted, with who signed for it. */
export default function Acceptances() {
  const navigate = useNavigate()
  const list = useRegister(REGISTER)
  const states = list.chosen('states') as Row['state'][]
  const filter = { ...(states.length > 0 ? { states } : {}), ...list.days, ...list.search }
  const pages = usePages(procurement.acceptances, { ...filter, limit: 50 })
  return (
    <ListFrame
      title="验收单"
      action={<ButtonLink href="/receiving">到货验收</ButtonLink>}
      {...list.frame(filter)}
      columns={COLUMNS}
    >
      <DataTable
        label="验收单"
        rows={pages.isPending ? undefined : pages.rows}
        rowKey={r => r.id}
        columns={COLUMNS}
        chosenColumns={list.prefs.columns}
        density={list.prefs.density}
        onOpen={r => void navigate({ to: '/acceptances/$id', params: { id: r.id } as never })}
        totals={
          pages.first ? { title: `共 ${pages.total} 张`, amount: formatFen(pages.first.amountFen) } : {}
        }
        empty={<Empty title="没有验收单" note="货到了在“到货验收”里点数签字，验收单就列在这里。" />}
        error={
          pages.error ? { message: pages.error.message, onRetry: () => void pages.refetch() } : undefined
        }
        more={moreOf(pages)}
        renderCard={r => (
          <RowCard
            title={r.title}
            side={<StateTag {...acceptanceMachine.states[r.state]} />}
            meta={`${r.supplierName} · ${r.arrivedOn} · ${formatFen(r.amountFen)}`}
          />
        )}
      />
    </ListFrame>
  )
}

const REGISTER: RegisterSpec = {
  id: 'procurement.acceptances',
  path: '/acceptances',
  title: '验收单',
  placeholder: '单号、货物、供应商、采购单',
  exports: procurement.exportAcceptances,
  parts: [
    { key: 'states', label: '状态', options: labelsOf(acceptanceMachine), multiple: true, pinned: true },
  ],
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', width: 150, title: '单号', always: true, render: r => <span className="zw-num">{r.no}</span> },
  { key: 'on', width: 112, title: '到货', render: r => r.arrivedOn },
  { key: 'title', title: '货物', always: true, render: r => <b>{r.title}</b> },
  { key: 'supplier', width: 180, title: '供应商', render: r => r.supplierName },
  { key: 'order', width: 150, title: '采购单', render: r => <span className="zw-num">{r.orderNo}</span> },
  { key: 'who', width: 150, title: '验收人', render: r => r.members.map(m => m.name).join('、') },
  { key: 'signed', width: 112, title: '验收日期', spare: true, render: r => r.acceptedOn ?? '—' },
  { key: 'amount', width: 110, title: '合格金额', figure: true, render: r => <Money fen={r.amountFen} /> },
  {
    key: 'state',
    width: 130,
    title: '状态',
    render: r => <StateTag {...acceptanceMachine.states[r.state]} />,
  },
]
