import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
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
  useListPrefs,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { requestMachine } from '../machines.ts'
import { CATEGORIES, REQUEST_KINDS } from '../words.ts'

type Row = Answer<typeof procurement.list>['rows'][number]
const options = (map: Record<string, string>) =>
  Object.entries(map).map(([value, label]) => ({ value, label }))

/** What was asked for, by whom, and where each stands. */
export default function Requests() {
  const session = useSession()
  const navigate = useNavigate()
  const [states, setStates] = useState<string[]>([])
  const [category, setCategory] = useState('')
  const [mine, setMine] = useState('')
  const [search, setSearch] = useState('')
  const prefs = useListPrefs('procurement.requests')
  const filter = {
    ...(states.length > 0 ? { states: states as Row['state'][] } : {}),
    ...(category ? { category: category as Row['category'] } : {}),
    ...(mine ? { mine: true } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(procurement.list, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(requestMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'category',
      label: '品目',
      pinned: true,
      value: category ? [category] : [],
      options: options(CATEGORIES),
    },
    {
      key: 'mine',
      label: '谁的',
      value: mine ? [mine] : [],
      options: [{ value: 'mine', label: '我申请的' }],
    },
  ]
  const sentence = filterSentence(parts, search)
  const open = (row: Row): void =>
    void navigate({ to: '/procurement/requests/$id', params: { id: row.id } as never })
  return (
    <ListFrame
      title="采购申请"
      note="未批不报：没有批准的申请，买了也不能报销。"
      action={
        <Button kind="primary" onClick={() => void navigate({ to: '/procurement/new' })}>
          申请采购
        </Button>
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => {
            if (key === 'states') setStates([...value])
            else if (key === 'category') setCategory(value[0] ?? '')
            else setMine(value[0] ?? '')
          }}
          search={{ value: search, onChange: setSearch, placeholder: '单号、物品、申请人、部门' }}
          onClear={() => {
            setStates([])
            setCategory('')
            setMine('')
            setSearch('')
          }}
        />
      }
      printHead={
        <PrintHead school={session.school.name} title="采购申请" filter={sentence} by={session.name} />
      }
      prefs={prefs}
      columns={COLUMNS}
      onPrint={() => window.print()}
      {...(session.can(procurement.export)
        ? { onExport: () => void download(procurement.export, { ...filter, filterText: sentence }) }
        : {})}
    >
      <DataTable
        label="采购申请"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={open}
        totals={list.first ? { title: `共 ${list.total} 张`, amount: formatFen(list.first.amountFen) } : {}}
        empty={<Empty title="还没有采购申请" note="要买的东西先申请、批准，再由采购员统一买。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.title}
            side={<StateTag {...requestMachine.states[row.state]} />}
            meta={[row.askerName, row.unitText, formatFen(row.amountFen)].filter(Boolean).join(' · ')}
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', width: 150, title: '单号', always: true, render: r => <span className="zw-num">{r.no}</span> },
  { key: 'on', width: 112, title: '日期', render: r => r.askedOn },
  { key: 'title', title: '要什么', always: true, render: r => <b>{r.title}</b> },
  { key: 'who', width: 110, title: '申请人', render: r => r.askerName },
  { key: 'unit', width: 120, title: '部门、班级', render: r => r.unitText || '—' },
  { key: 'category', width: 100, title: '品目', render: r => CATEGORIES[r.category] },
  { key: 'kind', width: 180, title: '种类', spare: true, render: r => REQUEST_KINDS[r.kind] },
  { key: 'funding', title: '经费', spare: true, render: r => r.funding || '未定' },
  { key: 'amount', width: 110, title: '估价', figure: true, render: r => <Money fen={r.amountFen} /> },
  { key: 'state', width: 130, title: '状态', render: r => <StateTag {...requestMachine.states[r.state]} /> },
]
