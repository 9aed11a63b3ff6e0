import { useState } from 'react'
import { BigButton, BigChoice, PhoneField, PhoneFlow, PhoneNotice } from '../../ui/phone/index.ts'
import { queue } from '../keep/device.ts'
import type { QueueState } from '../keep/queue.ts'
import { schoolSlug } from '../net/call.ts'
import type { OpenOrder, PublicInfo, Trade } from '../net/operations.ts'
import { PhotoShots } from '../parts/PhotoShots.tsx'
import { FaultStage } from './FaultStage.tsx'
import { GROUPS, type GroupKey } from './faults.ts'
import { headingOf } from './heading.ts'
import { JoinScreen } from './JoinScreen.tsx'
import { OpenOrders } from './OpenOrders.tsx'
import { PersonStage } from './PersonStage.tsx'
import { Pictogram } from './Pictogram.tsx'
import { SentScreen } from './SentScreen.tsx'
import {
  type Draft,
  firstMissing,
  missing,
  type Stage,
  stageAfter,
  stageBefore,
  stageOfRefusal,
  stepOf,
  toJoin,
  toReport,
} from './steps.ts'
import { useBack } from './use-back.ts'
import { useCalm } from './use-calm.ts'
import { useDraft, usePerson } from './use-draft.ts'
import { SentList, WaitingList } from './WaitingList.tsx'

type View =
  | { kind: 'steps' | 'waiting' | 'open' }
  | { kind: 'join'; order: OpenOrder }
  | { kind: 'over'; id: string }

const QUESTIONS: Record<Stage, string> = {
  place: '在哪里？',
  photo: '拍一张坏的地方',
  group: '什么坏了？',
  fault: '坏成什么样？',
  person: '怎么找您？',
}

export interface ReportFlowProps {
  code: string | undefined
  info: PublicInfo
  trades: readonly Trade[]
  queueState: QueueState
}

/** Photo, fault, person: three steps, and everything typed survives a closed page. */
export function ReportFlow({ code, info, trades, queueState }: ReportFlowProps) {
  const { draft, restored, change, reset } = useDraft(code, info)
  const [person, changePerson] = usePerson()
  const [view, setView] = useState<View>({ kind: 'steps' })
  const [problem, setProblem] = useState<string>()
  const screen = draft ? `${view.kind} ${draft.stage}` : ''
  const calm = useCalm(screen)
  const home = () => setView({ kind: 'steps' })
  const before = draft && stageBefore(draft.stage, info)
  useBack(screen, view.kind !== 'steps' ? home : before && (() => go(before)))
  if (!draft) return null

  const heading = headingOf(info)
  const waiting = { waiting: queueState.waiting.length, onWaiting: () => setView({ kind: 'waiting' }) }
  const side = { heading, step: 1, steps: 1, onBack: home }
  function go(stage: Stage) {
    setProblem(undefined)
    change({ stage })
  }

  async function submit(join?: OpenOrder) {
    if (!draft || !calm()) return
    const by = { at: Date.now(), code, school: schoolSlug }
    const item = join ? toJoin(join, draft, person, by) : toReport(draft, person, info, by)
    setView({ kind: 'over', id: item.id })
    await queue.add(item)
    const refused = queue.get().waiting.find(w => w.id === item.id)?.refused
    if (!refused) return reset()
    // The server's no while one is looking: back to where it is put right, nothing lost.
    await queue.drop(item.id)
    setProblem(Object.values(refused.fields)[0] ?? refused.why)
    if (!join) change({ stage: stageOfRefusal(refused.code, refused.fields, info) })
    setView(join ? { kind: 'join', order: join } : { kind: 'steps' })
  }

  if (view.kind === 'over')
    return <SentScreen heading={heading} id={view.id} state={queueState} onAnother={home} />
  if (view.kind === 'waiting')
    return (
      <PhoneFlow {...side} question={queueState.waiting.length > 0 ? '还没发出的报修' : '没有待发的了'}>
        <WaitingList state={queueState} />
        <SentList sent={queueState.sent} />
      </PhoneFlow>
    )
  if (view.kind === 'open')
    return (
      <PhoneFlow {...side} question="这里已经报过的" hint="是同一处就点“我也遇到了”，不用再报一遍。">
        <OpenOrders orders={info.orders} onJoin={order => setView({ kind: 'join', order })} />
      </PhoneFlow>
    )
  if (view.kind === 'join')
    return (
      <JoinScreen
        frame={side}
        order={view.order}
        draft={draft}
        change={change}
        problem={problem}
        onSend={() => void submit(view.order)}
      />
    )

  const { stage } = draft
  const onward = () => {
    if (!calm()) return
    const lack = missing(stage, draft, person, info)
    if (lack) return setProblem(lack)
    const next = stageAfter(stage, info)
    if (next) return go(next)
    const gap = firstMissing(draft, person, info)
    if (gap) return go(gap)
    void submit()
  }
  const skips = stage === 'photo' && draft.photos.length === 0 && !info.requirePhoto
  return (
    <PhoneFlow
      heading={heading}
      {...stepOf(stage, info)}
      {...waiting}
      onBack={before && (() => go(before))}
      question={QUESTIONS[stage]}
      hint={hintOf(stage, info, draft)}
      foot={
        stage !== 'group' && (
          <BigButton kind={skips ? 'plain' : 'primary'} onClick={onward}>
            {stage === 'person' ? '报修' : skips ? '不拍，下一步' : '下一步'}
          </BigButton>
        )
      }
    >
      {restored && before === undefined && (
        <p className="zp-restored">
          上次没报完的还在。
          <button type="button" className="zp-line-button" onClick={reset}>
            重新来
          </button>
        </p>
      )}
      {stage === 'place' && (
        <PhoneField
          label="楼和房间"
          value={draft.placeText}
          onChange={placeText => change({ placeText })}
          maxLength={100}
          placeholder="例如：高职B楼 312"
        />
      )}
      {stage === 'photo' && (
        <PhotoShots large photos={draft.photos} onChange={photos => change({ photos })} />
      )}
      {stage === 'group' && (
        <BigChoice
          label="什么坏了"
          columns={3}
          value={draft.group}
          options={GROUPS.map(g => ({ value: g.key, label: g.label, picture: <Pictogram of={g.key} /> }))}
          onPick={value => {
            const group = value as GroupKey
            setProblem(undefined)
            change({ group, stage: 'fault', ...(group === draft.group ? {} : { fault: undefined }) })
          }}
        />
      )}
      {stage === 'fault' && (
        <FaultStage
          draft={draft}
          info={info}
          trades={trades}
          change={change}
          onJoin={order => setView({ kind: 'join', order })}
        />
      )}
      {stage === 'person' && (
        <PersonStage draft={draft} info={info} person={person} change={changePerson} goTo={go} />
      )}
      {problem && <PhoneNotice tone="late" title={problem} />}
      {stage === 'photo' && info.orders.length > 0 && (
        <button type="button" className="zp-strip" onClick={() => setView({ kind: 'open' })}>
          这里有 {info.orders.length} 处已经报过，看看是不是同一处
        </button>
      )}
      {before === undefined && <SentList sent={queueState.sent} />}
    </PhoneFlow>
  )
}

function hintOf(stage: Stage, info: PublicInfo, draft: Draft): string | undefined {
  switch (stage) {
    case 'place':
      return '写到师傅能找到就行。'
    case 'photo':
      return info.requirePhoto ? '师傅看了才知道带什么工具。' : '没法拍也没关系，可以跳过。'
    case 'fault':
      return GROUPS.find(g => g.key === draft.group)?.label
    case 'person':
      return info.requirePhone ? '姓名可以不填。' : '都可以不填。填了师傅找不到地方时好联系您。'
    default:
      return undefined
  }
}
