import { useState } from 'react'
import { contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { uploadPhotos } from '../../../../mechanisms/workorder/web/upload.ts'
import { ChoiceInput } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { DayInput, MoneyInput, TextArea, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { Stars } from '../../../../web/ui/phone/controls.tsx'
import { PhotoPicker } from '../../../../web/ui/photo/PhotoPicker.tsx'
import type { FormProps } from './dialogs.tsx'
import { SendForm } from './SendForm.tsx'

const { operations } = workorder
const YES_NO = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '不是' },
]

export function VendorCallForm({ slip, onClose }: FormProps) {
  const [vendor, setVendor] = useState('')
  const [phone, setPhone] = useState('')
  const [warranty, setWarranty] = useState(slip.warranty?.inside ? 'yes' : 'no')
  const [visitOn, setVisitOn] = useState<string>()
  const [note, setNote] = useState('')
  return (
    <SendForm
      operation={operations.vendorCall}
      title={`联系厂家 · ${slip.no}`}
      ok="已联系"
      make={() =>
        vendor.trim()
          ? {
              id: slip.id,
              version: slip.version,
              vendor,
              phone,
              underWarranty: warranty === 'yes',
              note,
              ...(visitOn ? { visitOn } : {}),
            }
          : '请写明联系了哪个厂家。'
      }
      told={() => `${slip.no} 等厂家，时限停表`}
      onClose={onClose}
    >
      <Field id="vendor" label="厂家">
        <TextInput value={vendor} onChange={setVendor} maxLength={80} />
      </Field>
      <Field id="vendor-phone" label="电话" optional>
        <TextInput value={phone} onChange={setPhone} maxLength={30} />
      </Field>
      <Field id="vendor-warranty" label="保修期内" hint={slip.warranty?.text}>
        <ChoiceInput value={warranty} options={YES_NO} onChange={v => setWarranty(v ?? 'no')} />
      </Field>
      <Field id="vendor-visit" label="约好哪天来" optional>
        <DayInput value={visitOn} onChange={setVisitOn} />
      </Field>
      <Field id="vendor-note" label="说明" optional>
        <TextInput value={note} onChange={setNote} maxLength={300} />
      </Field>
    </SendForm>
  )
}

export function VendorResultForm({ slip, onClose }: FormProps) {
  const waiting = slip.vendorCalls.filter(c => !c.finishedAt)
  const [callId, setCallId] = useState(waiting.at(-1)?.id)
  const [result, setResult] = useState('')
  const [costFen, setCostFen] = useState<number>()
  const [repaired, setRepaired] = useState('yes')
  return (
    <SendForm
      operation={operations.vendorResult}
      title={`厂家结果 · ${slip.no}`}
      ok="登记结果"
      make={() =>
        callId && result.trim()
          ? {
              id: slip.id,
              version: slip.version,
              callId,
              result,
              costFen: costFen ?? 0,
              repaired: repaired === 'yes',
            }
          : '请写明厂家做了什么。'
      }
      told={() => (repaired === 'yes' ? `${slip.no} 接着办完工` : `${slip.no} 还等着厂家`)}
      onClose={onClose}
    >
      {waiting.length > 1 && (
        <Field id="result-call" label="哪一家">
          <ChoiceInput
            value={callId}
            options={waiting.map(c => ({ value: c.id, label: c.vendor }))}
            onChange={setCallId}
          />
        </Field>
      )}
      <Field id="result" label="结果">
        <TextArea value={result} onChange={setResult} maxLength={500} />
      </Field>
      <Field id="result-done" label="修好了">
        <ChoiceInput value={repaired} options={YES_NO} onChange={v => setRepaired(v ?? 'no')} />
      </Field>
      <Field id="result-cost" label="费用" optional>
        <MoneyInput value={costFen} onChange={setCostFen} />
      </Field>
    </SendForm>
  )
}

export function ConfirmForm({ slip, onClose }: FormProps) {
  const [rating, setRating] = useState<number>()
  const [note, setNote] = useState('')
  const already = slip.state !== 'done'
  return (
    <SendForm
      operation={operations.confirm}
      title={`${already ? '评价' : '验收'} · ${slip.no}`}
      ok={already ? '评价' : '验收'}
      make={() =>
        already && !rating ? '请点一下星星。' : { id: slip.id, note, ...(rating ? { rating } : {}) }
      }
      told={() => (already ? '谢谢评价' : `${slip.no} 验收了`)}
      onClose={onClose}
    >
      <p>
        {slip.place} {slip.title}，{slip.assignee?.name ?? '维修人'}修好了。修得怎么样？
      </p>
      <Stars label="评分" value={rating} onRate={setRating} />
      <Field id="confirm-note" label="想说的" optional>
        <TextArea value={note} onChange={setNote} maxLength={1000} />
      </Field>
    </SendForm>
  )
}

export function ReopenForm({ slip, onClose }: FormProps) {
  const [reason, setReason] = useState('')
  const [photos, setPhotos] = useState<File[]>([])
  return (
    <SendForm
      operation={operations.reopen}
      title={`要求返修 · ${slip.no}`}
      ok="要求返修"
      danger
      make={async () =>
        reason.trim() ? { id: slip.id, reason, photos: await uploadPhotos(photos) } : '请写明哪里没修好。'
      }
      told={() => `${slip.no} 返修，时限重新开始算`}
      onClose={onClose}
    >
      <Field id="reopen-reason" label="哪里没修好">
        <TextArea value={reason} onChange={setReason} maxLength={300} />
      </Field>
      <PhotoPicker onChange={setPhotos} max={4} />
    </SendForm>
  )
}

export function DecideForm({ slip, onClose }: FormProps) {
  const open = slip.extensions.filter(e => e.approved === null)
  const [asked] = open
  const [approve, setApprove] = useState('yes')
  const [note, setNote] = useState('')
  return (
    <SendForm
      operation={operations.decideExtension}
      title={`审批延期 · ${slip.no}`}
      ok={approve === 'yes' ? '同意延期' : '不同意'}
      make={() =>
        asked
          ? { id: slip.id, version: slip.version, extensionId: asked.id, approve: approve === 'yes', note }
          : '没有等审批的延期。'
      }
      told={() => (approve === 'yes' ? '已同意，时限改了' : '已告诉他不延期')}
      onClose={onClose}
    >
      {asked && (
        <p>
          {asked.askedBy}申请延到 {asked.until.slice(0, 10)}：{asked.reason}
        </p>
      )}
      <Field id="decide" label="意见">
        <ChoiceInput
          value={approve}
          options={[
            { value: 'yes', label: '同意' },
            { value: 'no', label: '不同意' },
          ]}
          onChange={v => setApprove(v ?? 'no')}
        />
      </Field>
      <Field id="decide-note" label="说明" optional>
        <TextInput value={note} onChange={setNote} maxLength={300} />
      </Field>
    </SendForm>
  )
}
