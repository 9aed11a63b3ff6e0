import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { SelectInput } from '../../../web/ui/form/choices.tsx'
import { DayInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { org } from '../contract.ts'
import type { MoveUpAction } from '../move-up.ts'
import './move-up.css'

type Row = Answer<typeof org.moveUpPreview>['rows'][number]
type Change = { action?: MoveUpAction; name?: string }

const ACTIONS: Record<MoveUpAction, string> = { up: '升级', graduate: '毕业', keep: '不变' }
const CHOICES = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }))

/** All classes at the turn of the school year: what is proposed, changed where it is wrong, done at once. */
export default function MoveUp() {
  const { today } = useSession()
  const [from, setFrom] = useState(`${Number(today.slice(0, 4)) - (today.slice(5) < '07-01' ? 1 : 0)}-09-01`)
  const [changes, setChanges] = useState<Readonly<Record<string, Change>>>({})
  const preview = useRead(org.moveUpPreview, { from })
  const moveUp = useCommand(org.moveUp, { touches: ['people'] })
  const rows = preview.data?.rows.map(row => withChange(row, changes[row.id])) ?? []
  const change = (id: string, next: Change): void =>
    setChanges(now => ({ ...now, [id]: { ...now[id], ...next } }))
  const count = (action: MoveUpAction): number => rows.filter(row => row.action === action).length
  const sum = `升级 ${count('up')} 个，毕业 ${count('graduate')} 个，不变 ${count('keep')} 个`

  const run = async (): Promise<void> => {
    const sure = await confirm({
      title: '班级升级？',
      body: `${sum}。原来的班级到 ${from} 的前一天为止，以前的记录仍记在原班级名下；班主任和学生转到新班级。`,
      ok: '升级',
    })
    if (!sure) return
    moveUp.mutate(
      { from, rows: rows.map(toInput) },
      {
        onSuccess: answer => {
          toast.ok(`${answer.up} 个班升级，${answer.graduated} 个班毕业`)
          go('/org')
        },
        onError: error => toast.fail(error.message),
      },
    )
  }
  const columns: Column<Row>[] = [
    { key: 'name', title: '现在', always: true, render: row => <b>{row.name}</b> },
    { key: 'parent', title: '上级', render: row => row.parentName },
    {
      key: 'action',
      title: '怎么办',
      render: row => (
        <SelectInput
          value={row.action}
          options={CHOICES}
          onChange={action => change(row.id, { action: (action ?? 'keep') as MoveUpAction })}
        />
      ),
    },
    {
      key: 'next',
      title: '新名称',
      render: row =>
        row.action === 'up' ? (
          <TextInput value={row.nextName ?? ''} maxLength={60} onChange={name => change(row.id, { name })} />
        ) : (
          <span className="zw-muted">{row.action === 'graduate' ? '到此为止' : row.name}</span>
        ),
    },
    { key: 'why', title: '依据', render: row => <span className="zw-muted">{row.why}</span> },
  ]
  return (
    <ListFrame
      title="班级升级"
      note={preview.data ? sum : undefined}
      action={
        <Button
          kind="primary"
          busy={moveUp.isPending}
          disabled={count('up') + count('graduate') === 0}
          onClick={() => void run()}
        >
          按清单升级
        </Button>
      }
      filter={
        <div className="zw-move-up-from">
          <label htmlFor="move-up-from">新学年从</label>
          <DayInput id="move-up-from" value={from} onChange={day => day && setFrom(day)} />
        </div>
      }
    >
      {preview.error && (
        <ErrorNotice message={preview.error.message} onRetry={() => void preview.refetch()} />
      )}
      {preview.isPending && <Loading kind="rows" />}
      {preview.data && (
        <DataTable
          label="班级"
          rows={rows}
          rowKey={row => row.id}
          columns={columns}
          empty="没有要升级的班级。先在“组织”里建好班级。"
          renderCard={row => (
            <span className="zw-move-up-card">
              {columns.slice(0, 4).map(column => (
                <span key={column.key}>{column.render(row)}</span>
              ))}
            </span>
          )}
        />
      )}
    </ListFrame>
  )
}

function withChange(row: Row, change: Change = {}): Row {
  const action = change.action ?? row.action
  return { ...row, action, nextName: change.name ?? row.nextName ?? (action === 'up' ? row.name : null) }
}

const toInput = (row: Row) => ({
  id: row.id,
  version: row.version,
  action: row.action,
  ...(row.action === 'up' && row.nextName ? { name: row.nextName } : {}),
  ...(row.action === 'up' && row.nextParentId ? { parentId: row.nextParentId } : {}),
})
