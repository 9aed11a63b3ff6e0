import { type FormEvent, useState } from 'react'
import { account } from '../../modules/account/contract.ts'
import { type Answer, type CallError, call, useRead } from '../api.ts'
import { Button } from '../ui/base/Button.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { CodeInput } from './EnrolFactor.tsx'
import { TextInput } from './TextInput.tsx'
import './door.css'

/** The door: school's name, two fields, and in the demo school the accounts to walk in with. */
export function Login({ onSignedIn }: { onSignedIn: () => void }) {
  const door = useRead(account.door, {})
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  /** The password was right, and the account has a second factor. */
  const [asksCode, setAsksCode] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const [busy, setBusy] = useState(false)

  const enter = async (name: string, secret: string): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const answer = await call(account.signIn, {
        login: name,
        password: secret,
        device: deviceName(),
        ...(asksCode ? { code } : {}),
      })
      if (!answer.codeNeeded) return onSignedIn()
      setLogin(name)
      setPassword(secret)
      setAsksCode(true)
      setBusy(false)
    } catch (failure) {
      setError(failure as CallError)
      setCode('')
      setBusy(false)
    }
  }
  const back = (): void => {
    setAsksCode(false)
    setPassword('')
    setCode('')
    setError(null)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void enter(login, password)
  }
  const school = door.data?.school
  return (
    <main className="zw-door">
      <section className="zw-door-sheet">
        <p className="zw-door-mark" aria-hidden>
          总务
        </p>
        <h1>{school?.name ?? '总务'}</h1>
        <p className="zw-muted">报修、物资、安全、总结，都在这里办。</p>
        <form onSubmit={submit} className="zw-door-form">
          {asksCode ? (
            <>
              <p className="zw-door-who">
                <b>{login}</b>，密码对了，还差一步。
              </p>
              <CodeInput value={code} onChange={setCode} />
            </>
          ) : (
            <>
              <TextInput
                label="登录名"
                value={login}
                onChange={setLogin}
                autoComplete="username"
                autoFocus
                required
              />
              <TextInput
                label="密码"
                type="password"
                value={password}
                onChange={setPassword}
                autoComplete="current-password"
                required
              />
            </>
          )}
          {error && <ErrorNotice message={error.message} />}
          <Button type="submit" kind="primary" wide busy={busy}>
            {asksCode ? '进入总务' : '登录'}
          </Button>
          {asksCode && (
            <Button wide onClick={back}>
              换个账号登录
            </Button>
          )}
        </form>
        <p className="zw-door-foot zw-muted">
          {asksCode ? '手机和恢复码都丢了，请当面找总务处清除动态码。' : '忘记密码，请找总务处重置。'}
          老师、同学报修不用登录，<a href="/q/">点这里报修</a>。
        </p>
      </section>
      {door.data && door.data.demoAccounts.length > 0 && (
        <DemoAccounts accounts={door.data.demoAccounts} busy={busy} onPick={enter} />
      )}
    </main>
  )
}

type DemoAccount = Answer<typeof account.door>['demoAccounts'][number]

function DemoAccounts(props: {
  accounts: readonly DemoAccount[]
  busy: boolean
  onPick: (login: string, password: string) => Promise<void>
}) {
  return (
    <section className="zw-door-demo" aria-labelledby="demo-title">
      <h2 id="demo-title">演示学校：选一个身份进来看看</h2>
      <ul>
        {props.accounts.map(a => (
          <li key={a.login}>
            <button
              type="button"
              disabled={props.busy}
              onClick={() => void props.onPick(a.login, a.password)}
            >
              <b>{a.role}</b>
              <span>{a.name}</span>
              <small>{a.about}</small>
              <code>{a.login}</code>
            </button>
          </li>
        ))}
      </ul>
      <p className="zw-muted">密码都是 {props.accounts[0]?.password}。演示数据可以随时清空。</p>
    </section>
  )
}

/** What the list of signed-in devices will call this one. */
function deviceName(): string {
  const agent = navigator.userAgent
  const system =
    [
      [/MicroMessenger/, '微信'],
      [/iPhone|iPad/, '苹果手机'],
      [/Android/, '安卓手机'],
      [/Windows/, 'Windows 电脑'],
      [/Mac OS/, '苹果电脑'],
    ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1] ?? '电脑'
  return String(system)
}
