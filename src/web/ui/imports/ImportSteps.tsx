import Check from 'lucide-react/icons/check'
import type { ReactNode } from 'react'
import { Button } from '../base/Button.tsx'
import './imports.css'

export const IMPORT_STEPS = ['文件', '看懂了什么', '拿不准的', '将会发生什么', '完成'] as const

export interface ImportStepsProps {
  /** 导入资产台账 */
  title: string
  /** Index into IMPORT_STEPS. */
  step: number
  children: ReactNode
  onBack?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** The verb of this step: 看看认得对不对, 写入 3,086 行. */
  next?: string
  /** Why one cannot go on yet: 还有 3 处没有定. */
  blocked?: string | undefined
  busy?: boolean
}

/** An import in five steps, the last question before anything is written. */
export function ImportSteps(props: ImportStepsProps) {
  const { title, step, children, onBack, onNext, next, blocked, busy } = props
  return (
    <section className="zw-import">
      <h1>{title}</h1>
      <ol className="zw-steps" aria-label="步骤">
        {IMPORT_STEPS.map((name, i) => (
          <li
            key={name}
            data-state={i < step ? 'past' : i === step ? 'now' : 'ahead'}
            aria-current={i === step ? 'step' : undefined}
          >
            <span>{i < step ? <Check size={14} aria-label="已过" /> : i + 1}</span>
            {name}
          </li>
        ))}
      </ol>
      <div className="zw-import-body">{children}</div>
      {(onNext || onBack) && (
        <footer>
          {onBack && <Button onClick={onBack}>上一步</Button>}
          {blocked && <span className="zw-muted">{blocked}</span>}
          {onNext && (
            <Button kind="primary" busy={busy ?? false} disabled={!!blocked} onClick={onNext}>
              {next ?? '下一步'}
            </Button>
          )}
        </footer>
      )}
    </section>
  )
}
