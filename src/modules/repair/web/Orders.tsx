import { useLocation, useNavigate } from '@tanstack/react-router'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { contract as workorder } from '../../../mechanisms/workorder/contract.ts'
import { DispatchDialog } from '../../../mechanisms/workorder/web/DispatchDialog.tsx'
import { type OrdersView, readView, writeView } from '../../../mechanisms/workorder/web/filter-url.ts'
import { OrdersBoard } from '../../../mechanisms/workorder/web/OrdersBoard.tsx'
import { OrdersCalendar } from '../../../mechanisms/workorder/web/OrdersCalendar.tsx'
import { ORDER_COLUMNS, OrderCard } from '../../../mechanisms/workorder/web/order-columns.tsx'
import { type Chosen, useBulk } from '../../../mechanisms/workorder/web/use-bulk.ts'
import { download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { PrintHead } from '../../../web/ui/document/PrintParts.tsx'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { BulkBar } from '../../../web/ui/list/BulkBar.tsx'
import { type Sort, shownColumns } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { filterSentence } from '../../../web/ui/list/filter.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { filterParts, withPart } from './filter-parts.ts'
import { useOrderChoices } from './order-choices.ts'
import { weekName } from './week-name.ts'

const { operations } = workorder
const BULK_MOST = 1000

/** All work orders: one filter, three ways to look at it, kept in the address. */
export default function Orders() {
  const session = useSession()
  const navigate = useNavigate()
  const search = useLocation().searchStr
  const view = readView(search)
  const { filter } = view
  const set = (change: Partial<OrdersView>): void => {
    setChosen([])
    setAll(false)
    const query = writeView({ ...view, ...change })
    void navigate({ to: query ? `/orders?${query}` : '/orders' })
  }

  const choices = useOrderChoices()
  const prefs = useListPrefs('workorder.orders')
  const list = usePages(operations.list, { ...filter, sort: view.sort, withTotal: true })
  const capped = (list.first as { capped?: boolean } | undefined)?.capped === true
  const [chosen, setChosen] = useState<string[]>([])
  const [all, setAll] = useState(false)
  const [sending, setSending] = useState(false)
  const parts = filterParts(filter, choices)
  const words = filterSentence(parts, filter.text ?? '')

  const selection: Chosen = all && list.total ? { filter, expected: list.total } : { ids: chosen }
  const count = all ? (list.total ?? 0) : chosen.length
  const bulk = useBulk(() => {
    setChosen([])
    setAll(false)
    setSending(false)
  })
  const sure = async (verb: string, run: () => Promise<void>): Promise<void> => {
    if (
      !all ||
      (await confirm({ title: `${verb} ${count} 张？`, body: `${words}。做完后八秒内可以撤销。`, ok: verb }))
    )
      await run()
  }
  const office = session.can(operations.bulk)

  return (
    <ListFrame
      title="报修单"
      note={noteOf(list.total, capped, words)}
      action={
        <Button
          kind="primary"
          icon={<Plus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/report' })}
        >
          报修
        </Button>
      }
      saved={session.can(register.views) && <ViewTabs register="repair" path="/orders" query={search} />}
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => set({ filter: withPart(filter, key, value) })}
          search={{
            value: filter.text ?? '',
            placeholder: '编号、地点、故障、报修人',
            onChange: text => set({ filter: withPart(filter, 'text', text.trim() ? [text.trim()] : []) }),
          }}
          onClear={() => set({ filter: {} })}
        />
      }
      views={['table', 'board', 'calendar']}
      view={view.view}
      onView={next => set({ view: next })}
      prefs={prefs}
      columns={ORDER_COLUMNS}
      onExport={() => {
        const columns = shownColumns(ORDER_COLUMNS, prefs.columns).map(c => c.key)
        download(operations.exportList, { ...filter, sort: view.sort, columns: columns as never, words })
          .then(() => toast.ok('表格下载好了'))
          .catch((error: Error) => toast.fail(error.message))
      }}
      onPrint={() => window.print()}
      {...(session.can(register.upload)
        ? { onImport: () => void navigate({ to: '/imports/new/repair' }) }
        : {})}
      printHead={
        <PrintHead school={session.school.name} title="报修单清单" filter={words} by={session.name} />
      }
      bulk={
        office && (
          <BulkBar
            chosen={chosen.length}
            matching={capped || (list.total ?? 0) > BULK_MOST ? undefined : list.total}
            allMatching={all}
            onAllMatching={setAll}
            onClear={() => {
              setChosen([])
              setAll(false)
            }}
            actions={[
              {
                key: 'rule',
                label: '按规则派工',
                allowed: true,
                onRun: () => sure('按规则派工', () => bulk.run('dispatchByRule', selection)),
              },
              {
                key: 'accept',
                label: '受理',
                allowed: true,
                onRun: () => sure('受理', () => bulk.run('accept', selection)),
              },
              {
                key: 'close',
                label: '归档',
                allowed: true,
                onRun: () => sure('归档', () => bulk.run('close', selection)),
              },
              { key: 'send', label: '派工', kind: 'primary', allowed: true, onRun: () => setSending(true) },
            ]}
          />
        )
      }
    >
      {view.view === 'table' && (
        <DataTable
          label="报修单"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={ORDER_COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => void navigate({ to: `/orders/${row.id}` })}
          sort={sortShown(view.sort)}
          onSort={sort => set({ sort: sortOf(sort) })}
          {...(office ? { selection: { chosen, onChange: setChosen } } : {})}
          more={moreOf({ ...list, total: capped ? undefined : list.total })}
          empty={<NoOrders filtered={words !== '未完成的'} onClear={() => set({ filter: {} })} />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          renderCard={row => <OrderCard row={row} />}
        />
      )}
      {view.view === 'board' && <OrdersBoard filter={filter} />}
      {view.view === 'calendar' && (
        <OrdersCalendar
          filter={filter}
          month={view.month}
          by={view.by}
          onMonth={month => set({ month })}
          onBy={by => set({ by })}
          weekName={monday => weekName(choices.terms, monday)}
          onDay={(day, by) =>
            set({
              view: 'table',
              filter: by === 'due' ? { ...filter, dueOn: day } : { ...filter, from: day, to: day },
            })
          }
        />
      )}
      <DispatchDialog
        open={sending}
        title={`派工 · ${count} 张`}
        ids={chosen}
        busy={bulk.busy}
        onClose={() => setSending(false)}
        onSend={personId => void bulk.run('dispatch', selection, personId)}
      />
    </ListFrame>
  )
}

function NoOrders({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered)
    return (
      <Empty title="没有未完成的报修单" note="新的报修会出现在这里。办完的，把“未完成的”换一下就能看到。" />
    )
  return (
    <Empty
      title="没有符合条件的报修单"
      note="把条件放宽一些，或者看全部。"
      action={<Button onClick={onClear}>看全部</Button>}
    />
  )
}

/** 共 37 张; counting stops at ten thousand. */
function noteOf(total: number | undefined, capped: boolean, words: string): string | undefined {
  if (total === undefined) return undefined
  return `${words === '全部' ? '共' : words} ${total.toLocaleString('zh-CN')}${capped ? '+' : ''} 张`
}

/** The heads of the table stand for the orders the list knows. */
const sortShown = (sort: OrdersView['sort']): Sort | undefined =>
  sort === 'due' ? { key: 'due', dir: 'asc' } : { key: 'reported', dir: sort === 'oldest' ? 'asc' : 'desc' }

function sortOf(sort: Sort | undefined): OrdersView['sort'] {
  if (!sort) return 'newest'
  if (sort.key === 'due') return 'due'
  return sort.dir === 'asc' ? 'oldest' : 'newest'
}
