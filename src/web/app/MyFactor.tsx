import { type FormEvent, useState } from 'react'
import { account } from '../../modules/account/contract.ts'
import { call, useRead } from '../api.ts'
import { Button } from '../ui/base/Button.tsx'
import { Dialog } from '../ui/feedback/Dialog.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { toast } from '../ui/feedback/toast.ts'
import { When } from '../ui/marks/When.tsx'
import { CodeInput, EnrolFactor, useOneCall } from './EnrolFactor.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { TextInput } from './TextInput.tsx'

type Asked = 'enrol' | 'codes' | 'drop'
const TITLES: Record<Asked, string> = { enrol: '设置动态码', codes: '换一组恢复码', drop: '停用动态码' }
const FEW = 3

/** The second factor of one's own account. */
export function MyFactor() {
  const factor = useRead(account.factor, {})
  const [asked, setAsked] = useState<Asked | null>(null)
  const { data } = factor
  if (!data) return null
  const close = (): void => {
    setAsked(null)
    void factor.refetch()
  }
  return (
    <section>
      <h2>动态码</h2>
      {data.since ? (
        <p>
          <When at={data.since} /> 开启，还剩 {data.codesLeft} 个恢复码
          {data.codesLeft < FEW && <b className="zw-door-error">，快用完了，请换一组</b>}
          {data.required && <span className="zw-muted">（您的职务要求开启）</span>}
        </p>
      ) : (
        <p className="zw-muted">
          没有开启。开启后，登录时除密码外还要输入手机上的 6 位动态码，密码被人看到也进不来。
        </p>
      )}
      <div className="zw-me-buttons">
        <Button kind={data.since ? undefined : 'primary'} onClick={() => setAsked('enrol')}>
          {data.since ? '换一部手机' : '设置动态码'}
        </Button>
        {data.since && <Button onClick={() => setAsked('codes')}>换一组恢复码</Button>}
        {data.since && !data.required && <Button onClick={() => setAsked('drop')}>停用</Button>}
      </div>
      <Dialog open={asked !== null} onClose={close} title={asked ? TITLES[asked] : ''}>
        <div className="zw-me-dialog">
          {asked === 'enrol' && <EnrolFactor hasOne={data.since !== null} onDone={close} />}
          {asked === 'codes' && <NewCodes onDone={close} />}
          {asked === 'drop' && (
            <Proven
              button="停用动态码"
              send={async proof => {
                await call(account.dropFactor, proof)
                toast.ok('动态码已停用，其他设备上的登录都已退出')
                close()
              }}
            />
          )}
        </div>
      </Dialog>
    </section>
  )
}

function NewCodes({ onDone }: { onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  return (
    <Proven
      button="作废旧的，换一组"
      send={async proof => setCodes((await call(account.newRecoveryCodes, proof)).recoveryCodes)}
    />
  )
}

function Proven(props: {
  button: string
  send: (proof: { password: string; code: string }) => Promise<void>
}) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const { error, busy, send } = useOneCall()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send(() => props.send({ password, code }))
  }
  return (
    <form onSubmit={submit} className="zw-door-form">
      <TextInput
        label="您的密码"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        required
      />
      <CodeInput value={code} onChange={setCode} />
      {error && <ErrorNotice message={error.message} />}
      <Button type="submit" kind="primary" wide busy={busy}>
        {props.button}
      </Button>
    </form>
  )
}
