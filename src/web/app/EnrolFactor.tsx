import { type FormEvent, useState } from 'react'
import { account } from '../../modules/account/contract.ts'
import { type Answer, type CallError, call } from '../api.ts'
import { Button } from '../ui/base/Button.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { QrCode } from '../ui/marks/QrCode.tsx'
import { APPS, inGroups } from './factor-steps.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { TextInput } from './TextInput.tsx'
import './door.css'

/** Password, QR code, first code, paper: the way to a second factor, the same at the door and under 我的账号. */
export function EnrolFactor(props: { hasOne: boolean; onDone: () => void }) {
  const [secret, setSecret] = useState<Answer<typeof account.startFactor> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes) return <RecoveryCodes codes={codes} onDone={props.onDone} />
  if (secret) return <Scan {...secret} onConfirmed={setCodes} />
  return <Prove hasOne={props.hasOne} onProven={setSecret} />
}

/** One call that may be refused, as the small forms of the door do it. */
export function useOneCall() {
  const [error, setError] = useState<CallError | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure as CallError)
    }
    setBusy(false)
  }
  return { error, busy, send }
}

function Prove(props: { hasOne: boolean; onProven: (secret: Answer<typeof account.startFactor>) => void }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const { error, busy, send } = useOneCall()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send(async () =>
      props.onProven(await call(account.startFactor, { password, ...(code ? { code } : {}) })),
    )
  }
  return (
    <form onSubmit={submit} className="zw-door-form">
      <TextInput
        label="您的密码"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
        required
      />
      {props.hasOne && <CodeInput value={code} onChange={setCode} />}
      {error && <ErrorNotice message={error.message} />}
      <Button type="submit" kind="primary" wide busy={busy}>
        下一步，扫二维码
      </Button>
    </form>
  )
}

function Scan(
  props: Answer<typeof account.startFactor> & { onConfirmed: (codes: readonly string[]) => void },
) {
  const [code, setCode] = useState('')
  const { error, busy, send } = useOneCall()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send(async () => props.onConfirmed((await call(account.confirmFactor, { code })).recoveryCodes))
  }
  return (
    <form onSubmit={submit} className="zw-door-form">
      <p className="zw-muted">用手机上的验证器扫一扫。{APPS}。</p>
      <div className="zw-enrol-qr">
        <QrCode value={props.address} size={200} label="动态码的二维码" />
      </div>
      <p className="zw-muted">
        正用这部手机？<a href={props.address}>点这里直接添加</a>，或手动输入密钥：
        <code className="zw-enrol-secret">{inGroups(props.secret)}</code>
      </p>
      <CodeInput value={code} onChange={setCode} first />
      {error && <ErrorNotice message={error.message} />}
      <Button type="submit" kind="primary" wide busy={busy}>
        启用动态码
      </Button>
    </form>
  )
}

export function CodeInput(props: { value: string; onChange: (value: string) => void; first?: boolean }) {
  return (
    <TextInput
      label={props.first ? '手机上显示的 6 位数字' : '动态码'}
      value={props.value}
      onChange={props.onChange}
      hint={props.first ? '每 30 秒换一个' : '手机验证器上的 6 位数字；手机不在身边，就输一个恢复码'}
      autoComplete="one-time-code"
      inputMode={props.first ? 'numeric' : 'text'}
      maxLength={20}
      autoFocus
      required
    />
  )
}
