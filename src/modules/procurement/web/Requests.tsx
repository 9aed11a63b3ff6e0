import { useNavigate } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, usePages } from '../../../web/api.ts'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  Money,
  RowCard,
  StateTag,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { labelsOf, requestMachine } from '../machines.ts'
import { CATEGORIES, REQUEST_KINDS } from '../words.ts'
import { type RegisterSpec, useRegister } from './use-register.tsx'

type Row = Answer<typeof procurement.list>['rows'][number]

/** What was asked for, by whom, and where each stands. */
export default function Requests() {
  const navigate = useNavigate()
  const list = useRegister(REGISTER)
  const [category] = list.chosen('category')
  const [kind] = list.chosen('kind')
  const states = list.chosen('states') as Row['state'][]
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(category ? { category: category as Row['category'] } : {}),
    ...(kind ? { kind: kind as Row['kind'] } : {}),
    ...(list.chosen('mine').length > 0 ? { mine: true } : {}),
    ...list.days,
    ...list.search,
  }
  const pages = usePages(procurement.list, { ...filter, limit: 50 })
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
      {...list.frame(filter)}
      columns={COLUMNS}
    >
      <DataTable
        label="采购申请"
        rows={pages.isPending ? undefined : pages.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={list.prefs.columns}
        density={list.prefs.density}
        onOpen={open}
        totals={
          pages.first ? { title: `共 ${pages.total} 张`, amount: formatFen(pages.first.amountFen) } : {}
        }
        empty={<Empty title="没有采购申请" note="要买的东西先申请、批准，再由采购员统一买。" />}
        error={
          pages.error ? { message: pages.error.message, onRetry: () => void pages.refetch() } : undefined
        }
        more={moreOf(pages)}
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

const REGISTER: RegisterSpec = {
  id: 'procurement.requests',
  path: '/procurement',
  title: '采购申请',
  placeholder: '单号、物品、申请人、部门',
  exports: procurement.export,
  parts: [
    { key: 'states', label: '状态', options: labelsOf(requestMachine), multiple: true, pinned: true },
    { key: 'category', label: '品目', options: CATEGORIES, pinned: true },
    { key: 'kind', label: '种类', options: REQUEST_KINDS },
    { key: 'mine', label: '谁的', options: { mine: '我申请的' } },
  ],
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
