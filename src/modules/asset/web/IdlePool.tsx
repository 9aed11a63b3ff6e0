import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  BulkBar,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  ListFrame,
  PrintHead,
  RowCard,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { asset } from '../contract.ts'
import { CONDITIONS } from '../rules.ts'
import { Usable } from '../shapes.ts'
import { type Move, MoveDialog } from './MoveDialogs.tsx'

type Row = Answer<typeof asset.idle>['rows'][number]

/** What nobody needs where it stands: looked through before anything is bought. */
export default function IdlePool() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('asset.idle')
  const search = query.get('q').slice(0, 60)
  const condition = Usable.safeParse(query.get('condition')).data
  const filter = { ...(condition ? { condition } : {}), ...(search ? { search } : {}) }
  const list = usePages(asset.idle, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'condition',
      label: '状况',
      pinned: true,
      value: condition ? [condition] : [],
      options: Usable.options.map(value => ({ value, label: CONDITIONS[value] })),
    },
  ]
  const [chosen, setChosen] = useState<string[]>([])
  const [move, setMove] = useState<Move | null>(null)
  const first = list.rows.find(row => chosen.includes(row.assetId))
  return (
    <>
      <ListFrame
        title="闲置资产"
        note="添置之前先看这里。要用的，申请调入；两边签字就能用。"
        saved={
          session.can(register.views) && (
            <ViewTabs register="asset.idle" path="/asset-idle" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{ value: search, onChange: q => query.set({ q }), placeholder: '名称、型号、地点' }}
            onClear={() => query.set({ q: '', condition: '' })}
          />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={() => {
          download(asset.exportIdle, filter)
            .then(() => toast.ok('表格下载好了'))
            .catch((error: Error) => toast.fail(error.message))
        }}
        onPrint={() => window.print()}
        printHead={<PrintHead school={session.school.name} title="闲置资产清单" by={session.name} />}
        bulk={
          <BulkBar
            chosen={chosen.length}
            allMatching={false}
            onAllMatching={() => undefined}
            onClear={() => setChosen([])}
            actions={[
              {
                key: 'take',
                label: '申请调入',
                kind: 'primary',
                allowed: true,
                onRun: () => setMove('transfer'),
              },
              ...(session.can(asset.lend)
                ? [{ key: 'lend', label: '借出', allowed: true, onRun: () => setMove('lend') }]
                : []),
            ]}
          />
        }
      >
        <DataTable
          label="闲置资产"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.assetId}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => void navigate({ to: `/assets/${row.assetId}` })}
          selection={{ chosen, onChange: setChosen }}
          more={moreOf(list)}
          empty={<Empty title="没有闲置的资产" note="不用的东西转入闲置，别的部门就不用再买。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          renderCard={row => (
            <RowCard
              title={`${row.name} ${row.model}`}
              side={row.held || CONDITIONS[row.condition]}
              meta={
                <>
                  <span>{row.placeText}</span>
                  <span>{row.unitText}</span>
                  <span>闲置 {row.days} 天</span>
                </>
              }
            />
          )}
        />
      </ListFrame>
      {move && first && (
        <MoveDialog
          move={move}
          chosen={{
            ids: chosen,
            text: `${first.name} ${first.no}${chosen.length > 1 ? ` 等 ${chosen.length} 件` : ''}`,
          }}
          onClose={() => setMove(null)}
          onMade={path => {
            setMove(null)
            setChosen([])
            if (path) void navigate({ href: path })
          }}
        />
      )}
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    width: 128,
    always: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'name', title: '名称', width: 100, always: true, render: row => <b>{row.name}</b> },
  { key: 'model', title: '规格型号', width: 116, cut: true, render: row => row.model || '—' },
  { key: 'place', title: '现在哪里', width: 112, cut: true, render: row => row.placeText || '—' },
  { key: 'unit', title: '部门', width: 88, render: row => row.unitText || '—' },
  { key: 'condition', title: '状况', width: 64, render: row => CONDITIONS[row.condition] },
  { key: 'since', title: '闲置', width: 168, render: row => `${row.since}（${row.days} 天）` },
  { key: 'reason', title: '为什么闲置', width: 120, cut: true, render: row => row.reason },
  { key: 'net', title: '净值', width: 104, figure: true, render: row => formatFen(row.netFen) },
  { key: 'held', title: '去向', width: 80, render: row => row.held || '可调入' },
]
