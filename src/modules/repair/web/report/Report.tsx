import { useState } from 'react'
import { useSession } from '../../../../web/session.tsx'
import { useIsPhone } from '../../../../web/ui/base/media.ts'
import { PersonPicker, PlacePicker } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { FormFrame } from '../../../../web/ui/form/FormFrame.tsx'
import { TextArea, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { PhotoPicker } from '../../../../web/ui/photo/PhotoPicker.tsx'
import { searchPersons } from '../../../people/web/pickers.ts'
import { contract } from '../../contract.ts'
import { searchPlaces } from '../pickers.ts'
import { GuessChips, ReportSent, SimilarOrders } from './ReportParts.tsx'
import { ReportPhone } from './ReportPhone.tsx'
import { type Report as ReportState, useReport } from './use-report.ts'

/** Reporting by those who are signed in: one form at a desk, one question a screen on a phone. */
export default function Report() {
  const report = useReport()
  const phone = useIsPhone()
  if (report.sent) return <ReportSent report={report} />
  return phone ? <ReportPhone report={report} /> : <ReportDesk report={report} />
}

function ReportDesk({ report }: { report: ReportState }) {
  const { form, setPhotos } = report
  const office = useSession().can(contract.operations.setSettings)
  return (
    <FormFrame form={form} title="报修" ok="报修">
      <Field label="在哪里" {...without(form.field('place'))}>
        <PlaceField form={form} />
      </Field>
      <SimilarOrders report={report} />
      <Field label="哪里坏了" {...without(form.field('text'))} hint="照您说的写，不用管归谁修。">
        <TextArea
          value={form.values.text}
          onChange={text => form.set('text', text)}
          placeholder="例如：靠窗一排灯不亮"
          maxLength={1000}
        />
      </Field>
      <GuessChips report={report} />
      <Field id="report-photos" label="照片" optional>
        <Photos onChange={setPhotos} />
      </Field>
      {office && (
        <Field
          label="替谁报"
          optional
          {...without(form.field('forPerson'))}
          hint="电话报来的，选报修人，他会收到进度。"
        >
          <PersonPicker
            value={form.values.forPerson}
            onChange={person => form.set('forPerson', person)}
            search={searchPersons}
          />
        </Field>
      )}
      <Field label="联系电话" optional {...without(form.field('phone'))} hint="不填就用您登记的电话。">
        <TextInput value={form.values.phone} onChange={phone => form.set('phone', phone)} maxLength={20} />
      </Field>
    </FormFrame>
  )
}

/** A place from the tree; what the tree does not have is written. */
function PlaceField({ form, id = '' }: { form: ReportState['form']; id?: string }) {
  const [free, setFree] = useState(form.values.placeText !== '')
  const change = (): void => {
    form.set(free ? 'placeText' : 'place', free ? '' : undefined)
    setFree(!free)
  }
  return (
    <>
      {free ? (
        <TextInput
          id={id}
          value={form.values.placeText}
          onChange={text => form.set('placeText', text)}
          placeholder="例如：操场东北角"
          maxLength={100}
        />
      ) : (
        <PlacePicker
          id={id}
          value={form.values.place}
          onChange={place => form.set('place', place)}
          search={searchPlaces}
        />
      )}
      <button type="button" className="zw-link zw-small" onClick={change}>
        {free ? '从楼和房间里选' : '楼里没有的地方，自己写'}
      </button>
    </>
  )
}

const without = ({ id, error }: { id: string; error: string | undefined }) => ({ id, error })
const Photos = ({ onChange }: { onChange: (files: File[]) => void; id?: string }) => (
  <PhotoPicker onChange={onChange} hint="拍坏的地方，最多 6 张。" />
)
