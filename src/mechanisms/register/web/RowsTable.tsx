import { moreOf, usePages } from '../../../web/api.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { register } from '../contract.ts'
import { type ImportRow, ROW_LABELS } from './words.ts'

/** The rows of one fate: as they stood in the file, beside what was understood or why they stay out. */
export function RowsTable({
  id,
  status,
  onClose,
}: {
  id: string
  status: ImportRow['status']
  onClose: () => void
}) {
  const list = usePages(register.rows, { id, status })
  const out = status === 'refused' || status === 'skipped'
  return (
    <section className="zw-import-rows">
      <header>
        <h2>{ROW_LABELS[status].label}的行</h2>
        <Button kind="quiet" onClick={onClose}>
          收起
        </Button>
      </header>
      <DataTable
        label={`${ROW_LABELS[status].label}的行`}
        density="dense"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => String(row.position)}
        columns={out ? OUT : IN}
        empty="没有这样的行"
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
      />
    </section>
  )
}

const WHERE: Column<ImportRow>[] = [
  { key: 'row', title: '行', width: 150, render: row => `${row.sheet} 第 ${row.row} 行`, always: true },
  { key: 'cells', title: '表里写的', render: row => row.cells.filter(Boolean).join('　') },
]

const OUT: Column<ImportRow>[] = [...WHERE, { key: 'reason', title: '原因', render: row => row.reason ?? '' }]

const IN: Column<ImportRow>[] = [
  ...WHERE,
  {
    key: 'understood',
    title: '我们的理解',
    render: row => (
      <span className="zw-understood-line">
        {row.understood
          .filter(part => part.text)
          .map(part => (
            <span key={part.title}>
              <small>{part.title}</small> {part.text}
            </span>
          ))}
      </span>
    ),
  },
  { key: 'effect', title: '改动', render: row => <Effect row={row} /> },
]

/** A new record, or what changes in the one that is there. */
function Effect({ row }: { row: ImportRow }) {
  if (row.effect === null) return null
  if (row.effect === 'created') return '新增'
  return (
    <span className="zw-understood-line">
      {row.changes.length === 0 && '更新'}
      {row.changes.map(({ title, from, to }) => (
        <span key={title}>
          <small>{title}</small> {from ? <del>{from}</del> : '（空）'} → {to || '（空）'}
        </span>
      ))}
    </span>
  )
}
