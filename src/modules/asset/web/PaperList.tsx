import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { moreOf, type usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  PrintHead,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'

interface PaperListProps<T extends { id: string }> {
  /** For views and preferences: asset.transfers */
  id: string
  title: string
  path: string
  note?: ReactNode
  action?: ReactNode
  placeholder: string
  parts: FilterPart[]
  search: string
  list: ReturnType<typeof usePages> & { rows: readonly T[] }
  columns: readonly Column<T>[]
  empty: { title: string; note: string }
  renderCard: (row: T) => ReactNode
  onExport: () => Promise<void>
}

/** Papers of one kind: transfers, loans, disposals. */
export function PaperList<T extends { id: string }>(props: PaperListProps<T>) {
  const { list, columns, parts, search, title, path } = props
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs(props.id)
  return (
    <ListFrame
      title={title}
      note={props.note ?? (list.total === undefined ? undefined : `共 ${list.total} 张`)}
      action={props.action}
      saved={session.can(register.views) && <ViewTabs register={props.id} path={path} query={query.text} />}
      filter={
        <FilterBar
          parts={parts}
          onChange={(key, value) => query.set({ [key]: value.join(',') })}
          search={{ value: search, onChange: q => query.set({ q }), placeholder: props.placeholder }}
          onClear={() => query.set({ ...Object.fromEntries(parts.map(part => [part.key, ''])), q: '' })}
        />
      }
      printHead={
        <PrintHead
          school={session.school.name}
          title={title}
          filter={filterSentence(parts, search)}
          by={session.name}
        />
      }
      prefs={prefs}
      columns={columns}
      onExport={() => {
        props
          .onExport()
          .then(() => toast.ok('表格下载好了'))
          .catch((error: Error) => toast.fail(error.message))
      }}
      onPrint={() => window.print()}
    >
      <DataTable
        label={title}
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={columns}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ href: `${path}/${row.id}` })}
        more={moreOf(list)}
        empty={<Empty {...props.empty} />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        renderCard={props.renderCard}
      />
    </ListFrame>
  )
}

/** The filter by state that every kind of paper has. */
export const statePart = (
  machine: { states: Record<string, { label: string }> },
  value: readonly string[],
): FilterPart => ({
  key: 'states',
  label: '状态',
  pinned: true,
  multiple: true,
  value: [...value],
  options: Object.entries(machine.states).map(([code, { label }]) => ({ value: code, label })),
})

export const statesIn = <S extends string>(text: string, machine: { states: Record<S, unknown> }): S[] =>
  text.split(',').filter((state): state is S => state in machine.states)
