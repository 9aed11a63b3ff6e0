import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import {
  Board,
  BulkBar,
  Button,
  type Column,
  DataTable,
  DueMark,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  type ListView,
  Money,
  MonthCalendar,
  PersonChip,
  PrintHead,
  RowCard,
  SavedViews,
  SignatureBoxes,
  type Sort,
  StateTag,
  toast,
  useListPrefs,
  When,
} from '../../ui/index.ts'
import { ORDERS, type Order, type OrderState, SCHOOL, STATES, TERM } from '../sample.ts'

const COLUMNS: Column<Order>[] = [
  {
    key: 'number',
    title: '编号',
    always: true,
    width: 156,
    render: o => <span className="zw-num">{o.number}</span>,
  },
  {
    key: 'what',
    title: '哪里 · 什么',
    always: true,
    render: o => (
      <>
        <b>{o.place}</b> {o.what}
      </>
    ),
  },
  { key: 'trade', title: '工种', width: 70, render: o => o.trade },
  { key: 'state', title: '状态', width: 100, render: o => <StateTag {...STATES[o.state]} /> },
  { key: 'due', title: '期限', width: 150, sortable: true, render: o => <Due order={o} /> },
  { key: 'worker', title: '谁在修', width: 116, render: o => <PersonChip name={o.worker} nobody="还没派" /> },
  { key: 'at', title: '报修时间', width: 150, sortable: true, render: o => <When at={o.reportedAt} /> },
  {
    key: 'cost',
    title: '材料费',
    width: 110,
    figure: true,
    sortable: true,
    render: o => <Money fen={o.costFen} />,
  },
  { key: 'reporter', title: '报修人', width: 90, spare: true, render: o => o.reporter },
]

const Due = ({ order: o }: { order: Order }) =>
  o.state === 'void' ? null : <DueMark dueAt={o.dueAt} doneAt={o.doneAt} pausedReason={o.paused} />

/** The pattern of a list page: one filter, three forms. */
export default function ListPage() {
  const asked = new URLSearchParams(location.search)
  const [view, setView] = useState<ListView>((asked.get('view') as ListView) ?? 'table')
  const [filter, setFilter] = useState<Record<string, string[]>>({ state: ['open'], term: [TERM] })
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>()
  const [chosen, setChosen] = useState<string[]>(asked.has('bulk') ? ['o131', 'o130', 'o129'] : [])
  const [all, setAll] = useState(false)
  const [month, setMonth] = useState('2025-11')
  const [moved, setMoved] = useState<Record<string, OrderState>>({})
  const prefs = useListPrefs('gallery.orders')
  const open = (o: Order) => toast.note(`这里打开 ${o.number}`)
  const rows = ORDERS.map(o => ({ ...o, state: moved[o.id] ?? o.state })).filter(
    o => (o.place + o.what).includes(search) && (!filter.trade?.length || filter.trade.includes(o.trade)),
  )
  const parts: FilterPart[] = [
    part(
      'state',
      '状态',
      [
        ['open', '未完成的'],
        ['late', '晚了的'],
        ['closed', '办结的'],
      ],
      { pinned: true },
    ),
    part(
      'trade',
      '工种',
      ['电工', '水工', '木工', '空调', '弱电'].map(t => [t, t]),
      { pinned: true, multiple: true },
    ),
    part(
      'term',
      '学期',
      [
        [TERM, TERM],
        ['2025s', '2025年春季学期'],
      ],
      { pinned: true },
    ),
    part(
      'building',
      '楼栋',
      [
        '高职B楼',
        '教学A楼',
        '图书馆',
        '实训楼',
        '第一食堂',
        '学生公寓1栋',
        '学生公寓2栋',
        '学生公寓3栋',
        '南门',
        '运动场',
      ].map(t => [t, t]),
    ),
    part(
      'worker',
      '维修人',
      ['老陆', '谭师傅', '何师傅', '小黄'].map(t => [t, t]),
    ),
  ]
  function part(key: string, label: string, options: string[][], rest: Partial<FilterPart> = {}): FilterPart {
    return {
      key,
      label,
      value: filter[key] ?? [],
      options: options.map(([value = '', text = '']) => ({ value, label: text })),
      ...rest,
    }
  }
  return (
    <ListFrame
      title="报修单"
      note="37件没有办结，4件晚了"
      action={
        <Button kind="primary" icon={<Plus aria-hidden />}>
          报修
        </Button>
      }
      saved={
        <SavedViews
          current="open"
          onGo={v => toast.note(v.name)}
          onSave={() => toast.ok('已存下')}
          views={[
            { key: 'open', name: '没办结的', href: '#', count: 37 },
            { key: 'mine', name: '等我验收', href: '#', count: 2 },
            { key: 'again', name: '修过又坏的', href: '#', count: 5, shared: true },
          ]}
        />
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => setFilter(f => ({ ...f, [key]: value }))}
          search={{ value: search, placeholder: '找地点、故障、编号', onChange: setSearch }}
          onClear={() => {
            setFilter({})
            setSearch('')
          }}
        />
      }
      views={['table', 'board', 'calendar']}
      view={view}
      onView={setView}
      prefs={prefs}
      columns={COLUMNS}
      onExport={() => toast.ok('报修单.xlsx 已下载，11行')}
      onPrint={() => print()}
      onImport={() => toast.note('这里开始导入')}
      printHead={
        <PrintHead school={SCHOOL} title="报修单清单" filter={filterSentence(parts, search)} by="陈国栋" />
      }
      bulk={
        <BulkBar
          chosen={chosen.length}
          matching={37}
          allMatching={all}
          onAllMatching={setAll}
          onClear={() => setChosen([])}
          sum="材料费合计 ¥54.50"
          actions={[
            {
              key: 'assign',
              label: '派工',
              kind: 'primary',
              allowed: true,
              onRun: () => toast.undo('3件已派给老陆', () => {}),
            },
            {
              key: 'close',
              label: '办结',
              allowed: false,
              why: '选中的里面有2件还没有验收。先请报修人验收。',
              onRun: () => {},
            },
          ]}
        />
      }
      foot={<SignatureBoxes places={['制表', '维修组长', '总务主任']} />}
    >
      {view === 'table' && (
        <DataTable
          label="报修单"
          rows={rows}
          rowKey={o => o.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={open}
          sort={sort}
          onSort={setSort}
          selection={{ chosen, onChange: setChosen }}
          totals={{
            what: `合计 ${rows.length} 件`,
            cost: <Money fen={rows.reduce((s, o) => s + (o.costFen ?? 0), 0)} />,
          }}
          more={{ shown: rows.length, total: 37, onMore: () => {} }}
          empty={<Empty title="没有符合条件的报修单" note="放宽上面的条件试试。" />}
          renderCard={o => (
            <RowCard
              title={`${o.place} ${o.what}`}
              side={<StateTag {...STATES[o.state]} />}
              meta={
                <>
                  <span>{o.trade}</span>
                  <span>{o.worker ?? '还没派'}</span>
                  <When at={o.reportedAt} />
                </>
              }
              due={<Due order={o} />}
            />
          )}
        />
      )}
      {view === 'board' && (
        <Board
          columns={(['new', 'assigned', 'paused', 'finished', 'closed'] as const).map(key => ({
            key,
            title: STATES[key].label,
            tone: STATES[key].tone,
            cards: rows.filter(o => o.state === key),
          }))}
          cardKey={o => o.id}
          cardName={o => o.number}
          onOpen={open}
          onMove={(o, to) => {
            setMoved(m => ({ ...m, [o.id]: to as OrderState }))
            toast.undo(`${o.number} 已移到“${STATES[to as OrderState].label}”`, () =>
              setMoved(m => ({ ...m, [o.id]: o.state })),
            )
          }}
          mayMove={(o, to) => (to === 'closed' && o.state !== 'finished' ? '还没有验收，不能办结' : true)}
          renderCard={o => (
            <RowCard
              title={`${o.place} ${o.what}`}
              meta={<PersonChip name={o.worker} nobody="还没派" />}
              due={<Due order={o} />}
            />
          )}
        />
      )}
      {view === 'calendar' && (
        <MonthCalendar
          month={month}
          onMonth={setMonth}
          items={rows.map(o => ({
            key: o.id,
            day: o.dueAt.slice(0, 10),
            label: `${o.place} ${o.what}`,
            tone: STATES[o.state].tone,
          }))}
          onOpen={i => toast.note(i.label)}
          marks={{
            '2025-11-11': { text: '期中考试' },
            '2025-11-12': { text: '期中考试' },
            ...Object.fromEntries(
              [1, 2, 8, 9, 15, 16, 22, 23, 29, 30].map(d => [
                `2025-11-${String(d).padStart(2, '0')}`,
                { text: '', rest: true },
              ]),
            ),
          }}
          weekName={monday =>
            `第${Math.round((Date.parse(monday) - Date.parse('2025-09-01')) / 604_800_000) + 1}周`
          }
        />
      )}
    </ListFrame>
  )
}
