import { useState } from 'react'
import { moreOf, usePages, useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { Dialog } from '../../../web/ui/feedback/Dialog.tsx'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { register } from '../contract.ts'
import { importMachine } from '../rules.ts'
import { type ImportLine, isRunning } from './words.ts'
import './imports.css'

const REFRESH_MS = 5000

/** Every import there was: those under way are found again here. */
export default function Imports() {
  const list = usePages(register.list, {})
  const running = list.rows.some(row => isRunning(row.state))
  useRead(register.list, { limit: 1 }, { enabled: running, refreshMs: REFRESH_MS })
  const [choosing, setChoosing] = useState(false)
  const start = (
    <Button kind="primary" onClick={() => setChoosing(true)}>
      导入表格
    </Button>
  )
  return (
    <ListFrame title="导入" note="离开页面不影响导入；没做完的在这里接着做。" action={start}>
      <DataTable
        label="导入记录"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={COLUMNS}
        onOpen={row => go(`/imports/${row.id}`)}
        empty={
          <Empty
            title="这里会列出导入过的表格"
            note="已有的登记表可以整本导入，导入前先看会发生什么。"
            action={start}
          />
        }
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
      />
      <KindDialog open={choosing} onClose={() => setChoosing(false)} />
    </ListFrame>
  )
}

const COLUMNS: Column<ImportLine>[] = [
  { key: 'file', width: 260, title: '文件', render: row => <b>{row.fileName}</b>, always: true },
  { key: 'kind', width: 110, title: '台账', render: row => row.kindTitle },
  {
    key: 'state',
    title: '状态',
    width: 130,
    render: row => <StateTag tone={importMachine.states[row.state].tone} label={stateText(row)} />,
  },
  { key: 'read', width: 70, title: '读到', figure: true, render: row => row.rowsRead || '' },
  {
    key: 'imported',
    width: 70,
    title: '导入',
    figure: true,
    render: row => (row.rowsRead ? row.imported : ''),
  },
  {
    key: 'refused',
    width: 90,
    title: '不能导入',
    figure: true,
    render: row => (row.rowsRead ? row.refused : ''),
  },
  {
    key: 'skipped',
    width: 70,
    title: '跳过',
    figure: true,
    render: row => (row.rowsRead ? row.skipped : ''),
  },
  { key: 'who', width: 90, title: '经办', render: row => row.userName },
  { key: 'when', width: 110, title: '时间', render: row => <When at={row.finishedAt ?? row.createdAt} /> },
]

function stateText(row: ImportLine): string {
  const { label } = importMachine.states[row.state]
  const { progress } = row
  return progress && isRunning(row.state) && progress.total > 0
    ? `${label} ${Math.floor((100 * progress.done) / progress.total)}%`
    : label
}

function KindDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const kinds = useRead(register.kinds, {}, { enabled: open })
  return (
    <Dialog open={open} onClose={onClose} title="要导入哪一种台账？">
      <div className="zw-kinds">
        {kinds.data?.kinds.map(kind => (
          <ButtonLink key={kind.id} href={`/imports/new/${kind.id}`} wide>
            {kind.title}
          </ButtonLink>
        ))}
        {kinds.data?.kinds.length === 0 && (
          <p className="zw-muted">您没有导入台账的权限。如需办理，请找总务主任。</p>
        )}
      </div>
    </Dialog>
  )
}
