import { useEffect, useState } from 'react'
import type { Choice } from '../../../../web/ui/form/choices.tsx'
import { BigButton, BigChoice, PhoneField } from '../../../../web/ui/phone/controls.tsx'
import { PhoneFlow } from '../../../../web/ui/phone/PhoneFlow.tsx'
import { PhoneNotice, PhotoTake } from '../../../../web/ui/phone/PhoneParts.tsx'
import { searchPlaces } from '../pickers.ts'
import { GuessChips, ItemTaps, SimilarOrders } from './ReportParts.tsx'
import type { Report } from './use-report.ts'

const STEPS = 3

/** One question a screen: where, what, a picture and off it goes. */
export function ReportPhone({ report }: { report: Report }) {
  const { form, setPhotos } = report
  const [step, setStep] = useState(1)
  const { place, placeText, text, item } = form.values
  const frame = {
    heading: place?.label ?? placeText ?? '报修',
    step,
    steps: STEPS,
    onBack: step > 1 ? () => setStep(step - 1) : undefined,
  }
  if (step === 1)
    return (
      <div className="zw-report">
        <PhoneFlow
          {...frame}
          heading="报修"
          question="在哪里？"
          foot={
            <BigButton disabled={!place && !placeText.trim()} onClick={() => setStep(2)}>
              下一步
            </BigButton>
          }
        >
          <PlaceFinder
            report={report}
            onPick={picked => {
              form.set('place', picked)
              setStep(2)
            }}
          />
        </PhoneFlow>
      </div>
    )
  if (step === 2)
    return (
      <div className="zw-report">
        <PhoneFlow
          {...frame}
          question="哪里坏了？"
          foot={
            <BigButton disabled={!text.trim() && !item} onClick={() => setStep(3)}>
              下一步
            </BigButton>
          }
        >
          <SimilarOrders report={report} />
          <PhoneField
            label="照您说的写"
            value={text}
            onChange={value => form.set('text', value)}
            rows={3}
            placeholder="例如：靠窗一排灯不亮"
            maxLength={1000}
          />
          <GuessChips report={report} />
          {report.guesses.length === 0 || !text.trim() ? <ItemTaps report={report} /> : null}
        </PhoneFlow>
      </div>
    )
  return (
    <div className="zw-report">
      <PhoneFlow
        {...frame}
        question="拍一张？"
        hint="拍不了可以不拍，直接报。"
        foot={
          <BigButton busy={form.busy} onClick={() => void form.submit()}>
            报修
          </BigButton>
        }
      >
        <PhotoTake onChange={setPhotos} />
        {form.failure && (
          <PhoneNotice tone="late" title="还没有报出去">
            <p>{form.failure}</p>
          </PhoneNotice>
        )}
      </PhoneFlow>
    </div>
  )
}

function PlaceFinder({ report, onPick }: { report: Report; onPick: (place: Choice) => void }) {
  const { form } = report
  const [q, setQ] = useState(form.values.place?.label ?? form.values.placeText)
  const [found, setFound] = useState<readonly Choice[]>([])
  useEffect(() => {
    let stale = false
    const timer = setTimeout(() => {
      searchPlaces(q.trim())
        .then(rows => !stale && setFound(rows))
        .catch(() => undefined)
    }, 200)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [q])
  return (
    <>
      <PhoneField
        label="楼和房间"
        value={q}
        onChange={value => {
          setQ(value)
          form.set('place', undefined)
          form.set('placeText', value)
        }}
        placeholder="例如：B楼312、食堂、操场"
        hint="下面没有也不要紧，写清楚就行。"
        maxLength={60}
      />
      <BigChoice
        label="是这里吗"
        columns={1}
        value={form.values.place?.value}
        onPick={value => {
          const picked = found.find(f => f.value === value)
          if (picked) onPick(picked)
        }}
        options={found.slice(0, 8).map(f => ({
          value: f.value,
          label: f.label,
          ...(f.note && f.note !== f.label ? { note: f.note } : {}),
        }))}
      />
    </>
  )
}
