import ChevronLeft from 'lucide-react/icons/chevron-left'
import { type ReactNode, useEffect, useRef } from 'react'
import './phone.css'

export interface PhoneFlowProps {
  /** Over the question, small: 恩施市职业技术学校 · 报修 */
  heading: string
  /** From 1. */
  step: number
  steps: number
  onBack?: (() => void) | undefined
  /** One question: 哪里坏了？ */
  question: string
  hint?: ReactNode
  /** The answer's control. */
  children: ReactNode
  /** `<BigButton>` at the thumb. */
  foot?: ReactNode
  /** 3 条待发, and what opens them. */
  waiting?: number
  onWaiting?: () => void
}

/**
 * One question a screen, for thumbs, wet hands and bad networks. This folder imports no antd: the public
 * report page is made of it and has to be small.
 */
export function PhoneFlow(props: PhoneFlowProps) {
  const { heading, step, steps, onBack, question, hint, children, foot, waiting = 0, onWaiting } = props
  const title = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what moves the reader's focus
  useEffect(() => {
    if (!first.current) {
      title.current?.focus()
      window.scrollTo(0, 0)
    }
    first.current = false
  }, [step])
  return (
    <div className="zw-phone">
      <header>
        {onBack ? (
          <button type="button" className="zw-phone-back" onClick={onBack} aria-label="上一步">
            <ChevronLeft aria-hidden />
          </button>
        ) : (
          <span className="zw-phone-back" />
        )}
        <p>{heading}</p>
        {waiting > 0 ? (
          <button type="button" className="zw-phone-waiting" onClick={onWaiting}>
            {waiting} 条待发
          </button>
        ) : (
          <span className="zw-phone-count">{steps > 1 ? `${step} / ${steps}` : ''}</span>
        )}
      </header>
      {steps > 1 && (
        <div
          className="zw-phone-steps"
          role="progressbar"
          aria-valuemin={1}
          aria-valuemax={steps}
          aria-valuenow={step}
          aria-label={`第${step}步，共${steps}步`}
        >
          {Array.from({ length: steps }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps are their positions
            <i key={i} data-on={i < step || undefined} />
          ))}
        </div>
      )}
      <main>
        <h1 ref={title} tabIndex={-1}>
          {question}
        </h1>
        {hint && <p className="zw-phone-hint">{hint}</p>}
        {children}
      </main>
      {foot && <footer>{foot}</footer>}
    </div>
  )
}
