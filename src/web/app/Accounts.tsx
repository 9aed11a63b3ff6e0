import { useState } from 'react'
import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import { account } from '../../modules/account/contract.ts'
import { type Answer, type CallError, moreOf, useCommand, usePages } from '../api.ts'
import { Button, ButtonLink } from '../ui/base/Button.tsx'
import { confirm } from '../ui/feedback/confirm.ts'
import { Dialog } from '../ui/feedback/Dialog.tsx'
import { toast } from '../ui/feedback/toast.ts'
import type { Column } from '../ui/list/columns.ts'
import { DataTable } from '../ui/list/DataTable.tsx'
import { FilterBar } from '../ui/list/FilterBar.tsx'
import { ListFrame } from '../ui/list/ListFrame.tsx'
import { StateTag } from '../ui/marks/StateTag.tsx'
import { When } from '../ui/marks/When.tsx'

type Row = Answer<typeof account.list>['rows'][number]

/** Who can sign in, with which roles, and when last. */
export default function Accounts() {
  const [search, setSearch] = useState('')
  const list = usePages(account.list, search ? { search } : {})
  const [handedOut, setHandedOut] = useState<{ name: string; login: string; password: string } | null>(null)
  const reset = useCommand(account.resetPassword)
  const disable = useCommand(account.disable)
  const enable = useCommand(account.enable)
  const resetFactor = useCommand(account.resetFactor)
  const fail = (error: CallError): void => void toast.fail(error.message)

  const resetOne = async (row: Row): Promise<void> => {
    const sure = await confirm({
      title: `重置${row.name}的密码？`,
      body: '他在所有设备上都会退出，用新的初始密码登录后要再换一次。',
      ok: '重置密码',
    })
    if (!sure) return
    reset.mutate(
      { id: row.id },
      {
        onSuccess: answer =>
          setHandedOut({ name: row.name, login: row.login, password: answer.initialPassword }),
        onError: fail,
      },
    )
  }
  const clearFactor = async (row: Row): Promise<void> => {
    const sure = await confirm({
      title: `清除${row.name}的动态码？`,
      body: '只在本人当面说手机和恢复码都丢了时才做。他会立即退出，之后只凭密码登录，要自己重新设置动态码。',
      ok: '清除动态码',
      danger: true,
    })
    if (sure)
      resetFactor.mutate(
        { id: row.id },
        { onSuccess: () => void toast.ok(`${row.name}的动态码已清除`), onError: fail },
      )
  }
  const switchOne = async (row: Row): Promise<void> => {
    if (row.disabled)
      return enable.mutate(
        { id: row.id },
        { onSuccess: () => void toast.ok(`${row.name}可以登录了`), onError: fail },
      )
    const sure = await confirm({
      title: `停用${row.name}的账号？`,
      body: '他会立即退出，记录都保留，随时可以恢复。',
      ok: '停用',
      danger: true,
    })
    if (sure)
      disable.mutate(
        { id: row.id },
        { onSuccess: () => void toast.ok(`${row.name}的账号已停用`), onError: fail },
      )
  }
  const columns: Column<Row>[] = [
    { key: 'name', title: '姓名', render: row => <b>{row.name}</b>, always: true },
    { key: 'login', title: '登录名', render: row => row.login },
    {
      key: 'roles',
      title: '职务',
      render: row => row.roles.map(code => ROLES[code as RoleCode] ?? code).join('、'),
    },
    { key: 'factor', title: '动态码', width: 110, render: row => <FactorState row={row} /> },
    { key: 'state', title: '状态', render: row => <AccountState row={row} /> },
    { key: 'seen', title: '上次登录', render: row => <When at={row.lastSeenAt ?? undefined} /> },
    {
      key: 'do',
      title: '',
      render: row => (
        <span className="zw-row-buttons">
          <Button kind="quiet" onClick={() => void resetOne(row)}>
            重置密码
          </Button>
          {row.secondFactor === 'on' && (
            <Button kind="quiet" onClick={() => void clearFactor(row)}>
              清除动态码
            </Button>
          )}
          <Button kind="quiet" onClick={() => void switchOne(row)}>
            {row.disabled ? '恢复' : '停用'}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <ListFrame
      title="账号"
      note="能登录的人。先在“人员”里有这个人，再开账号。"
      action={
        <ButtonLink kind="primary" href="/accounts/new">
          开通账号
        </ButtonLink>
      }
      filter={
        <FilterBar
          parts={[]}
          onChange={() => undefined}
          search={{ value: search, onChange: setSearch, placeholder: '姓名、登录名、拼音首字母' }}
          onClear={() => setSearch('')}
        />
      }
    >
      <DataTable
        label="账号"
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={columns}
        empty={search ? '没有找到这样的账号' : '还没有账号'}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
      />
      <Dialog
        open={handedOut !== null}
        onClose={() => setHandedOut(null)}
        title="新的初始密码，请当面交给本人"
      >
        <p>
          {handedOut?.name}，登录名 <b>{handedOut?.login}</b>，初始密码{' '}
          <b className="zw-num">{handedOut?.password}</b>
        </p>
        <p className="zw-muted">关掉这个窗口就再也看不到了。</p>
      </Dialog>
    </ListFrame>
  )
}

function FactorState({ row }: { row: Row }) {
  if (row.secondFactor === 'off') return <span className="zw-muted">没有开启</span>
  return row.secondFactor === 'on' ? (
    <StateTag tone="done" label="已开启" />
  ) : (
    <StateTag tone="waiting" label="要求，还没设" />
  )
}

function AccountState({ row }: { row: Row }) {
  if (row.disabled) return <StateTag tone="off" label="已停用" />
  if (row.lockedUntil) return <StateTag tone="late" label="输错密码，暂停中" />
  return row.mustChange ? (
    <StateTag tone="waiting" label="还没换初始密码" />
  ) : (
    <StateTag tone="done" label="正常" />
  )
}
