import { useState } from 'react'
import { BigChoice, PhoneField, PhoneNotice } from '../../ui/phone/index.ts'
import type { OpenOrder, PublicInfo, Trade } from '../net/operations.ts'
import { useAsk } from '../net/use-ask.ts'
import { faultsOf, GROUPS } from './faults.ts'
import { OpenOrders } from './OpenOrders.tsx'
import type { Draft } from './steps.ts'
import { useSettled } from './use-settled.ts'

const FIRST_FAULTS = 8

export interface FaultStageProps {
  draft: Draft
  info: PublicInfo
  trades: readonly Trade[]
  change: (part: Partial<Draft>) => void
  onJoin: (order: OpenOrder) => void
}

/** Common faults to tap, a line of words, and whatever of the kind has been reported here already. */
export function FaultStage({ draft, info, trades, change, onJoin }: FaultStageProps) {
  const [all, setAll] = useState(false)
  const group = GROUPS.find(g => g.key === draft.group)
  const faults = draft.group ? faultsOf(trades, draft.group) : []
  const shown = all ? faults : faults.slice(0, FIRST_FAULTS)
  const trade = draft.fault?.trade ?? group?.trade
  const similar = useAsk('repair.similar', info.place && trade ? { placeId: info.place.id, trade } : null)
  const words = useSettled(draft.words.trim().slice(0, 100), 600)
  const guess = useAsk(
    'repair.guess',
    words.length >= 2
      ? { text: [info.thing?.name, words].filter(Boolean).join(' '), ...(trade ? { trade } : {}) }
      : null,
  )
  const orders = similar.data?.orders ?? []
  const guesses = draft.fault ? [] : (guess.data?.guesses ?? []).filter(g => g.score >= 0.5).slice(0, 2)
  return (
    <>
      {orders.length > 0 && (
        <section className="zp-already" aria-label="这里已经报过的">
          <p className="zp-already-head">这里已有人报过，是同一处吗？</p>
          <OpenOrders orders={orders} onJoin={onJoin} />
        </section>
      )}
      {shown.length > 0 && (
        <div className="zp-faults">
          <BigChoice
            label="坏成什么样"
            value={draft.fault?.code}
            options={shown.map(f => ({ value: f.code, label: f.label }))}
            onPick={code => {
              const fault = faults.find(f => f.code === code)
              const { fault: was, ...rest } = draft
              change(was?.code === code || !fault ? { ...rest, fault: undefined } : { fault })
            }}
          />
          {faults.length > shown.length && (
            <button type="button" className="zp-line-button" onClick={() => setAll(true)}>
              还有 {faults.length - shown.length} 种
            </button>
          )}
        </div>
      )}
      <PhoneField
        label={shown.length > 0 ? '再说一句（选了上面的可以不写）' : '说说哪里坏了'}
        value={draft.words}
        onChange={text => change({ words: text })}
        rows={2}
        maxLength={1000}
        placeholder={`例如：${info.thing ? '开不了机，有异响' : (group?.example ?? '靠窗一排灯不亮')}`}
      />
      {guess.data?.danger && (
        <PhoneNotice tone="late" title="听起来有危险，请先离远一点，不要碰">
          <p>发出后会按急修通知办公室。有人受伤或起火，先打 120、119。</p>
        </PhoneNotice>
      )}
      {guesses.length > 0 && (
        <section className="zp-guess" aria-label="像是这种">
          <p className="zw-small zw-muted">像是下面这种吗？点一下更快派到师傅。</p>
          {guesses.map(g => (
            <button
              key={g.item.code}
              type="button"
              className="zp-line-button"
              onClick={() =>
                change({ fault: { code: g.item.code, trade: g.trade.code, label: g.item.name } })
              }
            >
              {g.item.name}
            </button>
          ))}
        </section>
      )}
      {draft.fault && !shown.some(f => f.code === draft.fault?.code) && (
        <p>
          已选：{draft.fault.label}{' '}
          <button type="button" className="zp-line-button" onClick={() => change({ fault: undefined })}>
            不是
          </button>
        </p>
      )}
    </>
  )
}
