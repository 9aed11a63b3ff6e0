import type { Answer } from '../../../web/api.ts'
import { DueMark } from '../../../web/ui/marks/DueMark.tsx'
import { Glyph } from '../../../web/ui/marks/Glyph.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { type approval, MODE_HINTS } from '../contract.ts'
import './approvals.css'

export type ChainShown = NonNullable<Answer<typeof approval.chain>['chain']>
type Step = ChainShown['steps'][number]
type Seat = Step['seats'][number]

/** The steps one under the other: who has decided, who sits there now, who will be asked. */
export function ChainList({ chain }: { chain: ChainShown }) {
  return (
    <ol className="zw-chain">
      <li data-tone="done">
        <Mark tone="done" />
        <p className="zw-chain-title">
          <b>{chain.asker.name}</b> 提交
        </p>
        <p className="zw-chain-at">
          <When at={chain.startedAt} />
        </p>
      </li>
      {chain.steps.map(step => (
        <StepLine key={step.seq} step={step} ended={chain.state !== 'pending'} />
      ))}
      {chain.endedAt && (
        <li data-tone={chain.tone}>
          <Mark tone={chain.tone} />
          <p className="zw-chain-title">
            <b>{chain.label}</b>
            {chain.endNote && <span>：{chain.endNote}</span>}
          </p>
          <p className="zw-chain-at">
            <When at={chain.endedAt} />
          </p>
        </li>
      )}
    </ol>
  )
}

function StepLine({ step, ended }: { step: Step; ended: boolean }) {
  const several = step.seats.filter(s => !s.extra && s.state !== 'handed').length + step.planned.length > 1
  return (
    <li data-tone={step.tone} data-state={step.state}>
      <Mark tone={step.tone} />
      <p className="zw-chain-title">
        {step.title}
        {several && (
          <span className="zw-chain-mode" title={MODE_HINTS[step.mode]}>
            {step.modeLabel}
          </span>
        )}
        {step.round > 1 && <span className="zw-chain-mode">第 {step.round} 轮</span>}
      </p>
      {step.state === 'open' && step.dueAt && (
        <p className="zw-chain-at">
          <DueMark dueAt={step.dueAt} />
        </p>
      )}
      <ul>
        {step.seats.map(seat => (
          <SeatLine key={seat.id} seat={seat} />
        ))}
        {step.planned.map(person => (
          <li key={person.id}>
            <span className="zw-muted">
              {ended ? '' : '将由 '}
              {person.name}
              {person.same ? '（同一人，不再问）' : ''}
            </span>
            {person.origin && <small>{person.origin}</small>}
          </li>
        ))}
        {step.problem && !ended && (
          <li className="zw-chain-problem">没有人能批：{step.problem}。请管理员先安排人。</li>
        )}
      </ul>
      {step.cc.length > 0 && <p className="zw-chain-cc">通过后抄送{step.cc.join('、')}</p>}
    </li>
  )
}

function SeatLine({ seat }: { seat: Seat }) {
  const away = seat.state === 'handed' || seat.state === 'lapsed'
  return (
    <li data-away={away || undefined}>
      <span>
        <b>{seat.name}</b> <StateTag tone={seat.tone} label={seat.label} />
        {seat.decidedAt && (
          <span className="zw-muted">
            {' '}
            <When at={seat.decidedAt} />
          </span>
        )}
      </span>
      {seat.origin && (
        <small>
          {seat.extra && '加签：'}
          {seat.origin}
        </small>
      )}
      {seat.note && <q>{seat.note}</q>}
    </li>
  )
}

const Mark = ({ tone }: { tone: Step['tone'] }) => (
  <span className="zw-chain-mark">
    <Glyph tone={tone} size="1.15em" />
  </span>
)
