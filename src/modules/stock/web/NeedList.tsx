import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
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
import { type NeedState, needMachine } from '../rules.ts'

type Row = Answer<typeof stock.needs>['rows'][number]

/** What people asked the stores for; the office sees all, everybody else his own. */
export default function NeedList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('stock.needs')
  const all = session.can(stock.documents)
  const states = query
    .get('states')
    .split(',')
    .filter((s): s is NeedState => s in needMachine.states)
  const mine = query.get('mine') === '1'
  const q = query.get('q').slice(0, 40)
  const filter = { q, ...(states.length > 0 ? { states } : {}), ...(mine ? { mine } : {}) }
  const list = usePages(stock.needs, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(needMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    ...(all
      ? [
          {
            key: 'mine',
            label: '范围',
            pinned: true,
            value: mine ? ['1'] : [],
            options: [{ value: '1', label: '我申请的' }],
          },
        ]
      : []),
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(stock.exportNeeds, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  return (
    <ListFrame
      title={all ? '领用单' : '我的领用'}
      note={list.total === undefined ? undefined : `共 ${list.total} 张`}
      action={
        <>
          {session.can(stock.issue) && <ButtonLink href="/issue-desk">发放台</ButtonLink>}
          <ButtonLink kind="primary" href="/need">
            申请领用
          </ButtonLink>
        </>
      }
      saved={
        session.can(register.views) && <ViewTabs register="stock.needs" path="/needs" query={query.text} />
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{
            value: q,
            onChange: text => query.set({ q: text }),
            placeholder: '单号、物品、部门、用途',
          }}
          onClear={() => query.set({ states: '', mine: '', q: '' })}
        />
      }
      printHead={<PrintHead school={session.school.name} title="领用单" filter={words} by={session.name} />}
      prefs={prefs}
      columns={COLUMNS}
      {...(session.can(stock.exportNeeds) ? { onExport: save } : {})}
      onPrint={() => window.print()}
    >
      <DataTable
        label="领用单"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: `/needs/${row.id}` })}
        totals={list.first ? { no: `共 ${list.total} 张`, amount: formatFen(list.first.amountFen) } : {}}
        empty={<Empty title="还没有领用单" note="要扫把、粉笔、灯管，从“申请领用”开始，手机上三步就好。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.what}
            side={<StateTag {...needMachine.states[row.state]} />}
            meta={
              <>
                <span>{row.askedOn}</span>
                <span>{row.unitText}</span>
                <span>{row.askerName}</span>
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '单号',
    always: true,
    width: 160,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'day', title: '日期', width: 110, render: row => row.askedOn },
  { key: 'what', title: '物品', cut: true, render: row => row.what },
  {
    key: 'who',
    title: '谁要',
    width: '20%',
    cut: true,
    render: row => [row.unitText, row.askerName].filter(Boolean).join(' '),
  },
  { key: 'purpose', title: '用途', cut: true, width: '16%', render: row => row.purpose },
  { key: 'amount', title: '估计金额', figure: true, width: 110, render: row => formatFen(row.amountFen) },
  {
    key: 'state',
    title: '状态',
    width: 130,
    render: row => (
      <>
        <StateTag {...needMachine.states[row.state]} />
        {row.over && <span className="zw-soon"> 超定额</span>}
      </>
    ),
  },
]
