import { useNavigate } from '@tanstack/react-router'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages, useRead } from '../../../web/api.ts'
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
  SignatureBoxes,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { calendar } from '../../calendar/contract.ts'
import { property } from '../contract.ts'
import { SHEET_KINDS, type SheetKind, type SheetState, sheetMachine } from '../rules.ts'

type Row = Answer<typeof property.list>['rows'][number]

/** All sheets of all terms. */
export default function PropertyList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('property.sheets')
  const terms = useRead(calendar.terms, {})
  const states = query.get('state').split(',').filter(isState)
  const term = /^20\d{2}-(autumn|spring)$/.test(query.get('term')) ? query.get('term') : ''
  const kind = isKind(query.get('kind')) ? (query.get('kind') as SheetKind) : ''
  const search = query.get('q').slice(0, 60)
  const differs = query.get('differs') === '1'
  const filter = {
    ...(differs ? { differs } : {}),
    ...(states.length > 0 ? { states } : {}),
    ...(term ? { termCode: term } : {}),
    ...(kind ? { kind } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(property.list, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'term',
      label: '学期',
      pinned: true,
      value: term ? [term] : [],
      options: (terms.data?.terms ?? []).map(t => ({ value: t.code, label: t.name })),
    },
    {
      key: 'kind',
      label: '类别',
      pinned: true,
      value: kind ? [kind] : [],
      options: Object.entries(SHEET_KINDS).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'state',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(sheetMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'differs',
      label: '复查',
      value: differs ? ['1'] : [],
      options: [{ value: '1', label: '有差异的' }],
    },
  ]
  const save = (): void => {
    download(property.export, filter)
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  return (
    <ListFrame
      title="财产登记表"
      note="一班一张、一室一张，每学期登记一次。"
      action={<ButtonLink href="/property">看进度</ButtonLink>}
      saved={
        session.can(register.views) && (
          <ViewTabs register="property" path="/property/list" query={query.text} />
        )
      }
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{ value: search, onChange: q => query.set({ q }), placeholder: '班级、房间、负责人、编号' }}
          onClear={() => query.set({ term: '', kind: '', state: '', differs: '', q: '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title="班级、寝室财产登记表"
          filter={filterSentence(parts, search)}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={COLUMNS}
      onExport={save}
      onPrint={() => window.print()}
      foot={<SignatureBoxes places={['制表', '总务主任']} />}
    >
      <DataTable
        label="财产登记表"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: '/property/$id', params: { id: row.id } as never })}
        totals={{ title: `共 ${list.total ?? 0} 张` }}
        empty={
          <Empty title="还没有财产登记表" note="开学时在“财产登记”里一次发起，每个班级、寝室各有一张。" />
        }
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={row => (
          <RowCard
            title={row.title}
            side={<StateTag {...sheetMachine.states[row.state]} />}
            meta={
              <>
                <span>{row.termName}</span>
                {row.keeperName && <span>{row.keeperName}</span>}
                {row.missing.length > 0 && <span>差{row.missing.join('、')}</span>}
              </>
            }
          />
        )}
      />
    </ListFrame>
  )
}

const isState = (text: string): text is SheetState => text in sheetMachine.states
const isKind = (text: string): text is SheetKind => text in SHEET_KINDS

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', width: 140, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'title', title: '班级、房间', always: true, render: row => <b>{row.title}</b> },
  { key: 'kind', title: '类别', width: 80, render: row => SHEET_KINDS[row.kind] },
  { key: 'term', title: '学期', render: row => row.termName },
  { key: 'keeper', title: '负责人', width: 90, render: row => row.keeperName || '—' },
  { key: 'lines', title: '物品', width: 70, figure: true, render: row => `${row.lines} 种` },
  { key: 'missing', title: '还差谁签', render: row => row.missing.join('、') || '—' },
  {
    key: 'differences',
    title: '差异',
    width: 70,
    figure: true,
    render: row => (row.differences > 0 ? `${row.differences} 项` : '—'),
  },
  { key: 'on', title: '签齐', width: 110, spare: true, render: row => row.registeredOn ?? '—' },
  { key: 'reviewed', title: '复查', width: 110, spare: true, render: row => row.reviewedOn ?? '—' },
  {
    key: 'state',
    title: '状态',
    width: 120,
    render: row => <StateTag {...sheetMachine.states[row.state]} />,
  },
]
