import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import { DayInput, PlacePicker } from '../../../web/ui/index.ts'
import { BigButton, BigChoice, PhoneField, PhoneFlow, PhoneNotice } from '../../../web/ui/phone/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { stock } from '../../stock/contract.ts'
import { lineAmount } from '../rules.ts'
import { CATEGORIES } from '../words.ts'
import { LineField } from './LineField.tsx'
import { NeedThings } from './need/NeedThings.tsx'
import { type Made, useSend } from './need/use-send.ts'
import { Fields } from './need/WishCard.tsx'
import { lacks, toBuy, type Wish, wayOf } from './need/wish.ts'
import './need/need.css'

const WAYS = { store: '去仓库领', idle: '调用闲置', buy: '申请采购' } as const

/**
 * 申请物品: what and how many, what for and where, send. What the stores have is asked of them, what stands idle is
 * moved, and only the rest is asked to be bought.
 */
export default function NeedPage() {
  const session = useSession()
  const mine = useRead(stock.askFor, {})
  const units = mine.data?.units ?? []
  const [step, setStep] = useState(1)
  const [wishes, setWishes] = useState<readonly Wish[]>([])
  const [reason, setReason] = useState('')
  const [unit, setUnit] = useState<string>()
  const [place, setPlace] = useState<Choice>()
  const [neededOn, setNeededOn] = useState<string>()
  const [problem, setProblem] = useState('')
  const sending = useSend()
  const unitId = unit ?? units[0]?.id ?? null
  const go = (next: number): void => {
    setProblem('')
    setStep(next)
  }
  const send = async (): Promise<void> => {
    const purpose = {
      reason,
      unitId,
      placeId: place?.value ?? null,
      placeText: '',
      neededOn: neededOn ?? null,
    }
    if (await sending.send(wishes, purpose)) go(4)
  }
  const restart = (): void => {
    setWishes([])
    setReason('')
    sending.clear()
    go(1)
  }
  const back = (): void => (step > 1 && step < 4 ? go(step - 1) : window.history.back())
  const frame = { heading: `${session.school.name} · 申请物品`, steps: 3, onBack: back }
  if (step === 4) return <Done made={sending.made} onMore={restart} heading={frame.heading} />
  if (step === 1) {
    const lacking = wishes.map(lacks).find(text => text !== '')
    return (
      <PhoneFlow
        {...frame}
        step={1}
        question="要什么，要多少？"
        hint="一句话写出来就行。库里有的去领，校内闲着的先调，没有的才买。"
        foot={
          <BigButton disabled={wishes.length === 0} onClick={() => (lacking ? setProblem(lacking) : go(2))}>
            {wishes.length > 0 ? `${wishes.length} 样，下一步` : '先写要什么，点“加上”'}
          </BigButton>
        }
      >
        <NeedThings
          wishes={wishes}
          onChange={next => {
            setProblem('')
            setWishes(next)
          }}
        />
        {problem && <PhoneNotice tone="late" title={problem} />}
      </PhoneFlow>
    )
  }
  if (step === 2)
    return (
      <PhoneFlow
        {...frame}
        step={2}
        question="做什么用，用在哪里？"
        hint="批的人看这一句"
        foot={
          <BigButton onClick={() => (reason.trim() ? go(3) : setProblem('请写一句做什么用，批的人要看'))}>
            下一步
          </BigButton>
        }
      >
        <PhoneField
          label="用途"
          hint="例如：教室投影仪坏了修不好，开学要用"
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={200}
        />
        {units.length > 1 && (
          <BigChoice
            label="给谁用"
            columns={1}
            value={unitId ?? undefined}
            onPick={setUnit}
            options={units.map(one => ({ value: one.id, label: `给${one.name}` }))}
          />
        )}
        <Fields>
          <LineField label="用在哪里" optional>
            <PlacePicker value={place} onChange={setPlace} search={searchPlaces()} />
          </LineField>
          <LineField label="什么时候要" optional>
            <DayInput value={neededOn} onChange={setNeededOn} />
          </LineField>
        </Fields>
        {problem && <PhoneNotice tone="late" title={problem} />}
      </PhoneFlow>
    )
  return (
    <PhoneFlow
      {...frame}
      step={3}
      question="都对吗？"
      foot={
        <BigButton busy={sending.busy} onClick={() => void send()}>
          报上去
        </BigButton>
      }
    >
      <Review wishes={wishes} />
      <dl className="zw-wish-facts">
        <dt>用途</dt>
        <dd>{reason}</dd>
        {unitId && (
          <>
            <dt>给谁用</dt>
            <dd>{units.find(one => one.id === unitId)?.name}</dd>
          </>
        )}
        {place && (
          <>
            <dt>用在哪里</dt>
            <dd>{place.label}</dd>
          </>
        )}
        {neededOn && (
          <>
            <dt>什么时候要</dt>
            <dd>{neededOn}</dd>
          </>
        )}
      </dl>
      {sending.made.length > 0 && (
        <PhoneNotice tone="waiting" title="有一部分已经报上去了">
          <MadeList made={sending.made} />
        </PhoneNotice>
      )}
      {sending.failure && <PhoneNotice tone="late" title={sending.failure} />}
    </PhoneFlow>
  )
}

function Review({ wishes }: { wishes: readonly Wish[] }) {
  const bought = wishes.filter(w => wayOf(w) === 'buy')
  const total = bought.reduce((sum, w) => sum + lineAmount(w.priceFen ?? 0, toBuy(w)), 0)
  return (
    <>
      <ul className="zw-wish-review">
        {wishes.map(w => (
          <li key={w.key}>
            <b>
              {w.name} {w.quantity}
              {w.measure}
            </b>
            <span>{wordsFor(w)}</span>
          </li>
        ))}
      </ul>
      {bought.length > 0 && (
        <p className="zw-wish-total">
          要买的估价合计 <b className="zw-num">{formatFen(total)}</b>
        </p>
      )}
    </>
  )
}

function wordsFor(wish: Wish): string {
  if (wayOf(wish) !== 'buy') return WAYS[wayOf(wish)]
  const bought = `${WAYS.buy}（${CATEGORIES[wish.category]}）`
  return wish.takeIds.length > 0
    ? `调用闲置 ${wish.takeIds.length}${wish.measure}，${bought} ${toBuy(wish)}${wish.measure}`
    : bought
}

const MadeList = ({ made }: { made: readonly Made[] }) => (
  <ul className="zw-wish-made">
    {made.map(one => (
      <li key={one.key}>
        <Link to={one.href as never}>{one.no}</Link> {one.text}
      </li>
    ))}
  </ul>
)

function Done({ made, onMore, heading }: { made: readonly Made[]; onMore: () => void; heading: string }) {
  return (
    <PhoneFlow
      heading={heading}
      step={3}
      steps={3}
      question="报上去了"
      foot={
        <>
          <BigButton kind="plain" onClick={onMore}>
            再申请别的
          </BigButton>
          <Link className="zw-wish-home" to="/">
            回到今日
          </Link>
        </>
      }
    >
      <PhoneNotice tone="done" title="走到哪一步，点编号就能看到">
        <MadeList made={made} />
      </PhoneNotice>
    </PhoneFlow>
  )
}
