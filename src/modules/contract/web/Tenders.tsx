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
  Money,
  PrintHead,
  RowCard,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { contracts } from '../contract.ts'
import { type TenderState, tenderMachine } from '../machine.ts'
import { WAYS, type Way } from '../rules.ts'
import { TenderForm } from './TenderForm.tsx'

type Row = Answer<typeof contracts.tenders>['rows'][number]

/** Tenders, talks, quotes: who was invited, who was chosen. */
export default function Tenders() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('contract.tenders')
  const [starting, setStarting] = useState(false)
  const states = query.get('states').split(',').filter(isState)
  const ways = query.get('ways').split(',').filter(isWay)
  const q = query.get('q').slice(0, 60)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(ways.length > 0 ? { ways } : {}),
    ...(q ? { q } : {}),
  }
  const list = usePages(contracts.tenders, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(tenderMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'ways',
      label: '方式',
      pinned: true,
      multiple: true,
      value: ways,
      options: Object.entries(WAYS).map(([value, label]) => ({ value, label })),
    },
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(contracts.exportTenders, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const open = (id: string): void => void navigate({ to: `/tenders/${id}` })
  return (
    <>
      <ListFrame
        title="邀标"
        note={list.total === undefined ? undefined : `共 ${list.total} 次`}
        action={
          session.can(contracts.createTender) && (
            <Button kind="primary" onClick={() => setStarting(true)}>
              发起邀标
            </Button>
          )
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="contract.tender" path="/tenders" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{ value: q, onChange: text => query.set({ q: text }), placeholder: '事项、编号、需求' }}
            onClear={() => query.set({ states: '', ways: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="邀标台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
      >
        <DataTable
          label="邀标"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          empty={<Empty title="还没有邀标" note="先向主管行业部门问清价格标准，再发起邀标、谈判或询价。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...tenderMachine.states[row.state]} />}
              meta={
                <>
                  <span>{WAYS[row.way]}</span>
                  <span>{`报价 ${row.bids}/${row.invited}`}</span>
                  {row.winnerName && <span>{row.winnerName}</span>}
                </>
              }
            />
          )}
        />
      </ListFrame>
      {starting && <TenderForm onClose={() => setStarting(false)} onSaved={open} />}
    </>
  )
}

const isState = (text: string): text is TenderState => text in tenderMachine.states
const isWay = (text: string): text is Way => text in WAYS

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', width: 136, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'title', title: '事项', width: 180, always: true, render: row => row.title },
  { key: 'way', title: '方式', width: 150, render: row => WAYS[row.way] },
  {
    key: 'state',
    title: '状态',
    width: 110,
    render: row => <StateTag {...tenderMachine.states[row.state]} />,
  },
  { key: 'bids', title: '报价', width: 70, figure: true, render: row => `${row.bids}/${row.invited}` },
  {
    key: 'reference',
    title: '参考价',
    width: 112,
    figure: true,
    render: row => (row.referenceFen === null ? '—' : <Money fen={row.referenceFen} />),
  },
  { key: 'winner', title: '中选单位', width: 200, render: row => row.winnerName ?? '—' },
  {
    key: 'decided',
    title: '中选价',
    width: 112,
    figure: true,
    render: row => (row.decidedFen === null ? '—' : <Money fen={row.decidedFen} />),
  },
  { key: 'on', title: '定标', spare: true, render: row => row.decidedOn ?? '—' },
  { key: 'by', title: '经办人', spare: true, render: row => row.runByName },
]
