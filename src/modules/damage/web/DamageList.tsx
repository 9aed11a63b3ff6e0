import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { PrintHead } from '../../../web/ui/document/PrintParts.tsx'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import { type Column, shownColumns } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { type FilterPart, filterSentence } from '../../../web/ui/list/filter.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { type Query, useQuery } from '../../../web/use-query.ts'
import { calendar } from '../../calendar/contract.ts'
import { type CaseColumn, damage } from '../contract.ts'
import { caseMachine, liableText } from '../rules.ts'
import { type Known, OpenCase } from './OpenCase.tsx'

type Row = Answer<typeof damage.list>['rows'][number]
type State = Row['state']

/** All cases of damage, with what is due and what has been paid in the foot. */
export default function DamageList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const states = query.get('states').split(',').filter(isState)
  const term = query.get('term')
  const search = query.get('q').slice(0, 60)
  const [known] = useState(() => knownIn(query))
  const [opening, setOpening] = useState(known !== undefined && session.can(damage.open))
  const prefs = useListPrefs('damage.cases')
  const terms = useRead(calendar.terms, {})
  const chosen = terms.data?.terms.find(t => t.code === term)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(chosen ? { from: chosen.from, to: chosen.to } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(damage.list, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(caseMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'term',
      label: '学期',
      pinned: true,
      value: term ? [term] : [],
      options: (terms.data?.terms ?? []).map(t => ({ value: t.code, label: t.name })),
    },
  ]
  const words = filterSentence(parts, search)
  const save = (): void => {
    const columns = shownColumns(COLUMNS, prefs.columns).map(column => column.key as CaseColumn)
    download(damage.exportList, { ...filter, columns, words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const open = (id: string): void => void navigate({ to: '/damage/$id', params: { id } as never })
  return (
    <>
      <ListFrame
        title="损坏赔偿"
        note="人为损坏按公布的价目赔，自然损耗不赔。"
        action={
          session.can(damage.open) && (
            <Button kind="primary" onClick={() => setOpening(true)}>
              登记损坏
            </Button>
          )
        }
        saved={
          session.can(register.views) && <ViewTabs register="damage" path="/damage" query={query.text} />
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{ value: search, onChange: q => query.set({ q }), placeholder: '单号、物品、班级、地点' }}
            onClear={() => query.set({ states: '', term: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="损坏赔偿台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
      >
        <DataTable
          label="损坏赔偿"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          totals={
            list.first
              ? {
                  amount: formatFen(list.first.amountFen),
                  paid: formatFen(list.first.paidFen),
                  item: `共 ${list.total} 件`,
                }
              : {}
          }
          empty={
            <Empty
              title="还没有损坏赔偿"
              note="报修完工时把原因记成“人为损坏”，这里会自动出现一件；也可以直接登记。"
            />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={`${row.item} ${row.quantity}${row.measure}`}
              side={<StateTag {...caseMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.occurredOn}</span>
                  <span>{row.unitText || row.placeText || '—'}</span>
                  <span className="zw-num">{formatFen(row.amountFen)}</span>
                </>
              }
            />
          )}
        />
      </ListFrame>
      <OpenCase
        open={opening}
        known={known}
        onClose={() => {
          setOpening(false)
          query.set({ open: '', item: '', quantity: '', unit: '', note: '' })
        }}
        onOpened={open}
      />
    </>
  )
}

function knownIn(query: Query): Known | undefined {
  if (query.get('open') !== '1') return undefined
  return {
    item: query.get('item').slice(0, 60),
    quantity: Math.max(1, Math.trunc(Number(query.get('quantity'))) || 1),
    unitText: query.get('unit').slice(0, 100),
    note: query.get('note').slice(0, 1000),
  }
}

/** Until somebody has assessed it, nothing is owed yet, which is not the same as zero. */
const owed = (row: Row): string =>
  row.amountFen === 0 && row.state === 'opened' ? '—' : formatFen(row.amountFen)

const isState = (text: string): text is State => text in caseMachine.states

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '单号',
    render: row => <span className="zw-num">{row.no}</span>,
    always: true,
    width: '136px',
  },
  { key: 'on', title: '日期', width: '112px', render: row => row.occurredOn },
  {
    key: 'item',
    title: '损坏物品',
    width: '150px',
    render: row => `${row.item} ${row.quantity}${row.measure}`,
  },
  { key: 'place', title: '地点', render: row => row.placeText || '—', spare: true },
  {
    key: 'unit',
    title: '班级、寝室',
    cut: true,
    width: '220px',
    render: row => row.unitText || row.placeText || '—',
  },
  {
    key: 'liable',
    title: '责任',
    width: '110px',
    render: row => liableText(row),
  },
  { key: 'amount', title: '应赔', figure: true, width: '100px', render: row => owed(row) },
  { key: 'paid', title: '已收', figure: true, width: '100px', render: row => formatFen(row.paidFen) },
  {
    key: 'state',
    title: '状态',
    width: '150px',
    render: row => <StateTag {...caseMachine.states[row.state]} />,
  },
  { key: 'order', title: '报修单', render: row => row.orderNo ?? '—', spare: true },
]
