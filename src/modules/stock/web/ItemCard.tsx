import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, useCommand, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  Chart,
  type Column,
  DataTable,
  Empty,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { CLASSES, KINDS, packText, quantityText } from '../rules.ts'
import { type Item, ItemForm } from './ItemForm.tsx'
import { PaperHead } from './PaperHead.tsx'
import './stock.css'

/** One thing: where it lies, how fast it goes, and every movement. */
export default function ItemCard() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stock.item, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Card item={one.data} /> : <Loading kind="slip" />
}

function Card({ item }: { item: Item }) {
  const session = useSession()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const close = useCommand(stock.closeItem)
  const money = session.can(stock.documents)
  const turn = (): void =>
    close.mutate(
      { id: item.id, version: item.version, closed: !item.closed },
      {
        onSuccess: () => toast.ok(item.closed ? '已启用' : '已停用，以前的记录还在'),
        onError: error => toast.fail(error.message),
      },
    )
  const verbs: (Omit<Action, 'allowed' | 'why'> & { on: string })[] = [
    {
      on: 'receive',
      key: 'receive',
      label: '入库',
      kind: 'primary',
      onRun: () => void navigate({ href: '/stock-documents/new/receive' }),
    },
    { on: 'edit', key: 'edit', label: '修改', onRun: () => setEditing(true) },
    { on: 'close', key: 'close', label: item.closed ? '启用' : '停用', onRun: turn },
  ]
  const actions = verbs.flatMap(({ on, ...verb }) => {
    const state = item.actions[on]
    return state ? [{ ...verb, allowed: state.allowed, why: state.why }] : []
  })
  return (
    <>
      <PaperHead title="物品卡" />
      <Slip
        kind="物品卡"
        number={item.code}
        url={`${window.location.origin}/stock/${item.id}`}
        sentence={`${item.spec ? `${item.name} ${item.spec}` : item.name}，现有 ${packText(item.onhand, item.measure, item.packMeasure, item.packFactor)}${item.reserved > 0 ? `，其中待发 ${quantityText(item.reserved, item.measure)}` : ''}`}
        state={
          item.closed
            ? { tone: 'off', label: '已停用' }
            : item.low
              ? { tone: 'late', label: '不到最低库存' }
              : { tone: 'done', label: '在用' }
        }
        back={<Link to="/stock">库存</Link>}
        {...(item.low
          ? {
              notice: (
                <Notice tone="waiting">{`最低库存 ${quantityText(item.minQuantity ?? 0, item.measure)}，该补货了。`}</Notice>
              ),
            }
          : {})}
        actions={actions}
        timeline={
          <Facts
            title="在哪里"
            facts={[
              ...item.holdings.map(h => ({
                label: h.storeName,
                value: quantityText(h.quantity, item.measure),
                note: [h.batchNo && `批次 ${h.batchNo}`, h.expiresOn && `保质期至 ${h.expiresOn}`]
                  .filter(Boolean)
                  .join(' · '),
              })),
              ...item.inTransit.map(t => ({
                label: '调拨途中',
                value: (
                  <Link to={`/stock-documents/${t.documentId}`}>
                    {quantityText(t.quantity, item.measure)}
                  </Link>
                ),
                note: `${t.fromStore} → ${t.toStore} · ${t.no}`,
              })),
            ]}
          />
        }
        wide={
          <>
            {item.months.length > 1 && <Months item={item} />}
            {money && <Moves item={item} />}
          </>
        }
      >
        <Facts
          facts={[
            { label: '类别', value: CLASSES[item.class] },
            { label: '库位', value: item.location },
            {
              label: '整件',
              value: item.packFactor
                ? `1${item.packMeasure} = ${quantityText(item.packFactor, item.measure)}`
                : '',
            },
            {
              label: '最低、最高',
              value: item.minQuantity === null ? '' : `${item.minQuantity}—${item.maxQuantity ?? '不限'}`,
            },
            { label: `近${item.weeks}周每周用`, value: quantityText(item.perWeek, item.measure) },
            ...(money
              ? [
                  { label: '移动平均价', value: formatFen(item.averageFen) },
                  { label: '库存金额', value: formatFen(item.amountFen) },
                ]
              : []),
            { label: '以旧换新', value: item.tradeIn ? '是' : '否' },
            { label: '别名', value: item.aliases.join('、') },
          ]}
        />
      </Slip>
      {editing && <ItemForm item={item} onClose={() => setEditing(false)} />}
    </>
  )
}

function Months({ item }: { item: Item }) {
  return (
    <Chart
      kind="bar"
      title="每月入库和发出"
      unit={item.measure}
      sentence={`近一年入库 ${item.months.reduce((sum, m) => sum + m.inQuantity, 0)}${item.measure}，发出 ${item.months.reduce((sum, m) => sum + m.outQuantity, 0)}${item.measure}`}
      categories={item.months.map(m => `${Number(m.month.slice(5))}月`)}
      series={[
        { key: 'in', name: '入库', values: item.months.map(m => m.inQuantity) },
        { key: 'out', name: '发出', values: item.months.map(m => m.outQuantity) },
      ]}
    />
  )
}

type Move = Answer<typeof stock.moves>['rows'][number]

function Moves({ item }: { item: Item }) {
  const navigate = useNavigate()
  const list = usePages(stock.moves, { itemId: item.id, limit: 30 })
  const columns: readonly Column<Move>[] = [
    { key: 'day', title: '日期', width: 110, render: row => row.day },
    { key: 'no', title: '单号', render: row => <span className="zw-num">{row.no}</span> },
    { key: 'kind', title: '种类', width: 90, render: row => KINDS[row.kind] },
    { key: 'who', title: '谁', render: row => row.who || row.storeName },
    { key: 'batch', title: '批次', width: 100, render: row => row.batchNo || '—', spare: true },
    {
      key: 'quantity',
      title: '数量',
      figure: true,
      width: 100,
      render: row => `${row.quantity > 0 ? '+' : ''}${row.quantity}`,
    },
    { key: 'amount', title: '金额', figure: true, width: 110, render: row => formatFen(row.amountFen) },
    { key: 'balance', title: '结存', figure: true, width: 100, render: row => row.balance },
  ]
  return (
    <section>
      <h3>出入库明细</h3>
      <DataTable
        label="出入库明细"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={columns}
        density="dense"
        onOpen={row => void navigate({ to: `/stock-documents/${row.documentId}` })}
        empty={<Empty title="还没有出入库" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
      />
    </section>
  )
}
