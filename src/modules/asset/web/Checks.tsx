import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { UnitFinder } from '../../../mechanisms/approval/web/pickers.tsx'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Choice,
  type Column,
  DataTable,
  DayInput,
  Empty,
  ErrorNotice,
  Field,
  FormDialog,
  ListFrame,
  RowCard,
  StateTag,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { checkMachine } from '../rules.ts'

type Row = Answer<typeof asset.checks>['rows'][number]

/** Yearly self-checks: every keeper says of each thing whether it is there. */
export default function Checks() {
  const session = useSession()
  const navigate = useNavigate()
  const checks = useRead(asset.checks, {})
  const [opening, setOpening] = useState(false)
  const open = (id: string): void => void navigate({ href: `/asset-checks/${id}` })
  return (
    <>
      <ListFrame
        title="资产自查"
        note="每人在手机上核对自己保管的资产：在、不在、损坏、换了地方。不用登录，点链接就能答。"
        action={
          session.can(asset.openCheck) && (
            <Button kind="primary" onClick={() => setOpening(true)}>
              发起自查
            </Button>
          )
        }
      >
        <DataTable
          label="资产自查"
          rows={checks.data?.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          onOpen={row => open(row.id)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...checkMachine.states[row.state]} />}
              meta={
                <>
                  <span className="zw-num">{row.no}</span>
                  <span>{row.dueOn} 截止</span>
                  <span>
                    核对 {row.answered}／{row.total} 件
                  </span>
                </>
              }
            />
          )}
          empty={<Empty title="还没有自查过" note="一般一年一次，年底盘点之前。" />}
          error={
            checks.error ? { message: checks.error.message, onRetry: () => void checks.refetch() } : undefined
          }
        />
      </ListFrame>
      {opening && <OpenDialog onClose={() => setOpening(false)} onOpened={open} />}
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    width: 128,
    always: true,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'title', title: '名称', width: 150, always: true, render: row => <b>{row.title}</b> },
  { key: 'due', title: '截止', width: 96, render: row => row.dueOn },
  { key: 'people', title: '完成的人', width: 96, figure: true, render: row => `${row.done}／${row.keepers}` },
  {
    key: 'things',
    title: '核对的件数',
    width: 110,
    figure: true,
    render: row => `${row.answered}／${row.total}`,
  },
  {
    key: 'differ',
    title: '不在·损坏·换地方',
    width: 120,
    figure: true,
    render: row => `${row.missing}·${row.damaged}·${row.moved}`,
  },
  {
    key: 'state',
    title: '状态',
    width: 104,
    render: row => <StateTag {...checkMachine.states[row.state]} />,
  },
]

function OpenDialog({ onClose, onOpened }: { onClose: () => void; onOpened: (id: string) => void }) {
  const session = useSession()
  const openCheck = useCommand(asset.openCheck)
  const form = useForm({
    start: {
      title: `${session.today.slice(0, 4)} 年资产自查`,
      dueOn: undefined as string | undefined,
      unit: undefined as Choice | undefined,
    },
    check: (v): Record<string, string> => ({
      ...(v.title.trim() ? {} : { title: '请写名称' }),
      ...(v.dueOn ? {} : { dueOn: '请选截止日期' }),
    }),
    send: async v => {
      const made = await openCheck.mutateAsync({
        title: v.title,
        dueOn: v.dueOn as string,
        unitId: v.unit?.value ?? null,
      })
      toast.ok(`已通知 ${made.keepers} 人核对 ${made.things} 件`)
      onOpened(made.id)
    },
  })
  return (
    <FormDialog
      open
      title="发起自查"
      ok="发起"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="名称" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={60} />
      </Field>
      <Field label="截止日期" {...form.field('dueOn')}>
        <DayInput {...form.field('dueOn')} />
      </Field>
      <Field label="只查一个部门" optional {...form.field('unit')}>
        <UnitFinder {...form.field('unit')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
