import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
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
import { stocktake } from '../contract.ts'
import { type CampaignState, COUNT_KINDS, type CountKind, campaignMachine } from '../rules.ts'
import { PlanDialog } from './PlanDialog.tsx'

type Row = Answer<typeof stocktake.list>['rows'][number]

/** All counts, the newest first. */
export default function Campaigns() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('stocktake.campaigns')
  const [planning, setPlanning] = useState(false)
  const kind = (query.get('kind') in COUNT_KINDS ? query.get('kind') : '') as CountKind | ''
  const states = query.get('state').split(',').filter(isState)
  const search = query.get('q').slice(0, 60)
  const filter = {
    ...(kind ? { kind } : {}),
    ...(states.length > 0 ? { states } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(stocktake.list, { ...filter, limit: 50 })
  const save = (): void => {
    download(stocktake.exportList, filter)
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const parts: FilterPart[] = [
    {
      key: 'kind',
      label: '对象',
      pinned: true,
      value: kind ? [kind] : [],
      options: Object.entries(COUNT_KINDS).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'state',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(campaignMachine.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const open = (id: string): void => void navigate({ to: '/stocktakes/$id', params: { id } as never })
  return (
    <>
      <ListFrame
        title="盘点"
        note="账面先冻结，手机清点，差异说明、审批后才调账。"
        action={
          session.can(stocktake.plan) && (
            <Button kind="primary" onClick={() => setPlanning(true)}>
              计划盘点
            </Button>
          )
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="stocktake" path="/stocktakes" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{ value: search, onChange: q => query.set({ q }), placeholder: '编号、名称、范围' }}
            onClear={() => query.set({ kind: '', state: '', q: '' })}
          />
        }
        printHead={
          <PrintHead
            school={session.school.name}
            title="盘点台账"
            filter={filterSentence(parts, search)}
            by={session.name}
          />
        }
        prefs={prefs}
        columns={COLUMNS}
        {...(session.can(stocktake.exportList) ? { onExport: save } : {})}
        onPrint={() => window.print()}
      >
        <DataTable
          label="盘点"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          totals={{ title: `共 ${list.total ?? 0} 次` }}
          empty={
            <Empty
              title="还没有盘点"
              note={
                session.can(stocktake.plan)
                  ? '年底前、学期初末各盘一次。点“计划盘点”选范围和人员。'
                  : '排到您盘点时，这里会出现。'
              }
            />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...campaignMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.scopeText}</span>
                  <span>{progress(row)}</span>
                </>
              }
            />
          )}
        />
      </ListFrame>
      {planning && <PlanDialog onClose={() => setPlanning(false)} onPlanned={open} />}
    </>
  )
}

const isState = (text: string): text is CampaignState => text in campaignMachine.states

const progress = (row: Row): string =>
  row.lines === null ? `盲盘，已点 ${row.counted}` : `${row.counted}/${row.lines}`

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', width: 140, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'title', title: '盘点', always: true, render: row => <b>{row.title}</b> },
  { key: 'kind', title: '对象', width: 100, render: row => COUNT_KINDS[row.kind] },
  { key: 'scope', title: '范围', cut: true, render: row => row.scopeText },
  { key: 'progress', title: '已点', width: 110, figure: true, render: progress },
  { key: 'differences', title: '差异', width: 70, figure: true, render: row => row.differences ?? '—' },
  { key: 'due', title: '要求完成', width: 110, render: row => row.dueOn ?? '—' },
  {
    key: 'state',
    title: '状态',
    width: 150,
    render: row => <StateTag {...campaignMachine.states[row.state]} />,
  },
]
