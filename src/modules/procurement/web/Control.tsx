import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, download, moreOf, useCommand, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  askReason,
  Button,
  type Column,
  DataTable,
  FilterBar,
  ListFrame,
  Money,
  PrintHead,
  RowCard,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { CATEGORIES } from '../words.ts'
import { NoteOffChannel } from './NoteOffChannel.tsx'
import './procurement.css'

type Year = Answer<typeof procurement.yearMeter>['rows'][number]
type Price = Answer<typeof procurement.priceHistory>['rows'][number]
type Off = Answer<typeof procurement.offChannel>['rows'][number]

const YEAR_STATES = {
  free: { tone: 'done', label: '没到' },
  warn: { tone: 'waiting', label: '快到了' },
  full: { tone: 'late', label: '到了，走平台' },
} as const

/** The year's limits, what things cost before, and what was bought past the channel. */
export default function Control() {
  const session = useSession()
  const [search, setSearch] = useState('')
  const [noting, setNoting] = useState(false)
  const year = useRead(procurement.yearMeter, {})
  const prices = usePages(procurement.priceHistory, { ...(search ? { search } : {}), limit: 30 })
  const off = usePages(procurement.offChannel, { limit: 30 })
  const handle = useCommand(procurement.handleOffChannel)
  const answer = async (row: Off): Promise<void> => {
    const handling = await askReason({ title: `${row.personName}：${row.what}，怎样处理？`, ok: '写上' })
    if (handling)
      handle.mutate(
        { id: row.id, version: row.version, handling },
        { onError: e => void toast.fail(e.message) },
      )
  }
  const handling = (r: Off) =>
    r.handling ||
    (session.can(procurement.handleOffChannel) ? (
      <Button kind="quiet" onClick={() => void answer(r)}>
        写处理意见
      </Button>
    ) : (
      '还没有处理'
    ))
  const offColumns: readonly Column<Off>[] = [
    ...OFF,
    { key: 'handling', width: 150, title: '处理', render: handling },
  ]
  return (
    <ListFrame
      title="价格、限额与统采外"
      action={
        session.can(procurement.noteOffChannel) && (
          <Button onClick={() => setNoting(true)}>登记统采外采购</Button>
        )
      }
      filter={
        <FilterBar
          parts={[]}
          onChange={() => undefined}
          onClear={() => setSearch('')}
          search={{ value: search, onChange: setSearch, placeholder: '查一样东西以前多少钱' }}
        />
      }
      printHead={<PrintHead school={session.school.name} title="价格、限额与统采外" by={session.name} />}
      onPrint={() => window.print()}
      onExport={() =>
        void download(procurement.exportOffChannel, { filterText: '统采外采购' }).catch((e: Error) =>
          toast.fail(e.message),
        )
      }
    >
      <h2 className="zw-buy-head">今年自行采购的限额</h2>
      <DataTable
        label="全年限额"
        rows={year.data?.rows}
        rowKey={r => `${r.lineId}${r.category}`}
        columns={YEAR}
        renderCard={r => (
          <RowCard
            title={r.lineTitle}
            side={<StateTag {...YEAR_STATES[r.state]} />}
            meta={`${CATEGORIES[r.category]} · 今年 ${formatFen(r.sumFen)}，限额 ${formatFen(r.limitFen)}，用了 ${r.percent}%`}
          />
        )}
        empty="今年还没有自行采购。"
        error={year.error ? { message: year.error.message, onRetry: () => void year.refetch() } : undefined}
      />
      <h2 className="zw-buy-head">历史价格</h2>
      <DataTable
        label="历史价格"
        rows={prices.isPending ? undefined : prices.rows}
        rowKey={r => r.id}
        columns={PRICES}
        renderCard={r => (
          <RowCard
            title={[r.name, r.brand, r.spec].filter(Boolean).join(' ')}
            side={<Money fen={r.priceFen} />}
            meta={[r.on, `${r.quantity}${r.measure}`, against(r), r.supplierName].join(' · ')}
          />
        )}
        empty="还没有买过。"
        more={moreOf(prices)}
        error={
          prices.error ? { message: prices.error.message, onRetry: () => void prices.refetch() } : undefined
        }
      />
      <h2 className="zw-buy-head">统采外采购</h2>
      <DataTable
        label="统采外采购"
        rows={off.isPending ? undefined : off.rows}
        rowKey={r => r.id}
        columns={offColumns}
        renderCard={r => (
          <RowCard
            title={r.what}
            side={<Money fen={r.amountFen} />}
            meta={
              <>
                {[r.boughtOn, r.personName, r.unitText, r.reason].filter(Boolean).join(' · ')}
                <br />
                {handling(r)}
              </>
            }
          />
        )}
        empty="没有绕过统一采购的。"
        totals={off.first ? { amount: formatFen(off.first.amountFen) } : {}}
        more={moreOf(off)}
        error={off.error ? { message: off.error.message, onRetry: () => void off.refetch() } : undefined}
      />
      {noting && <NoteOffChannel today={session.today} onClose={() => setNoting(false)} />}
    </ListFrame>
  )
}

const YEAR: readonly Column<Year>[] = [
  { key: 'line', title: '预算项目', always: true, render: r => r.lineTitle },
  { key: 'category', width: 100, title: '品目', render: r => CATEGORIES[r.category] },
  { key: 'n', width: 80, title: '申请', figure: true, render: r => `${r.requests} 张` },
  { key: 'sum', width: 110, title: '今年合计', figure: true, render: r => <Money fen={r.sumFen} /> },
  { key: 'limit', width: 110, title: '限额', figure: true, render: r => <Money fen={r.limitFen} /> },
  { key: 'percent', width: 70, title: '用了', figure: true, render: r => `${r.percent}%` },
  { key: 'state', width: 130, title: '到限额没有', render: r => <StateTag {...YEAR_STATES[r.state]} /> },
]

/** Against the purchase before it. */
function against({ priceFen, beforeFen }: Price): string {
  if (beforeFen === null) return '第一次'
  if (priceFen === beforeFen) return '一样'
  return `${priceFen > beforeFen ? '贵' : '便宜'} ${formatFen(Math.abs(priceFen - beforeFen))}`
}

const PRICES: readonly Column<Price>[] = [
  { key: 'on', width: 112, title: '日期', render: r => r.on },
  {
    key: 'name',
    title: '物品',
    always: true,
    render: r => <b>{[r.name, r.brand, r.spec].filter(Boolean).join(' ')}</b>,
  },
  { key: 'qty', width: 80, title: '数量', figure: true, render: r => `${r.quantity}${r.measure}` },
  { key: 'price', width: 100, title: '单价', figure: true, render: r => <Money fen={r.priceFen} /> },
  {
    key: 'before',
    width: 100,
    title: '比上次',
    figure: true,
    render: r => against(r),
  },
  { key: 'supplier', width: 180, title: '供应商', render: r => r.supplierName },
  {
    key: 'order',
    width: 150,
    title: '采购单',
    render: r => (
      <Link to="/procurement/orders/$id" params={{ id: r.orderId } as never}>
        {r.orderNo}
      </Link>
    ),
  },
]

const OFF: readonly Column<Off>[] = [
  { key: 'on', width: 112, title: '日期', always: true, render: r => r.boughtOn },
  { key: 'who', width: 110, title: '谁买的', render: r => <b>{r.personName}</b> },
  { key: 'unit', width: 120, title: '部门', render: r => r.unitText || '—' },
  {
    key: 'what',
    title: '买了什么',
    render: r => [r.what, r.supplierName && `（${r.supplierName}）`].join(''),
  },
  { key: 'amount', width: 110, title: '金额', figure: true, render: r => <Money fen={r.amountFen} /> },
  { key: 'reason', title: '原因', render: r => r.reason || '—' },
]
