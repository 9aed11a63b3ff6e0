import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, usePages } from '../../../web/api.ts'
import { type Column, DataTable, Empty, ListFrame, Money, RowCard, StateTag } from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { labelsOf, orderMachine } from '../machines.ts'
import { CATEGORIES, CHANNELS, PORTAL_STATES } from '../words.ts'
import { type RegisterSpec, useRegister } from './use-register.tsx'

type Row = Answer<typeof procurement.orders>['rows'][number]

/** What was ordered, from whom, and how much of it has come and is paid. */
export default function Orders() {
  const navigate = useNavigate()
  const list = useRegister(REGISTER)
  const states = list.chosen('states') as Row['state'][]
  const portalStates = list.chosen('portal') as Row['portalState'][]
  const [channel] = list.chosen('channel')
  const [category] = list.chosen('category')
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(portalStates.length > 0 ? { portalStates } : {}),
    ...(channel ? { channel: channel as Row['channel'] } : {}),
    ...(category ? { category: category as Row['category'] } : {}),
    ...(list.chosen('late').length > 0 ? { late: true } : {}),
    ...list.days,
    ...list.search,
  }
  const pages = usePages(procurement.orders, { ...filter, limit: 50 })
  return (
    <ListFrame title="采购单" {...list.frame(filter)} columns={COLUMNS}>
      <DataTable
        label="采购单"
        rows={pages.isPending ? undefined : pages.rows}
        rowKey={r => r.id}
        columns={COLUMNS}
        chosenColumns={list.prefs.columns}
        density={list.prefs.density}
        onOpen={r => void navigate({ to: '/procurement/orders/$id', params: { id: r.id } as never })}
        totals={
          pages.first
            ? {
                title: `共 ${pages.total} 张`,
                total: formatFen(pages.first.totalFen),
                accepted: formatFen(pages.first.acceptedFen),
              }
            : {}
        }
        empty={<Empty title="没有采购单" note="询价选定供应商，或按合同、平台下单后，就列在这里。" />}
        error={
          pages.error ? { message: pages.error.message, onRetry: () => void pages.refetch() } : undefined
        }
        more={moreOf(pages)}
        renderCard={r => (
          <RowCard
            title={r.title}
            side={<Standing row={r} />}
            meta={[r.supplierName, formatFen(r.totalFen), r.dueOn && `约定 ${r.dueOn}`]
              .filter(Boolean)
              .join(' · ')}
          />
        )}
      />
    </ListFrame>
  )
}

const REGISTER: RegisterSpec = {
  id: 'procurement.orders',
  path: '/procurement/orders',
  title: '采购单',
  placeholder: '单号、物品、供应商、平台单号、合同号',
  exports: procurement.exportOrders,
  parts: [
    { key: 'states', label: '状态', options: labelsOf(orderMachine), multiple: true, pinned: true },
    { key: 'channel', label: '方式', options: CHANNELS, pinned: true },
    { key: 'category', label: '品目', options: CATEGORIES },
    {
      key: 'portal',
      label: '平台进度',
      options: Object.fromEntries(Object.entries(PORTAL_STATES).filter(([code]) => code !== '')),
      multiple: true,
    },
    { key: 'late', label: '到货', options: { late: '过了约定日期还没到齐' } },
  ],
}

const Standing = ({ row }: { row: Row }) =>
  row.mismatches > 0 ? (
    <StateTag tone="late" label={`${row.mismatches} 处不符`} />
  ) : (
    <StateTag {...orderMachine.states[row.state]} />
  )

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', width: 150, title: '单号', always: true, render: r => <span className="zw-num">{r.no}</span> },
  { key: 'on', width: 112, title: '下单', render: r => r.orderedOn },
  { key: 'title', title: '买什么', always: true, render: r => <b>{r.title}</b> },
  { key: 'supplier', width: 180, title: '供应商', render: r => r.supplierName },
  { key: 'category', width: 100, title: '品目', spare: true, render: r => CATEGORIES[r.category] },
  { key: 'funding', title: '经费', spare: true, render: r => r.fundings || '—' },
  {
    key: 'portal',
    width: 130,
    title: '平台',
    spare: true,
    render: r => (r.portalNo ? `${r.portalNo} ${PORTAL_STATES[r.portalState]}` : '—'),
  },
  { key: 'contract', width: 136, title: '合同', spare: true, render: r => r.contractNo || '—' },
  {
    key: 'paid',
    width: 110,
    title: '已付',
    figure: true,
    spare: true,
    render: r => <Money fen={r.paidFen} />,
  },
  { key: 'due', width: 112, title: '约定到货', render: r => r.dueOn ?? '—' },
  { key: 'total', width: 110, title: '金额', figure: true, render: r => <Money fen={r.totalFen} /> },
  { key: 'accepted', width: 110, title: '已验收', figure: true, render: r => <Money fen={r.acceptedFen} /> },
  {
    key: 'state',
    width: 130,
    title: '状态',
    render: r => <Standing row={r} />,
  },
]
