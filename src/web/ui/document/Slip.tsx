import { type ReactNode, useId } from 'react'
import type { DueMarkProps } from '../marks/DueMark.tsx'
import { DueMark } from '../marks/DueMark.tsx'
import { QrCode } from '../marks/QrCode.tsx'
import type { SealProps } from '../marks/Seal.tsx'
import { SealRow } from '../marks/SealRow.tsx'
import { StateTag, type StateTagProps } from '../marks/StateTag.tsx'
import { type Action, ActionBar } from './ActionBar.tsx'
import './slip.css'

export interface SlipProps {
  /** The paper it replaces: 报修单, 领用单, 验收单. */
  kind: string
  /** BX-2026-000123 */
  number: string
  /** The record's own address, for the QR code. */
  url: string
  /** What it is, in one sentence: 高职B楼 312 灯管不亮，第2天，等材料 */
  sentence: ReactNode
  state: StateTagProps
  due?: DueMarkProps | undefined
  /** Said before anything else: a rule that holds it up, a duplicate. */
  notice?: ReactNode
  /** Left column: `<Facts>`, photos, lines. */
  children: ReactNode
  /** Right column: `<Timeline>`. */
  timeline?: ReactNode
  /** Over both columns, under them: lines of materials, quotations. */
  wide?: ReactNode
  seals?: readonly SealProps[]
  /** 打印 comes after them by itself. */
  actions?: readonly Action[]
  /** The page offers its papers itself. */
  ownPrint?: boolean
  /** Where to go back to: the list. */
  back?: ReactNode
}

const PRINT: Action = { key: 'print', label: '打印', allowed: true, onRun: () => window.print() }

/** A document looks like the slip it replaces, on screen and on paper. */
export function Slip(props: SlipProps) {
  const { kind, number, url, sentence, state, due, notice, children, timeline, wide, seals, back } = props
  const actions = [...(props.actions ?? []), ...(props.ownPrint ? [] : [PRINT])]
  const sentenceId = useId()
  return (
    <article className="zw-slip" aria-labelledby={sentenceId}>
      {back && <div className="zw-slip-back">{back}</div>}
      <div className="zw-slip-sheet">
        <header>
          <p className="zw-slip-kind">{kind}</p>
          <div className="zw-slip-id">
            <p className="zw-slip-number">
              <span>编号</span> {number}
            </p>
            <QrCode value={url} size={72} label={`${kind} ${number} 的二维码`} />
          </div>
          <div className="zw-slip-what">
            <h1 id={sentenceId}>{sentence}</h1>
            <p className="zw-slip-state">
              <StateTag {...state} framed />
              {due && <DueMark {...due} />}
            </p>
          </div>
        </header>
        {notice && <div className="zw-slip-notice">{notice}</div>}
        <div className="zw-slip-columns">
          <div>{children}</div>
          {timeline && <aside>{timeline}</aside>}
        </div>
        {wide && <div className="zw-slip-wide">{wide}</div>}
        {seals && seals.length > 0 && (
          <section className="zw-slip-seals">
            <h3>签字</h3>
            <SealRow seals={seals} />
          </section>
        )}
      </div>
      {actions.length > 0 && (
        <div className="zw-slip-actions">
          <ActionBar actions={actions} />
        </div>
      )}
    </article>
  )
}
