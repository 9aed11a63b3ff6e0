import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { askReason, confirm } from '../../../web/ui/feedback/confirm.ts'
import { Dialog } from '../../../web/ui/feedback/Dialog.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { stateTag } from '../../../web/ui/marks/states.ts'
import { When } from '../../../web/ui/marks/When.tsx'
import { listMachine, retention } from '../contract.ts'
import './retention.css'

type ListRow = Answer<typeof retention.lists>['rows'][number]

/** Every destruction that was proposed: who, when, why, and what it took. */
export default function Lists() {
  const lists = useRead(retention.lists, { limit: 200 })
  const destroy = useCommand(retention.destroy)
  const withdraw = useCommand(retention.withdraw)
  const [looking, setLooking] = useState<ListRow>()

  const said = async (work: Promise<{ no: string }>, what: string): Promise<void> => {
    try {
      toast.ok(`${what} ${(await work).no}`)
    } catch (error) {
      toast.fail((error as Error).message)
    }
  }
  const carryOut = async (list: ListRow): Promise<void> => {
    const question = {
      title: `确认销毁 ${list.no}：${list.title} ${list.proposedCount} 件？`,
      body: `${list.proposedBy}提出：${list.reason}。执行后不能恢复，清册永久保留。`,
      ok: '确认销毁',
      danger: true,
    }
    const { id, version } = list
    if (!list.alone) {
      if (await confirm(question)) await said(destroy.mutateAsync({ id, version }), '已销毁')
      return
    }
    const alone = await askReason({ ...question, label: '为什么由一个人办理' })
    if (alone) await said(destroy.mutateAsync({ id, version, alone }), '已销毁')
  }
  const buttons = (list: ListRow) => (
    <span className="zw-row-buttons">
      {list.actions.destroy?.allowed && (
        <Button kind="danger" busy={destroy.isPending} onClick={() => void carryOut(list)}>
          确认销毁
        </Button>
      )}
      {list.actions.withdraw?.allowed && (
        <Button
          kind="quiet"
          busy={withdraw.isPending}
          onClick={() => void said(withdraw.mutateAsync({ id: list.id, version: list.version }), '已撤回')}
        >
          撤回
        </Button>
      )}
      {list.state === 'destroyed' && (
        <Button kind="quiet" onClick={() => setLooking(list)}>
          明细
        </Button>
      )}
    </span>
  )
  const columns: Column<ListRow>[] = [
    { key: 'no', title: '清册', always: true, width: 150, render: list => list.no },
    {
      key: 'state',
      title: '状态',
      width: 130,
      render: list => <StateTag {...stateTag(listMachine, list.state)} />,
    },
    { key: 'title', title: '什么记录', width: 300, render: list => <About list={list} /> },
    {
      key: 'count',
      title: '件数',
      width: 80,
      figure: true,
      render: list => list.destroyedCount ?? list.proposedCount,
    },
    {
      key: 'proposed',
      title: '提出',
      width: 150,
      render: list => <Who name={list.proposedBy} at={list.proposedAt} />,
    },
    { key: 'decided', title: '办理', width: 170, render: list => <Decided list={list} /> },
    { key: 'do', title: '', width: 190, render: buttons },
  ]
  return (
    <>
      <ListFrame
        title="销毁清册"
        note="清册永久保留，不能修改"
        action={<ButtonLink href="/retention">保存期限</ButtonLink>}
        onPrint={() => window.print()}
      >
        <DataTable
          label="销毁清册"
          rows={lists.data?.rows}
          rowKey={list => list.id}
          columns={columns}
          empty="还没有销毁过记录"
          error={
            lists.error ? { message: lists.error.message, onRetry: () => void lists.refetch() } : undefined
          }
          renderCard={list => (
            <RowCard
              title={`${list.no} ${list.title}`}
              side={<StateTag {...stateTag(listMachine, list.state)} />}
              meta={`${list.destroyedCount ?? list.proposedCount} 件，${list.proposedBy}提出：${list.reason}`}
              due={buttons(list)}
            />
          )}
        />
      </ListFrame>
      {looking && <Items list={looking} onClose={() => setLooking(undefined)} />}
    </>
  )
}

function About({ list }: { list: ListRow }) {
  return (
    <div className="zw-retention">
      <b>{list.title}</b>
      <p>
        {list.before} 以前，保存 {list.keep}。{list.reason}
      </p>
    </div>
  )
}

function Who({ name, at }: { name: string; at: Date | string }) {
  return (
    <div className="zw-retention">
      {name}
      <p>
        <When at={at} />
      </p>
    </div>
  )
}

function Decided({ list }: { list: ListRow }) {
  if (!list.decidedBy || !list.decidedAt)
    return <span className="zw-muted">{list.actions.destroy?.why ?? ''}</span>
  return (
    <div className="zw-retention">
      {list.decidedBy}
      <p>
        <When at={list.decidedAt} />
        {list.aloneReason && `，一人办理：${list.aloneReason}`}
      </p>
    </div>
  )
}

function Items({ list, onClose }: { list: ListRow; onClose: () => void }) {
  const items = useRead(retention.items, { id: list.id, limit: 200 })
  return (
    <Dialog open title={`${list.no} ${list.title}`} onClose={onClose}>
      <p className="zw-muted">{list.basis}</p>
      <ol>
        {items.data?.rows.map(item => (
          <li key={item.seq}>
            {item.on} {item.label}
          </li>
        ))}
      </ol>
      {items.data?.next && <p className="zw-muted">只显示前 200 件，共 {list.destroyedCount} 件。</p>}
    </Dialog>
  )
}
