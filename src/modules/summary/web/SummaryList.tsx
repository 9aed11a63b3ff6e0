import { useNavigate } from '@tanstack/react-router'
import { type Answer, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { summary } from '../contract.ts'
import { reportMachine } from '../rules.ts'

type Row = Answer<typeof summary.list>['rows'][number]

/** One summary a term; each is there to read before anybody has begun to write. */
export default function SummaryList() {
  const list = useRead(summary.list, {})
  const navigate = useNavigate()
  return (
    <ListFrame title="工作总结" note="每学期一份。数字都来自记录，点开就能看到是哪些。">
      <DataTable
        label="工作总结"
        rows={list.data?.rows}
        rowKey={row => row.term}
        columns={COLUMNS}
        onOpen={row => void navigate({ to: '/summary/$term', params: { term: row.term } as never })}
        empty="校历里还没有学期。先在“校历”里生成学期，这里就会列出来。"
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        renderCard={row => (
          <>
            <b>{row.termName}</b>
            <State row={row} />
          </>
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'term', title: '学期', render: row => <b>{row.termName}</b>, always: true },
  { key: 'days', title: '起止', render: row => `${row.from} 至 ${row.to}` },
  { key: 'state', title: '状态', render: row => <State row={row} /> },
  { key: 'at', title: '最后修改', render: row => <When at={row.updatedAt ?? undefined} /> },
]

function State({ row }: { row: Row }) {
  const { today } = useSession()
  if (!row.state)
    return <StateTag tone="off" label={row.from > today ? '学期还没开始' : '还没起草，可以先看'} />
  const { tone, label } = reportMachine.states[row.state]
  return <StateTag tone={tone} label={label} />
}
