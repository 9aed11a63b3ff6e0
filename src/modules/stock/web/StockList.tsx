import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  PrintHead,
  RowCard,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stock } from '../contract.ts'
import { CLASSES, type ItemClass, quantityText } from '../rules.ts'
import { ItemForm } from './ItemForm.tsx'
import './stock.css'

type Row = Answer<typeof stock.items>['rows'][number]
const SHOWS = { held: '有库存的', low: '不到最低库存', expiring: '快到期', closed: '已停用' } as const
type Show = keyof typeof SHOWS

/** What the stores hold: what there is, what runs low, what is about to expire. */
export default function StockList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('stock.items')
  const [adding, setAdding] = useState(false)
  const stores = useRead(stock.stores, {})
  const classes = query
    .get('classes')
    .split(',')
    .filter((c): c is ItemClass => c in CLASSES)
  const show = query.get('show') in SHOWS ? (query.get('show') as Show) : undefined
  const store = (stores.data?.rows ?? []).find(s => s.id === query.get('store'))
  const q = query.get('q').slice(0, 40)
  const filter = {
    q,
    ...(classes.length > 0 ? { classes } : {}),
    ...(show ? { show } : {}),
    ...(store ? { storeId: store.id } : {}),
  }
  const list = usePages(stock.items, { ...filter, limit: 50 })
  const money = session.can(stock.documents)
  const columns = money ? COLUMNS : COLUMNS.filter(c => !['price', 'amount'].includes(c.key))
  const parts: FilterPart[] = [
    {
      key: 'show',
      label: '库存',
      pinned: true,
      value: show ? [show] : [],
      options: Object.entries(SHOWS).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'store',
      label: '仓库',
      pinned: true,
      value: store ? [store.id] : [],
      options: (stores.data?.rows ?? []).map(s => ({ value: s.id, label: s.name })),
    },
    {
      key: 'classes',
      label: '类别',
      multiple: true,
      value: classes,
      options: Object.entries(CLASSES).map(([value, label]) => ({ value, label })),
    },
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(stock.exportItems, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const open = (id: string): void => void navigate({ to: `/stock/${id}` })
  return (
    <>
      <ListFrame
        title="库存"
        note={noteOf(list.first)}
        action={
          <>
            {session.can(stock.suggestions) && <ButtonLink href="/stock/suggestions">采购建议</ButtonLink>}
            {session.can(stock.importItem) && <ButtonLink href="/imports/new/stock">导入</ButtonLink>}
            {session.can(stock.addItem) && <Button onClick={() => setAdding(true)}>新增物品</Button>}
            {session.can(stock.receive) && (
              <ButtonLink kind="primary" href="/stock-documents/new/receive">
                入库
              </ButtonLink>
            )}
            {!session.can(stock.receive) && (
              <ButtonLink kind="primary" href="/need">
                领用
              </ButtonLink>
            )}
          </>
        }
        saved={session.can(register.views) && <ViewTabs register="stock" path="/stock" query={query.text} />}
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: q,
              onChange: text => query.set({ q: text }),
              placeholder: '名称、编码、别名、拼音首字母',
            }}
            onClear={() => query.set({ show: '', store: '', classes: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="库存清单" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={columns}
        {...(session.can(stock.exportItems) ? { onExport: save } : {})}
        onPrint={() => window.print()}
      >
        <DataTable
          label="库存"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={columns}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          totals={
            list.first
              ? { name: `共 ${list.total} 种`, ...(money ? { amount: formatFen(list.first.amountFen) } : {}) }
              : {}
          }
          empty={
            <Empty title="这里会列出仓库里的物品" note="先新增物品，或把现有的清单连同期初库存从表格导入。" />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.spec ? `${row.name} ${row.spec}` : row.name}
              side={<Onhand row={row} />}
              meta={
                <>
                  <span>{CLASSES[row.class]}</span>
                  {row.reserved > 0 && <span>待发 {quantityText(row.reserved, row.measure)}</span>}
                  {row.earliestExpiry && <span>{row.earliestExpiry} 到期</span>}
                </>
              }
            />
          )}
        />
      </ListFrame>
      {adding && <ItemForm onClose={() => setAdding(false)} onSaved={open} />}
    </>
  )
}

const noteOf = (first: { low: number; expiring: number } | undefined): string | undefined =>
  first &&
  ([first.low > 0 && `${first.low} 种不到最低库存`, first.expiring > 0 && `${first.expiring} 种快到期`]
    .filter(Boolean)
    .join('，') ||
    '库存都在最低线以上')

const Onhand = ({ row }: { row: Row }) => (
  <span className={row.low ? 'zw-num zw-low' : 'zw-num'}>
    {quantityText(row.onhand, row.measure)}
    {row.low && '，缺'}
  </span>
)

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '名称',
    always: true,
    render: row => (row.spec ? `${row.name} ${row.spec}` : row.name),
  },
  { key: 'code', title: '编码', width: 110, render: row => <span className="zw-num">{row.code}</span> },
  { key: 'class', title: '类别', width: 110, render: row => CLASSES[row.class] },
  { key: 'onhand', title: '库存', figure: true, width: 120, render: row => <Onhand row={row} /> },
  {
    key: 'reserved',
    title: '待发',
    figure: true,
    width: 90,
    render: row => (row.reserved > 0 ? quantityText(row.reserved, row.measure) : '—'),
  },
  {
    key: 'limits',
    title: '最低—最高',
    figure: true,
    width: 120,
    render: row => (row.minQuantity === null ? '—' : `${row.minQuantity}—${row.maxQuantity ?? '不限'}`),
  },
  { key: 'price', title: '均价', figure: true, width: 100, render: row => formatFen(row.averageFen) },
  { key: 'amount', title: '金额', figure: true, width: 120, render: row => formatFen(row.amountFen) },
  { key: 'expiry', title: '最早到期', width: 110, render: row => row.earliestExpiry ?? '—' },
  { key: 'location', title: '库位', width: 100, spare: true, render: row => row.location || '—' },
]
