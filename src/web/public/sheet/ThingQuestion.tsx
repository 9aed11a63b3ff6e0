import { useState } from 'react'
import { BigButton, BigChoice, PhoneField } from '../../ui/phone/index.ts'
import type { Sender } from '../follow/use-send.ts'
import { ANSWERS, type Answer, type Line } from './sheet.ts'

export interface Given {
  answer: Answer
  placeNow: string
  remark: string
}

interface ThingQuestionProps {
  line: Line
  sender: Sender
  onAnswer: (given: Given) => void
  /** Changing an answer may be called off. */
  onLeave?: (() => void) | undefined
}

/** Is it there? What is not simply there is asked about once more, so that a wrong tap costs nothing. */
export function ThingQuestion({ line, sender, onAnswer, onLeave }: ThingQuestionProps) {
  const [picked, setPicked] = useState<Exclude<Answer, 'here'>>()
  const [placeNow, setPlaceNow] = useState(line.placeNow)
  const [remark, setRemark] = useState(line.remark)
  const pick = (value: Answer): void => {
    if (value === 'here') onAnswer({ answer: 'here', placeNow: '', remark: '' })
    else setPicked(value)
  }
  return (
    <>
      <h2>
        {line.name} {line.model}
      </h2>
      <p className="zw-num">{line.no}</p>
      <p>账上在：{line.placeText || '没有登记地点'}</p>
      <BigChoice
        label="还在吗"
        value={picked ?? line.answer ?? undefined}
        onPick={value => pick(value as Answer)}
        options={ANSWERS}
      />
      {picked && (
        <>
          {picked === 'moved' && (
            <PhoneField
              label="现在在哪里"
              value={placeNow}
              onChange={setPlaceNow}
              maxLength={60}
              placeholder="例如：图书馆 203"
            />
          )}
          <PhoneField
            label="说明（可不写）"
            value={remark}
            onChange={setRemark}
            maxLength={200}
            placeholder={REMARKS[picked]}
          />
          <BigButton
            busy={sender.busy}
            disabled={picked === 'moved' && placeNow.trim() === ''}
            onClick={() =>
              onAnswer({
                answer: picked,
                placeNow: picked === 'moved' ? placeNow.trim() : '',
                remark: remark.trim(),
              })
            }
          >
            记下：{ANSWERS.find(answer => answer.value === picked)?.label}
          </BigButton>
        </>
      )}
      {onLeave && (
        <BigButton kind="plain" onClick={onLeave}>
          不改了
        </BigButton>
      )}
    </>
  )
}

const REMARKS = {
  missing: '例如：上学期就没见到',
  damaged: '例如：开不了机',
  moved: '例如：借给二班',
} as const
