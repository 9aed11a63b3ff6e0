import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen, formatYuanShort } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, addressOf, call, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  BulkBar,
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
  type Sort,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { asset } from '../contract.ts'
import { CATEGORIES, cardMachine, FUNDINGS } from '../rules.ts'
import { Sort as SortKey } from '../shapes.ts'
import { filterOf } from './list-filter.ts'
import { type Move, MoveDialog } from './MoveDialogs.tsx'

type Row = Answer<typeof asset.list>['rows'][number]
const SORT_OF: Record<string, string> = { no: 'no', name: 'name', value: 'value', acquired: 'acquired' }

/** The register: everything the school owns, and what can be done with several things at once. */
export default function AssetList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('asset.cards')
  const [chosen, setChosen] = useState<string[]>([])
  const [move, setMove] = useState<Move | null>(null)
  const filter = filterOf(query.get)
  const sort = SortKey.safeParse(query.get('sort')).data ?? 'no'
  const descending = query.get('desc') === '1'
  const list = usePages(asset.list, { ...filter, sort, descending, limit: 50 })
  const parts = partsOf(query.get)
  const words = filterSentence(parts, filter.search ?? '')
  const rows = list.rows.filter(row => chosen.includes(row.id))
  const clear = (): void => setChosen([])
  const save = (): void => {
    download(asset.exportList, filter)
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const print = async (): Promise<void> => {
    try {
      await call(asset.makeLabels, { assetIds: chosen })
      window.open(addressOf(asset.printLabels, { assetIds: chosen }), '_blank')
    } catch (error) {
      toast.fail((error as Error).message)
    }
  }
  const bulk: Action[] = [
    ...MOVES.filter(({ operation }) => session.can(operation)).map(({ key, label }) => ({
      key,
      label,
      allowed: true,
      onRun: () => setMove(key),
    })),
    ...(session.can(asset.makeLabels)
      ? [{ key: 'labels', label: '打印标签', allowed: true, onRun: print }]
      : []),
  ]
  const onSort = (next: Sort | undefined): void =>
    query.set({ sort: SORT_OF[next?.key ?? ''] ?? '', desc: next?.dir === 'desc' ? '1' : '' })
  const [first] = rows
  return (
    <>
      <ListFrame
        title="固定资产"
        note={
          list.first?.total === undefined
            ? undefined
            : `${list.first.total.toLocaleString('zh-CN')}${list.first.capped ? '多' : ''} 张卡片，原值 ${formatYuanShort(list.first.valueFen ?? 0)}`
        }
        action={
          <>
            {session.can(asset.makeBlankLabels) && <ButtonLink href="/asset-labels">标签</ButtonLink>}
            {session.can(asset.reorganise) && <ButtonLink href="/asset-reorganise">成批划转</ButtonLink>}
            {session.can(asset.register) && (
              <ButtonLink kind="primary" href="/assets/new">
                登记资产
              </ButtonLink>
            )}
          </>
        }
        saved={session.can(register.views) && <ViewTabs register="asset" path="/assets" query={query.text} />}
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: filter.search ?? '',
              onChange: q => query.set({ q }),
              placeholder: '编号、名称、型号、地点、保管人',
            }}
            onClear={() => query.set(CLEARED)}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="固定资产台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
        {...(session.can(asset.importCard)
          ? { onImport: () => void navigate({ href: '/imports/new/asset' }) }
          : {})}
        bulk={
          <BulkBar
            chosen={chosen.length}
            allMatching={false}
            onAllMatching={() => undefined}
            onClear={clear}
            actions={bulk}
            sum={`原值 ${formatFen(rows.reduce((sum, row) => sum + row.valueFen, 0))}`}
          />
        }
      >
        <DataTable
          label="固定资产"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => void navigate({ to: `/assets/${row.id}` })}
          sort={{ key: sort, dir: descending ? 'desc' : 'asc' }}
          onSort={onSort}
          selection={{ chosen, onChange: setChosen }}
          totals={
            list.first?.valueFen === undefined
              ? {}
              : {
                  name: `共 ${list.first.quantity?.toLocaleString('zh-CN')} 台（件）`,
                  value: formatFen(list.first.valueFen),
                }
          }
          more={moreOf(list)}
          empty={
            <Empty
              title="这里会列出学校的固定资产"
              note="登记新增的资产，或把原来的台账表格导进来（不同软件导出的表也认）。"
            />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          renderCard={row => (
            <RowCard
              title={`${row.name} ${[row.brand, row.model].filter(Boolean).join(' ')}`}
              side={<StateTag {...cardMachine.states[row.state]} />}
              meta={
                <>
                  <span className="zw-num">{row.no}</span>
                  <span>{row.placeText || '地点未登记'}</span>
                  <span>{row.keeperName || '没有保管人'}</span>
                </>
              }
            />
          )}
        />
      </ListFrame>
      {move && (
        <MoveDialog
          move={move}
          chosen={{
            ids: chosen,
            text: `${first ? `${first.name} ${first.no}` : '所选'}${chosen.length > 1 ? ` 等 ${chosen.length} 件` : ''}`,
          }}
          onClose={() => setMove(null)}
          onMade={path => {
            setMove(null)
            clear()
            void list.refetch()
            if (path) void navigate({ href: path })
          }}
        />
      )}
    </>
  )
}

const MOVES: readonly { key: Move; label: string; operation: { id: string } }[] = [
  { key: 'custody', label: '移交保管', operation: asset.offerCustody },
  { key: 'transfer', label: '申请调拨', operation: asset.requestTransfer },
  { key: 'lend', label: '借出', operation: asset.lend },
  { key: 'relocate', label: '更正地点', operation: asset.relocate },
  { key: 'idle', label: '转入闲置', operation: asset.offerIdle },
  { key: 'dispose', label: '申请处置', operation: asset.proposeDisposal },
]

const CLEARED = Object.fromEntries(
  ['states', 'categories', 'funding', 'off', 'nokeeper', 'noplace', 'q', 'unitId', 'placeId', 'batchId'].map(
    key => [key, ''],
  ),
)

function partsOf(get: (key: string) => string): FilterPart[] {
  const list = (key: string): string[] => get(key).split(',').filter(Boolean)
  return [
    {
      key: 'states',
      label: '状况',
      pinned: true,
      multiple: true,
      value: list('states'),
      options: Object.entries(cardMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'categories',
      label: '类别',
      pinned: true,
      multiple: true,
      value: list('categories'),
      options: Object.entries(CATEGORIES).map(([value, { title }]) => ({ value, label: title })),
    },
    {
      key: 'funding',
      label: '经费',
      value: list('funding'),
      options: Object.entries(FUNDINGS).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'nokeeper',
      label: '保管',
      value: list('nokeeper'),
      options: [{ value: '1', label: '没有保管人' }],
    },
    { key: 'noplace', label: '地点', value: list('noplace'), options: [{ value: '1', label: '地点没对上' }] },
    { key: 'off', label: '范围', value: list('off'), options: [{ value: '1', label: '连同已处置的' }] },
  ]
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    width: 128,
    always: true,
    sortable: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  {
    key: 'name',
    title: '名称',
    width: 112,
    always: true,
    sortable: true,
    render: row => (
      <>
        <b>{row.name}</b> {row.quantity > 1 && `${row.quantity}${row.measure}`}
      </>
    ),
  },
  {
    key: 'model',
    title: '品牌型号',
    width: 140,
    cut: true,
    render: row => [row.brand, row.model, row.spec].filter(Boolean).join(' ') || '—',
  },
  { key: 'category', title: '类别', width: 110, spare: true, render: row => CATEGORIES[row.category].title },
  { key: 'place', title: '存放地点', width: 120, cut: true, render: row => row.placeText || '—' },
  { key: 'unit', title: '使用部门', width: 92, cut: true, render: row => row.unitText || '—' },
  { key: 'keeper', title: '保管人', width: 76, render: row => row.keeperName || '—' },
  { key: 'acquired', title: '取得', width: 112, sortable: true, render: row => row.acquiredOn },
  {
    key: 'value',
    title: '原值',
    width: 112,
    figure: true,
    sortable: true,
    render: row => formatFen(row.valueFen),
  },
  { key: 'net', title: '净值', width: 112, figure: true, render: row => formatFen(row.netFen) },
  {
    key: 'state',
    title: '状况',
    width: 104,
    render: row => (
      <>
        <StateTag {...cardMachine.states[row.state]} />{' '}
        {row.held && <span className="zw-small zw-muted">{row.held}</span>}
      </>
    ),
  },
]
