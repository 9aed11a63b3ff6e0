import { type FormEvent, useState } from 'react'
import { account } from '../../modules/account/contract.ts'
import { type CallError, call } from '../api.ts'
import { Button } from '../ui/base/Button.tsx'
import { ErrorNotice } from '../ui/feedback/Notices.tsx'
import { TextInput } from './TextInput.tsx'
import './door.css'

/** The forced change of an initial password, before anything else opens. */
export function FirstPassword({ name, onDone }: { name: string; onDone: () => void }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [error, setError] = useState<CallError | null>(null)
  const [busy, setBusy] = useState(false)
  const differs = again !== '' && again !== next

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (differs) return
    setBusy(true)
    setError(null)
    try {
      await call(account.changePassword, { current, next })
      onDone()
    } catch (failure) {
      setError(failure as CallError)
      setBusy(false)
    }
  }
  return (
    <main className="zw-door">
      <section className="zw-door-sheet">
        <h1>{name}，请先换一个自己的密码</h1>
        <p className="zw-muted">初始密码别人可能看到过。换好以后就可以使用了。</p>
        <form onSubmit={event => void submit(event)} className="zw-door-form">
          <TextInput
            label="初始密码"
            type="password"
            value={current}
            onChange={setCurrent}
            autoComplete="current-password"
            required
            autoFocus
          />
          <TextInput
            label="新密码"
            type="password"
            value={next}
            onChange={setNext}
            hint="至少 8 位，不要用生日、手机号或 12345678"
            error={error?.fields.next}
            autoComplete="new-password"
            minLength={8}
            required
          />
          <TextInput
            label="再输一遍新密码"
            type="password"
            value={again}
            onChange={setAgain}
            error={differs ? '两次输入的不一样，请重新输入' : undefined}
            autoComplete="new-password"
            required
          />
          {error && <ErrorNotice message={error.message} />}
          <Button type="submit" kind="primary" wide busy={busy} disabled={differs}>
            换好了，进入总务
          </Button>
        </form>
      </section>
    </main>
  )
}
