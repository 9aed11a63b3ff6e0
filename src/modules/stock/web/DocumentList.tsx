import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
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
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stock } from '../contract.ts'
import { type DocumentKind, documentMachine, KINDS } from '../rules.ts'

type Row = Answer<typeof stock.documents>['rows'][number]

/** Every paper that changed what the stores hold. */
export default function DocumentList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('stock.documents')
  const stores = useRead(stock.stores, {})
  const kinds = query
    .get('kinds')
    .split(',')
    .filter((k): k is DocumentKind => k in KINDS)
  const store = (stores.data?.rows ?? []).find(s => s.id === query.get('store'))
  const state = WAITING.find(option => option.value === query.get('state'))?.value
  const q = query.get('q').slice(0, 40)
  const filter = {
    q,
    ...(kinds.length > 0 ? { kinds } : {}),
    ...(store ? { storeId: store.id } : {}),
    ...(state ? { states: [state] } : {}),
  }
  const list = usePages(stock.documents, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'kinds',
      label: '种类',
      pinned: true,
      multiple: true,
      value: kinds,
      options: Object.entries(KINDS).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'store',
      label: '仓库',
      pinned: true,
      value: store ? [store.id] : [],
      options: (stores.data?.rows ?? []).map(s => ({ value: s.id, label: s.name })),
    },
    {
      key: 'state',
      label: '状态',
      value: state ? [state] : [],
      options: WAITING.map(option => ({ ...option })),
    },
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(stock.exportDocuments, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  return (
    <ListFrame
      title="出入库单据"
      note={list.total === undefined ? undefined : `共 ${list.total} 张`}
      action={
        session.can(stock.receive) && (
          <>
            <ButtonLink href="/stock-documents/new/transfer">调拨</ButtonLink>
            <ButtonLink href="/stock-documents/new/loss">报损</ButtonLink>
            <ButtonLink href="/stock-documents/new/correction">更正</ButtonLink>
            <ButtonLink kind="primary" href="/stock-documents/new/receive">
              入库
            </ButtonLink>
          </>
        )
      }
      saved={
        session.can(register.views) && (
          <ViewTabs register="stock.documents" path="/stock-documents" query={query.text} />
        )
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{
            value: q,
            onChange: text => query.set({ q: text }),
            placeholder: '单号、物品、领用人、供应商、发票号',
          }}
          onClear={() => query.set({ kinds: '', store: '', state: '', q: '' })}
        />
      }
      printHead={
        <PrintHead school={session.school.name} title="出入库单据" filter={words} by={session.name} />
      }
      prefs={prefs}
      columns={COLUMNS}
      onExport={save}
      onPrint={() => window.print()}
    >
      <DataTable
        label="出入库单据"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: `/stock-documents/${row.id}` })}
        totals={list.first ? { no: `共 ${list.total} 张`, amount: formatFen(list.first.amountFen) } : {}}
        empty={<Empty title="这里会列出入库、领用、退库、调拨和报损的单据" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.what}
            side={<StateTag {...documentMachine.states[row.state]} />}
            meta={
              <>
                <span>{KINDS[row.kind]}</span>
                <span>{row.day}</span>
                <span>{row.who}</span>
                <span className="zw-num">{formatFen(row.amountFen)}</span>
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const WAITING = [
  { value: 'pending', label: '待审批' },
  { value: 'transit', label: '在途，待接收' },
  { value: 'open', label: '差额待处理' },
] as const

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '单号',
    always: true,
    width: 190,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'day', title: '日期', width: 110, render: row => row.day },
  { key: 'kind', title: '种类', width: 90, render: row => KINDS[row.kind] },
  { key: 'what', title: '物品', cut: true, render: row => row.what },
  { key: 'who', title: '谁', width: 160, cut: true, render: row => row.who || '—' },
  {
    key: 'store',
    title: '仓库',
    width: 190,
    render: row => (row.toStoreName ? `${row.storeName}→${row.toStoreName}` : row.storeName),
  },
  { key: 'amount', title: '金额', figure: true, width: 120, render: row => formatFen(row.amountFen) },
  { key: 'source', title: '来源', width: 150, spare: true, render: row => row.sourceNo || '—' },
  {
    key: 'state',
    title: '状态',
    width: 110,
    render: row =>
      row.unsigned ? (
        <StateTag tone="waiting" label="待签收" />
      ) : (
        <StateTag {...documentMachine.states[row.state]} />
      ),
  },
]
