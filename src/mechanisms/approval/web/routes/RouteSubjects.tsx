import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { FormDialog } from '../../../../web/ui/feedback/FormDialog.tsx'
import { Empty, ErrorNotice, Notice } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { useForm } from '../../../../web/ui/form/use-form.ts'
import { RowCard } from '../../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../../web/ui/list/columns.ts'
import { DataTable } from '../../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../../web/ui/list/ListFrame.tsx'
import { When } from '../../../../web/ui/marks/When.tsx'
import { approval } from '../../contract.ts'
import { ApproverFinder } from '../pickers.tsx'

type Subjects = Answer<typeof approval.subjects>
type Row = Subjects['rows'][number]

/** What is approved in this school, each with its routes; and who decides where no leader remains. */
export default function RouteSubjects() {
  const navigate = useNavigate()
  const list = useRead(approval.subjects, {})
  const [choosing, setChoosing] = useState(false)
  const open = (row: Row): void =>
    void navigate({ to: '/approval-routes/edit', search: { kind: row.kind } as never })
  return (
    <>
      <ListFrame
        title="审批路线"
        note="什么事、多少钱，由谁一级一级批"
        foot={
          list.data && (
            <Notice
              tone={list.data.deputy ? 'done' : 'waiting'}
              action={
                list.data.mayEdit && (
                  <Button onClick={() => setChoosing(true)}>{list.data.deputy ? '换人' : '指定'}</Button>
                )
              }
            >
              {list.data.deputy
                ? `最后代批人：${list.data.deputy.name}。校长本人申请、上面没有别人能批时，由他批。`
                : '还没有指定最后代批人。校长本人提出的申请没有更高的人能批，会提交不了。'}
            </Notice>
          )
        }
      >
        <DataTable
          label="审批事项"
          rows={list.data?.rows}
          rowKey={row => row.kind}
          columns={COLUMNS}
          onOpen={open}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          empty={
            <Empty
              title="还没有要审批的事项"
              note="启用采购、资产、报销等功能后，它们的审批路线会列在这里。"
            />
          }
          renderCard={row => (
            <RowCard
              title={row.title}
              side={versionText(row)}
              meta={row.pending > 0 ? `${row.pending} 件正在审批` : '没有正在审批的'}
            />
          )}
        />
      </ListFrame>
      {choosing && list.data && <DeputyDialog deputy={list.data.deputy} onClose={() => setChoosing(false)} />}
    </>
  )
}

const versionText = (row: Row): string => (row.version > 0 ? `第 ${row.version} 版` : '默认')

const COLUMNS: readonly Column<Row>[] = [
  { key: 'title', title: '事项', always: true, render: row => <b>{row.title}</b> },
  { key: 'version', title: '现用路线', width: 120, render: versionText },
  {
    key: 'saved',
    title: '最近修改',
    render: row =>
      row.savedAt ? (
        <>
          {row.savedBy} <When at={row.savedAt} />
        </>
      ) : (
        '没有改过'
      ),
  },
  { key: 'pending', title: '正在审批', width: 110, figure: true, render: row => `${row.pending} 件` },
]

function DeputyDialog({ deputy, onClose }: { deputy: Subjects['deputy']; onClose: () => void }) {
  const setDeputy = useCommand(approval.setDeputy)
  const form = useForm({
    start: { person: deputy ? { value: deputy.id, label: deputy.name } : (undefined as Choice | undefined) },
    send: async v => {
      await setDeputy.mutateAsync({ personId: v.person?.value ?? null })
      toast.ok(v.person ? `最后代批人：${v.person.label}` : '不再指定最后代批人')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="最后代批人"
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field
        label="由谁批"
        hint="只在校长也不能批的时候才轮到他，例如校长本人申请。"
        {...form.field('person')}
      >
        <ApproverFinder {...form.field('person')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
