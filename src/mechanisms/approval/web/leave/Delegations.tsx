import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { confirm } from '../../../../web/ui/feedback/confirm.ts'
import { Empty } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../../web/ui/list/columns.ts'
import { DataTable } from '../../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../../web/ui/marks/StateTag.tsx'
import { approval } from '../../contract.ts'
import { DelegateDialog } from './DelegateDialog.tsx'

type Row = Answer<typeof approval.delegations>['rows'][number]

const STATES = {
  coming: { tone: 'waiting', label: '还没开始' },
  running: { tone: 'doing', label: '委托中' },
  over: { tone: 'off', label: '已到期' },
  revoked: { tone: 'off', label: '已收回' },
} as const

/** Who signs for whom, while somebody is away. */
export default function Delegations() {
  const list = useRead(approval.delegations, {})
  const [making, setMaking] = useState(false)
  const revoke = useCommand(approval.revokeDelegation)
  const takeBack = async (row: Row): Promise<void> => {
    const sure = await confirm({
      title: `收回给${row.to.name}的委托？`,
      body: `还没批的会回到${row.from.name}这里，已经批的不变。`,
      ok: '收回',
    })
    if (!sure) return
    revoke.mutate(
      { id: row.id },
      {
        onSuccess: ({ moved }) =>
          void toast.ok(moved > 0 ? `已收回，${moved} 件回到${row.from.name}这里` : '已收回'),
        onError: error => void toast.fail(error.message),
      },
    )
  }
  const columns: Column<Row>[] = [
    { key: 'from', title: '谁请假', always: true, render: row => row.from.name },
    { key: 'to', title: '由谁批', always: true, render: row => <b>{row.to.name}</b> },
    { key: 'days', title: '日子', width: 230, render: daysText },
    { key: 'kinds', title: '哪些事项', render: kindsText },
    { key: 'reason', title: '事由', render: row => row.reason || '—' },
    { key: 'state', title: '状态', width: 110, render: row => <StateTag {...STATES[row.state]} /> },
    {
      key: 'do',
      title: '',
      width: 90,
      render: row =>
        row.mayRevoke && (
          <Button kind="quiet" onClick={() => void takeBack(row)}>
            收回
          </Button>
        ),
    },
  ]
  return (
    <>
      <ListFrame
        title="审批委托"
        note={<Link to="/approvals">回到审批</Link>}
        action={
          <Button kind="primary" onClick={() => setMaking(true)}>
            请假委托
          </Button>
        }
      >
        <DataTable
          label="审批委托"
          rows={list.data?.rows}
          rowKey={row => row.id}
          columns={columns}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          empty={
            <Empty
              title="还没有委托"
              note="请假、出差前委托一个人，这几天轮到您批的会转给他；回来后没批的自动回到您这里。他不能批自己的申请。"
            />
          }
          renderCard={row => (
            <>
              <RowCard
                title={`${row.from.name} → ${row.to.name}`}
                side={<StateTag {...STATES[row.state]} />}
                meta={[daysText(row), kindsText(row), row.reason]
                  .filter(Boolean)
                  .map(text => <span key={text}>{text}</span>)}
              />
              {row.mayRevoke && <Button onClick={() => void takeBack(row)}>收回</Button>}
            </>
          )}
        />
      </ListFrame>
      {making && (
        <DelegateDialog forOthers={list.data?.mayForOthers ?? false} onClose={() => setMaking(false)} />
      )}
    </>
  )
}

const daysText = (row: Row): string => (row.fromOn === row.toOn ? row.fromOn : `${row.fromOn} 至 ${row.toOn}`)
const kindsText = (row: Row): string => row.kindTitles.join('、') || '全部'
