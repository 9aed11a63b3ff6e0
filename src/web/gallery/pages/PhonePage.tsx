import Armchair from 'lucide-react/icons/armchair'
import Droplets from 'lucide-react/icons/droplets'
import Lightbulb from 'lucide-react/icons/lightbulb'
import LockKeyhole from 'lucide-react/icons/lock-keyhole'
import Snowflake from 'lucide-react/icons/snowflake'
import Wifi from 'lucide-react/icons/wifi'
import { useState } from 'react'
import {
  BigButton,
  BigChoice,
  PhoneField,
  PhoneFlow,
  PhoneNotice,
  PhotoTake,
  Stars,
} from '../../ui/phone/index.ts'

/** The pattern of a phone flow: scan, three taps, done. */
export default function PhonePage() {
  const [step, setStep] = useState(Number(new URLSearchParams(location.search).get('step') ?? 1))
  const [kind, setKind] = useState<string>()
  const [what, setWhat] = useState('')
  const [stars, setStars] = useState<number>()
  const frame = {
    heading: '恩施市职业技术学校 · 高职B楼 312',
    step,
    steps: 4,
    onBack: step > 1 ? () => setStep(step - 1) : undefined,
    waiting: step === 3 ? 3 : 0,
  }
  if (step === 1)
    return (
      <PhoneFlow
        {...frame}
        question="拍一张坏的地方"
        hint="没法拍也没关系，可以跳过。"
        foot={
          <>
            <BigButton onClick={() => setStep(2)}>拍好了</BigButton>
            <BigButton kind="plain" onClick={() => setStep(2)}>
              不拍，下一步
            </BigButton>
          </>
        }
      >
        <PhotoTake onChange={() => {}} />
      </PhoneFlow>
    )
  if (step === 2)
    return (
      <PhoneFlow {...frame} question="什么坏了？">
        <BigChoice
          label="什么坏了"
          value={kind}
          onPick={v => {
            setKind(v)
            setStep(3)
          }}
          options={[
            { value: 'light', label: '灯、插座', picture: <Lightbulb aria-hidden /> },
            { value: 'water', label: '水、厕所', picture: <Droplets aria-hidden /> },
            { value: 'air', label: '空调', picture: <Snowflake aria-hidden /> },
            { value: 'door', label: '门、锁', picture: <LockKeyhole aria-hidden /> },
            { value: 'seat', label: '桌椅', picture: <Armchair aria-hidden /> },
            { value: 'net', label: '网络、多媒体', picture: <Wifi aria-hidden /> },
          ]}
        />
      </PhoneFlow>
    )
  if (step === 3)
    return (
      <PhoneFlow
        {...frame}
        question="再说一句？"
        foot={<BigButton onClick={() => setStep(4)}>报修</BigButton>}
      >
        <PhoneNotice tone="waiting" title="昨天已有人报过这间的灯">
          <p>如果是同一处，点“我也遇到了”就行。</p>
        </PhoneNotice>
        <PhoneField
          label="看到的样子"
          value={what}
          onChange={setWhat}
          rows={3}
          placeholder="例如：靠窗一排不亮"
        />
        <PhoneField
          label="手机号（可不填）"
          value="1390000"
          onChange={() => {}}
          inputMode="tel"
          error="手机号是 11 位，现在 7 位"
        />
      </PhoneFlow>
    )
  return (
    <PhoneFlow {...frame} question="报好了" foot={<BigButton kind="plain">看进度</BigButton>}>
      <PhoneNotice tone="done" title="已报，编号 BX-2025-000132">
        <p>预计今天有人来。修好后会请您打分。</p>
      </PhoneNotice>
      <Stars label="上一次修得怎么样" value={stars} onRate={setStars} />
    </PhoneFlow>
  )
}
