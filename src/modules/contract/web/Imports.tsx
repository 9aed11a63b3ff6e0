import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
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
import { type ImportState, importMachine } from '../machine.ts'
import { ImportForm } from './ImportForm.tsx'

type Row = Answer<typeof contracts.imports>['rows'][number]

/** Equipment bought abroad, batch by batch, with the duty that was saved. */
export default function Imports() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('contract.imports')
  const [adding, setAdding] = useState(false)
  const states = query.get('states').split(',').filter(isState)
  const q = query.get('q').slice(0, 60)
  const filter = { ...(states.length > 0 ? { states } : {}), ...(q ? { q } : {}) }
  const list = usePages(contracts.imports, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(importMachine.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(contracts.exportImports, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const open = (id: string): void => void navigate({ to: `/import-batches/${id}` })
  const { first } = list
  return (
    <>
      <ListFrame
        title="进口设备"
        note={
          first && `${first.total ?? 0} 批、${first.items} 台（件），免税节约 ${formatFen(first.savedFen)}`
        }
        action={
          session.can(contracts.createImport) && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              登记批次
            </Button>
          )
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="contract.import" path="/import-batches" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: q,
              onChange: text => query.set({ q: text }),
              placeholder: '设备、供货单位、免税证明',
            }}
            onClear={() => query.set({ states: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="进口设备台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
      >
        <DataTable
          label="进口设备"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          empty={
            <Empty title="还没有进口批次" note="谈定一批进口设备后在这里登记，办理免税后自动算出节约。" />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...importMachine.states[row.state]} />}
              meta={
                <>
                  <span>{`${row.items} 台（件）`}</span>
                  <Money fen={row.valueFen} />
                  {row.savedFen > 0 && <span>{`节约 ${formatFen(row.savedFen)}`}</span>}
                </>
              }
            />
          )}
        />
      </ListFrame>
      {adding && <ImportForm onClose={() => setAdding(false)} onSaved={open} />}
    </>
  )
}

const isState = (text: string): text is ImportState => text in importMachine.states

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', width: 136, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'title', title: '设备', width: 180, always: true, render: row => row.title },
  { key: 'supplier', title: '供货单位', width: 210, render: row => row.supplierName },
  { key: 'items', title: '台（件）', width: 80, figure: true, render: row => row.items },
  {
    key: 'foreign',
    title: '外币',
    width: 136,
    figure: true,
    render: row =>
      `${row.currency} ${row.foreignAmount.toLocaleString('zh-CN', { minimumFractionDigits: 2 })}`,
  },
  { key: 'value', title: '折合', width: 120, figure: true, render: row => <Money fen={row.valueFen} /> },
  {
    key: 'saved',
    title: '免税节约',
    width: 112,
    figure: true,
    render: row => (row.savedFen > 0 ? <Money fen={row.savedFen} /> : '—'),
  },
  {
    key: 'state',
    title: '状态',
    width: 96,
    render: row => <StateTag {...importMachine.states[row.state]} />,
  },
  { key: 'rate', title: '汇率', spare: true, figure: true, render: row => row.rate },
  { key: 'exemption', title: '免税证明', spare: true, render: row => row.exemptionNo || '—' },
]
