import type { ReactNode } from 'react'
import { BigButton, PhoneNotice } from '../../ui/phone/index.ts'
import { isPassing, type Refusal } from '../net/call.ts'

/** The page did not come: why, and what to do. */
export function Trouble({
  error,
  busy,
  again,
  missing,
  children,
}: {
  error: Refusal
  busy: boolean
  again: () => void
  /** What to say when there is nothing at this address. */
  missing?: string
  children?: ReactNode
}) {
  const passing = isPassing(error)
  return (
    <main className="zp-alone">
      <PhoneNotice
        tone={passing ? 'waiting' : 'late'}
        title={passing ? '网络不太好，正在重试' : '打不开这一页'}
      >
        <p>{wordsFor(error, missing)}</p>
      </PhoneNotice>
      {(passing || error.status >= 500) && (
        <BigButton kind="plain" onClick={again} disabled={busy}>
          {busy ? '正在连接…' : '现在重试'}
        </BigButton>
      )}
      {children}
    </main>
  )
}

/** The shape of what is coming. */
export function Skeleton({ label = '正在打开…' }: { label?: string }) {
  return (
    <main className="zp-alone zp-skeleton" aria-busy="true">
      <p role="status">{label}</p>
      <i />
      <i />
      <i data-tall />
    </main>
  )
}

function wordsFor(error: Refusal, missing: string | undefined): string {
  if (error.code === 'offline') return '还没有连上学校的系统。连上后会自动打开，不用刷新。'
  if (error.code === 'kernel.invalid') return '链接不完整。请从收到的消息里重新打开，不要只复制一半。'
  return error.status === 404 && missing ? missing : error.message
}
