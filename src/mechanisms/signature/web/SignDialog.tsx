import { type ReactNode, useState } from 'react'
import { FormDialog } from '../../../web/ui/index.ts'
import { SignPad } from './SignPad.tsx'

interface SignDialogProps {
  /** 领用签字 */
  title: string
  /** The sentence that is signed, word for word. */
  statement: string
  /** Who signs, as the pad says: 请领用人顾晓燕签名 */
  label: string
  /** True where the signer has no account, so that only a drawing counts. */
  mustDraw?: boolean
  busy?: boolean
  /** What has to be filled in before one signs, between the sentence and the pad. */
  children?: ReactNode
  onSign: (strokes: string | undefined) => void
  onClose: () => void
}

/** Signing: the sentence first, then the name under it. Who is signed in may also confirm by his account. */
export function SignDialog(props: SignDialogProps) {
  const { title, statement, label, mustDraw = false, busy = false, children, onSign, onClose } = props
  const [path, setPath] = useState('')
  const [missing, setMissing] = useState(false)
  const send = (): void => {
    if (mustDraw && path === '') setMissing(true)
    else onSign(path || undefined)
  }
  return (
    <FormDialog
      open
      title={title}
      ok={path || mustDraw ? '签字' : '用账号确认'}
      busy={busy}
      onOk={send}
      onClose={onClose}
    >
      <p className="zw-sign-statement">{statement}</p>
      {children}
      <SignPad
        label={label}
        onChange={next => {
          setPath(next)
          setMissing(false)
        }}
      />
      {missing && (
        <p className="zw-sign-missing" role="alert">
          还没有签名。请在线上写下姓名。
        </p>
      )}
      {!mustDraw && <p className="zw-muted">不手写也可以：直接确认，以您登录的账号为准。</p>}
    </FormDialog>
  )
}
