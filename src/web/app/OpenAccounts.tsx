import { useState } from 'react'
import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import { account } from '../../modules/account/contract.ts'
import { type Answer, type CallError, moreOf, useCommand, usePages } from '../api.ts'
import { useSession } from '../session.tsx'
import { Button, ButtonLink } from '../ui/base/Button.tsx'
import { PrintHead } from '../ui/document/PrintParts.tsx'
import { Notice } from '../ui/feedback/Notices.tsx'
import { toast } from '../ui/feedback/toast.ts'
import type { Column } from '../ui/list/columns.ts'
import { DataTable } from '../ui/list/DataTable.tsx'
import { ListFrame } from '../ui/list/ListFrame.tsx'
import { SearchBox } from '../ui/list/SearchBox.tsx'

type Candidate = Answer<typeof account.candidates>['rows'][number]
type Opened = Answer<typeof account.createMany>

/** Accounts for many at once: choose, open, hand the slips out. The initial passwords are shown once. */
export default function OpenAccounts() {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [opened, setOpened] = useState<Opened | null>(null)
  const list = usePages(account.candidates, { ...(search ? { search } : {}), limit: 200 })
  const open = useCommand(account.createMany)
  if (opened) return <Slips opened={opened} />
  return (
    <ListFrame
      title="批量开通账号"
      note="还没有账号的教职工。名单不全时，先到“人员”里从表格导入。"
      filter={<SearchBox value={search} onChange={setSearch} placeholder="姓名、拼音首字母" />}
      action={
        <Button
          kind="primary"
          disabled={chosen.length === 0}
          busy={open.isPending}
          onClick={() =>
            open.mutate(
              { personIds: chosen },
              { onSuccess: setOpened, onError: (error: CallError) => void toast.fail(error.message) },
            )
          }
        >
          {chosen.length > 0 ? `给这 ${chosen.length} 位开通` : '先选人'}
        </Button>
      }
    >
      <DataTable
        label="还没有账号的人"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={CANDIDATES}
        selection={{ chosen, onChange: setChosen }}
        empty="每个人都有账号了"
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
      />
    </ListFrame>
  )
}

const CANDIDATES: readonly Column<Candidate>[] = [
  { key: 'name', title: '姓名', render: row => <b>{row.name}</b>, always: true },
  { key: 'no', title: '工号', render: row => row.staffNo ?? '—' },
  { key: 'unit', title: '部门', render: row => row.unit || '—' },
  {
    key: 'roles',
    title: '职务',
    render: row =>
      row.roles.map(code => ROLES[code as RoleCode] ?? code).join('、') || '还没有职务，登录后看不到什么',
  },
]

const SLIPS: readonly Column<Opened['created'][number]>[] = [
  { key: 'name', title: '姓名', render: row => <b>{row.name}</b>, always: true },
  { key: 'login', title: '登录名', render: row => row.login },
  {
    key: 'password',
    title: '初始密码',
    render: row => <span className="zw-num">{row.initialPassword}</span>,
  },
]

function Slips({ opened }: { opened: Opened }) {
  const session = useSession()
  return (
    <ListFrame
      title={`已开通 ${opened.created.length} 个账号`}
      note="初始密码只显示这一次。打印后裁开，当面交给本人，首次登录要换密码。"
      action={<ButtonLink href="/accounts">看全部账号</ButtonLink>}
      printHead={<PrintHead school={session.school.name} title="账号与初始密码" by={session.name} />}
      onPrint={() => window.print()}
    >
      {opened.skipped.length > 0 && (
        <Notice tone="waiting">{opened.skipped.map(s => `${s.name}：${s.reason}`).join('；')}</Notice>
      )}
      <DataTable
        label="账号与初始密码"
        rows={opened.created}
        rowKey={row => row.login}
        columns={SLIPS}
        empty="没有新开的账号"
      />
    </ListFrame>
  )
}
