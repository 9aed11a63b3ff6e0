import { useNavigate } from '@tanstack/react-router'
import { type Answer, useRead } from '../../../web/api.ts'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { reconciliation } from '../contract.ts'
import { standingTag, standingText } from './standing.ts'

type Row = Answer<typeof reconciliation.kinds>['rows'][number]

/** What must agree with what, and how it stood when last compared. */
export default function Kinds() {
  const navigate = useNavigate()
  const prefs = useListPrefs('reconciliation.kinds')
  const kinds = useRead(reconciliation.kinds, {})
  return (
    <ListFrame
      title="对账"
      note="两边各按自己的记录算，应当相等。不等的要说明，并由另一个人确认，才能结账。"
      prefs={prefs}
      columns={COLUMNS}
      onPrint={() => window.print()}
    >
      <DataTable
        label="对账项目"
        rows={kinds.data?.rows}
        rowKey={row => row.kind}
        columns={COLUMNS}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={row => void navigate({ to: '/reconciliations/$kind', params: { kind: row.kind } as never })}
        empty={<Empty title="还没有要核对的账" />}
        error={
          kinds.error ? { message: kinds.error.message, onRetry: () => void kinds.refetch() } : undefined
        }
        renderCard={row => (
          <RowCard
            title={row.title}
            side={<StateTag {...standingTag(row.last)} />}
            meta={<span>{row.last ? `核对到 ${row.last.asAt}` : ''}</span>}
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'title', title: '核对', always: true, width: 190, render: row => <b>{row.title}</b> },
  { key: 'about', title: '核什么', render: row => row.about || `${row.left}与${row.right}` },
  { key: 'asAt', title: '核对到', width: 110, render: row => row.last?.asAt ?? '' },
  { key: 'state', title: '情况', width: 130, render: row => <StateTag {...standingTag(row.last)} /> },
  {
    key: 'differences',
    title: '差异',
    width: 170,
    render: row => (row.last ? standingText(row.last.standing) : ''),
  },
  { key: 'who', title: '核对人', width: 90, render: row => row.last?.who ?? '' },
]
