import { useState } from 'react'
import { account } from '../../modules/account/contract.ts'
import { people } from '../../modules/people/contract.ts'
import { download, useCommand, useRead } from '../api.ts'
import { useSession } from '../session.tsx'
import { Button } from '../ui/base/Button.tsx'
import { FormDialog } from '../ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { toast } from '../ui/feedback/toast.ts'
import { Field } from '../ui/form/Field.tsx'
import { useForm } from '../ui/form/use-form.ts'
import { When } from '../ui/marks/When.tsx'
import { MyFactor } from './MyFactor.tsx'
import { PasswordInput } from './PasswordInput.tsx'
import './me.css'

/** One's own account: roles, password, the devices that are signed in. */
export default function Me() {
  const session = useSession()
  return (
    <article className="zw-me">
      <h1>{session.name}</h1>
      <p className="zw-muted">
        {session.school.name} · {session.roles.map(role => role.title).join('、') || '还没有职务'}
      </p>
      <ChangePassword />
      <MyFactor />
      <Devices />
      <MyData />
    </article>
  )
}

function ChangePassword() {
  const change = useCommand(account.changePassword)
  const form = useForm({
    start: { current: '', next: '' },
    check: values => ({
      ...(values.current ? {} : { current: '请输入现在的密码' }),
      ...(values.next.length >= 8 ? {} : { next: '新密码至少 8 位' }),
    }),
    send: async values => {
      await change.mutateAsync(values)
      form.restart()
      toast.ok('密码已换，其他设备上的登录都已退出')
    },
  })
  return (
    <section>
      <h2>换密码</h2>
      <div className="zw-form">
        <div className="zw-form-fields">
          <Field label="现在的密码" {...form.field('current')}>
            <PasswordInput autoComplete="current-password" {...form.field('current')} />
          </Field>
          <Field label="新密码" hint="至少 8 位" {...form.field('next')}>
            <PasswordInput autoComplete="new-password" {...form.field('next')} />
          </Field>
        </div>
      </div>
      {form.failure && <ErrorNotice message={form.failure} />}
      <Button kind="primary" busy={form.busy} onClick={() => void form.submit()}>
        换密码
      </Button>
    </section>
  )
}

function Devices() {
  const sessions = useRead(account.sessions, {})
  const [ending, setEnding] = useState<{ id: string; device: string } | null>(null)
  return (
    <section>
      <h2>登录着的设备</h2>
      <ul className="zw-me-devices">
        {sessions.data?.rows.map(row => (
          <li key={row.id}>
            <span>
              <b>{row.device || '未知设备'}</b>
              {row.current && <span className="zw-muted">（就是这台）</span>}
              <br />
              <span className="zw-muted">
                <When at={row.seenAt} /> 用过
              </span>
            </span>
            {!row.current && <Button onClick={() => setEnding(row)}>让它退出</Button>}
          </li>
        ))}
      </ul>
      {ending && <EndDevice {...ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

function EndDevice(props: { id: string; device: string; onClose: () => void }) {
  const end = useCommand(account.endSession)
  const form = useForm({
    start: { password: '' },
    check: (values): Record<string, string> => (values.password ? {} : { password: '请输入密码' }),
    send: async ({ password }) => {
      await end.mutateAsync({ id: props.id, password })
      toast.ok('那台设备已退出')
      props.onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`让${props.device || '那台设备'}退出`}
      ok="让它退出"
      danger
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={props.onClose}
    >
      <Field label="您的密码" hint="确认是您本人" {...form.field('password')}>
        <PasswordInput autoComplete="current-password" {...form.field('password')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

function MyData() {
  const { personId } = useSession()
  return (
    <section>
      <h2>我的个人信息</h2>
      <p className="zw-muted">
        系统里记着您的资料、岗位、报修、签字、领用和操作，可以随时拿一份走（表格和
        JSON）。要更正请找总务处，要删除请找系统管理员。
      </p>
      <Button
        onClick={() =>
          void download(people.copy, { id: personId }).catch((error: Error) => toast.fail(error.message))
        }
      >
        导出我的个人信息
      </Button>
    </section>
  )
}
