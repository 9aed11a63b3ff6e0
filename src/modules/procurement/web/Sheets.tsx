import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, usePages } from '../../../web/api.ts'
import { type Column, DataTable, Empty, ListFrame, Money, RowCard, StateTag } from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { labelsOf, sheetMachine } from '../machines.ts'
import { CATEGORIES } from '../words.ts'
import { type RegisterSpec, useRegister } from './use-register.tsx'

type Row = Answer<typeof procurement.sheets>['rows'][number]

/** Who was asked, how many offered, and which offer was taken. */
export default function Sheets() {
  const navigate = useNavigate()
  const list = useRegister(REGISTER)
  const states = list.chosen('states') as Row['state'][]
  const [category] = list.chosen('category')
  const [single] = list.chosen('single')
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(category ? { category: category as Row['category'] } : {}),
    ...(single ? { single: single === 'yes' } : {}),
    ...list.days,
    ...list.search,
  }
  const pages = usePages(procurement.sheets, { ...filter, limit: 50 })
  return (
    <ListFrame
      title="询价记录"
      note="货比三家：超过规定金额要三家报价，不足的写明原因；选定后报价不能再改。"
      {...list.frame(filter)}
      columns={COLUMNS}
    >
      <DataTable
        label="询价记录"
        rows={pages.isPending ? undefined : pages.rows}
        rowKey={r => r.id}
        columns={COLUMNS}
        chosenColumns={list.prefs.columns}
        density={list.prefs.density}
        onOpen={r => void navigate({ to: '/procurement/sheets/$id', params: { id: r.id } as never })}
        empty={<Empty title="没有询价记录" note="申请批下来并成一批，点“开始询价”，就列在这里。" />}
        error={
          pages.error ? { message: pages.error.message, onRetry: () => void pages.refetch() } : undefined
        }
        more={moreOf(pages)}
        renderCard={r => (
          <RowCard
            title={r.title}
            side={<StateTag {...sheetMachine.states[r.state]} />}
            meta={[`${r.offers} 家报价`, r.chosenName, r.chosenFen !== null && formatFen(r.chosenFen)]
              .filter(Boolean)
              .join(' · ')}
          />
        )}
      />
    </ListFrame>
  )
}

const REGISTER: RegisterSpec = {
  id: 'procurement.sheets',
  path: '/procurement/sheets',
  title: '询价记录',
  placeholder: '单号、项目、供应商、询价人',
  exports: procurement.exportSheets,
  parts: [
    { key: 'states', label: '状态', options: labelsOf(sheetMachine), multiple: true, pinned: true },
    { key: 'category', label: '品目', options: CATEGORIES, pinned: true },
    { key: 'single', label: '来源', options: { no: '货比三家', yes: '单一来源' } },
  ],
}

const money = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />)

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', width: 150, title: '单号', always: true, render: r => <span className="zw-num">{r.no}</span> },
  { key: 'on', width: 112, title: '日期', render: r => r.openedOn },
  { key: 'title', title: '项目', always: true, render: r => <b>{r.title}</b> },
  { key: 'category', width: 100, title: '品目', spare: true, render: r => CATEGORIES[r.category] },
  {
    key: 'offers',
    width: 90,
    title: '报价',
    figure: true,
    render: r => (r.offers < r.needed ? `${r.offers} 家，要 ${r.needed}` : `${r.offers} 家`),
  },
  { key: 'lowest', width: 110, title: '最低', figure: true, render: r => money(r.lowestFen) },
  { key: 'chosen', width: 110, title: '选定价', figure: true, render: r => money(r.chosenFen) },
  { key: 'supplier', width: 180, title: '选定供应商', render: r => r.chosenName || '—' },
  { key: 'asker', width: 90, title: '询价人', render: r => r.askedByName },
  { key: 'chooser', width: 90, title: '选定人', spare: true, render: r => r.chosenByName || '—' },
  {
    key: 'state',
    width: 130,
    title: '状态',
    render: r => <StateTag {...sheetMachine.states[r.state]} />,
  },
]
