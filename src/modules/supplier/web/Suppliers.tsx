import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
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
import { supplier } from '../contract.ts'
import { type FirmState, firmMachine } from '../rules.ts'
import { FirmForm } from './FirmForm.tsx'

type Row = Answer<typeof supplier.list>['rows'][number]

/** All suppliers, with how they have supplied and which papers have run out. */
export default function Suppliers() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('supplier.firms')
  const [adding, setAdding] = useState(false)
  const states = query.get('states').split(',').filter(isState)
  const lapsedOnly = query.get('papers') === 'lapsed'
  const q = query.get('q').slice(0, 60)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(lapsedOnly ? { lapsedOnly } : {}),
    ...(q ? { q } : {}),
  }
  const list = usePages(supplier.list, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(firmMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'papers',
      label: '证照',
      pinned: true,
      value: lapsedOnly ? ['lapsed'] : [],
      options: [{ value: 'lapsed', label: '有过期的' }],
    },
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(supplier.export, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const open = (id: string): void => void navigate({ to: `/suppliers/${id}` })
  return (
    <>
      <ListFrame
        title="供应商"
        note={list.total === undefined ? undefined : `共 ${list.total} 家`}
        action={
          <>
            <ButtonLink href="/suppliers/scores">评分排名</ButtonLink>
            {session.can(supplier.importRow) && <ButtonLink href="/imports/new/supplier">导入</ButtonLink>}
            {session.can(supplier.create) && (
              <Button kind="primary" onClick={() => setAdding(true)}>
                登记供应商
              </Button>
            )}
          </>
        }
        saved={
          session.can(register.views) && <ViewTabs register="supplier" path="/suppliers" query={query.text} />
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: q,
              onChange: text => query.set({ q: text }),
              placeholder: '名称、供应什么、联系人、拼音首字母',
            }}
            onClear={() => query.set({ states: '', papers: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="供应商名册" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
      >
        <DataTable
          label="供应商"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          empty={<Empty title="还没有供应商" note="登记一家，或把现有的名册从表格导入。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.name}
              side={<StateTag {...firmMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.supplies || '—'}</span>
                  {row.contactName && <span>{row.contactName}</span>}
                  {row.score !== null && <span>{row.score} 分</span>}
                </>
              }
            />
          )}
        />
      </ListFrame>
      {adding && <FirmForm onClose={() => setAdding(false)} onSaved={open} />}
    </>
  )
}

const isState = (text: string): text is FirmState => text in firmMachine.states

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', spare: true, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'name', title: '名称', always: true, width: 220, render: row => row.name },
  { key: 'supplies', title: '供应什么', width: 200, render: row => row.supplies || '—' },
  { key: 'contact', title: '联系人', width: 90, render: row => row.contactName || '—' },
  { key: 'phone', title: '电话', spare: true, render: row => row.phone || '—' },
  { key: 'deliveries', title: '供货', width: 70, figure: true, render: row => row.deliveries || '—' },
  { key: 'last', title: '最近供货', width: 120, render: row => row.lastOn ?? '—' },
  { key: 'score', title: '评分', width: 70, figure: true, render: row => row.score ?? '—' },
  { key: 'state', title: '状态', width: 110, render: row => <StateTag {...firmMachine.states[row.state]} /> },
  {
    key: 'lapsed',
    title: '过期证照',
    width: 170,
    render: row => (row.lapsed.length > 0 ? <span className="zw-late">{row.lapsed.join('、')}</span> : '—'),
  },
  { key: 'code', title: '统一社会信用代码', spare: true, render: row => row.creditCode ?? '—' },
]
