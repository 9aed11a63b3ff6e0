import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  Money,
  PrintHead,
  StateTag,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { orderMachine } from '../machines.ts'
import { CATEGORIES, CHANNELS, PORTAL_STATES } from '../words.ts'

type Row = Answer<typeof procurement.orders>['rows'][number]

export default function Orders() {
  const session = useSession()
  const navigate = useNavigate()
  const [states, setStates] = useState<string[]>([])
  const [channel, setChannel] = useState('')
  const [search, setSearch] = useState('')
  const prefs = useListPrefs('procurement.orders')
  const filter = {
    ...(states.length > 0 ? { states: states as Row['state'][] } : {}),
    ...(channel ? { channel: channel as Row['channel'] } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(procurement.orders, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(orderMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'channel',
      label: '方式',
      pinned: true,
      value: channel ? [channel] : [],
      options: Object.entries(CHANNELS).map(([value, label]) => ({ value, label })),
    },
  ]
  const sentence = filterSentence(parts, search)
  return (
    <ListFrame
      title="采购单"
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => (key === 'states' ? setStates([...value]) : setChannel(value[0] ?? ''))}
          search={{ value: search, onChange: setSearch, placeholder: '单号、物品、供应商、平台单号' }}
          onClear={() => {
            setStates([])
            setChannel('')
            setSearch('')
          }}
        />
      }
      printHead={
        <PrintHead school={session.school.name} title="采购单" filter={sentence} by={session.name} />
      }
      prefs={prefs}
      columns={COLUMNS}
      onPrint={() => window.print()}
      onExport={() => void download(procurement.exportOrders, { ...filter, filterText: sentence })}
    >
      <DataTable
        label="采购单"
        rows={list.isPending ? undefined : list.rows}
        rowKey={r => r.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={r => void navigate({ to: '/procurement/orders/$id', params: { id: r.id } as never })}
        totals={
          list.first
            ? {
                title: `共 ${list.total} 张`,
                total: formatFen(list.first.totalFen),
                accepted: formatFen(list.first.acceptedFen),
              }
            : {}
        }
        empty={<Empty title="还没有采购单" note="询价选定供应商后下单，就列在这里。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
      />
    </ListFrame>
  )
}

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
  { key: 'due', width: 112, title: '约定到货', render: r => r.dueOn ?? '—' },
  { key: 'total', width: 110, title: '金额', figure: true, render: r => <Money fen={r.totalFen} /> },
  { key: 'accepted', width: 110, title: '已验收', figure: true, render: r => <Money fen={r.acceptedFen} /> },
  {
    key: 'state',
    width: 130,
    title: '状态',
    render: r =>
      r.mismatches > 0 ? (
        <StateTag tone="late" label={`${r.mismatches} 处不符`} />
      ) : (
        <StateTag {...orderMachine.states[r.state]} />
      ),
  },
]
