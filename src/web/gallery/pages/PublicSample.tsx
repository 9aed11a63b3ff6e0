import { DueMark, PhoneNotice, PublicPage, StateTag, When } from '../../ui/phone/index.ts'
import { FixedNow } from '../../ui/time/Now.tsx'
import { NOW, SCHOOL } from '../sample.ts'

/** A page without login: the progress of one order. */
export default function PublicSample() {
  return (
    <FixedNow now={NOW}>
      <PublicPage school={SCHOOL} title="高职B楼 312 灯管不亮">
        <p>
          <StateTag tone="waiting" label="等材料" /> <DueMark dueAt="2025-11-24" />
        </p>
        <PhoneNotice tone="doing" title="电工已经看过，灯管在路上">
          <p>
            报修于 <When at="2025-11-20T08:12:00+08:00" />
            ，编号 BX-2025-000131
          </p>
        </PhoneNotice>
      </PublicPage>
    </FixedNow>
  )
}
