import { PhoneField } from '../../ui/phone/index.ts'
import type { PublicInfo } from '../net/operations.ts'
import { type Draft, type Person, phoneProblem, type Stage, whatText } from './steps.ts'

export interface PersonStageProps {
  draft: Draft
  info: PublicInfo
  person: Person
  change: (part: Partial<Person>) => void
  goTo: (stage: Stage) => void
}

/** Who to ask, and once more what will be sent. */
export function PersonStage({ draft, info, person, change, goTo }: PersonStageProps) {
  const typed = person.phone.trim().length >= 5
  return (
    <>
      <PhoneField
        label={info.requirePhone ? '手机号' : '手机号（可不填）'}
        value={person.phone}
        onChange={phone => change({ phone })}
        inputMode="tel"
        maxLength={20}
        error={typed ? phoneProblem(person.phone, info.requirePhone) : undefined}
        hint="只给学校总务处和维修师傅看；会记在这部手机里，下次不用再填。"
      />
      <PhoneField
        label="姓名（可不填）"
        value={person.name}
        onChange={name => change({ name })}
        maxLength={30}
      />
      <section className="zp-recap" aria-label="将要发出的内容">
        <p>
          <b>{info.place?.text ?? draft.placeText}</b>
        </p>
        <p>{whatText(draft)}</p>
        <p className="zw-small zw-muted">
          {draft.photos.length > 0 ? `${draft.photos.length} 张照片` : '没有照片'}
        </p>
        <button type="button" className="zp-line-button" onClick={() => goTo('fault')}>
          改一改
        </button>
      </section>
    </>
  )
}
