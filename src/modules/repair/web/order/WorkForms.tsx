import { useState } from 'react'
import {
  CAUSES,
  type Cause,
  WAIT_REASONS,
  type WaitReason,
  contract as workorder,
} from '../../../../mechanisms/workorder/contract.ts'
import { uploadPhotos } from '../../../../mechanisms/workorder/web/upload.ts'
import { ChoiceInput } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { DayInput, NumberInput, TextArea, TextInput } from '../../../../web/ui/form/inputs.tsx'
import { PhotoPicker } from '../../../../web/ui/photo/PhotoPicker.tsx'
import type { FormProps } from './dialogs.tsx'
import { LinesEditor, MaterialsEditor } from './LinesEditor.tsx'
import { type DraftMaterial, readLines, readMaterials, startLines } from './lines.ts'
import { SendForm } from './SendForm.tsx'

const { operations } = workorder
const choicesOf = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

export function PauseForm({ slip, onClose }: FormProps) {
  const [reason, setReason] = useState<WaitReason>('material')
  const [note, setNote] = useState('')
  return (
    <SendForm
      operation={operations.pause}
      title={`先停一下 · ${slip.no}`}
      ok={WAIT_REASONS[reason]}
      make={() => ({ id: slip.id, version: slip.version, reason, note })}
      told={() => `${slip.no} ${WAIT_REASONS[reason]}，时限停表`}
      onClose={onClose}
    >
      <Field id="pause-reason" label="等什么" hint="等的时候时限不走，报修人也会看到。">
        <ChoiceInput
          value={reason}
          options={choicesOf(WAIT_REASONS)}
          onChange={v => setReason(v as WaitReason)}
        />
      </Field>
      <Field id="pause-note" label="说明" optional>
        <TextInput value={note} onChange={setNote} placeholder="例如：T8 灯管缺货，周三到" maxLength={300} />
      </Field>
    </SendForm>
  )
}

export function FinishForm({ slip, trades, onClose }: FormProps) {
  const [lines, setLines] = useState(() =>
    startLines(
      slip,
      trades.flatMap(t => t.items),
    ),
  )
  const [materials, setMaterials] = useState<DraftMaterial[]>([])
  const [minutes, setMinutes] = useState<number>()
  const [cause, setCause] = useState<Cause>(slip.cause ?? 'natural')
  const [causeNote, setCauseNote] = useState('')
  const [note, setNote] = useState('')
  const [photos, setPhotos] = useState<File[]>([])
  const make = async () => {
    const readyLines = readLines(lines)
    if (typeof readyLines === 'string') return readyLines
    const readyMaterials = readMaterials(materials)
    if (typeof readyMaterials === 'string') return readyMaterials
    return {
      id: slip.id,
      version: slip.version,
      lines: readyLines,
      materials: readyMaterials,
      labour: minutes ? [{ minutes, ...(slip.assignee?.id ? { personId: slip.assignee.id } : {}) }] : [],
      cause,
      causeNote: cause === 'natural' ? '' : causeNote,
      note,
      photos: await uploadPhotos(photos),
    }
  }
  return (
    <SendForm
      operation={operations.finish}
      title={`完工 · ${slip.no}`}
      ok="完工"
      width={640}
      make={make}
      told={() => `${slip.no} 修好了，已请${slip.reporter || '报修人'}验收`}
      onClose={onClose}
    >
      <Field id="finish-lines" label="修了什么">
        <EditorField>
          <LinesEditor lines={lines} onChange={setLines} trades={trades} trade={slip.trade.code} />
        </EditorField>
      </Field>
      <Field id="finish-photos" label="修好的样子" optional>
        <EditorField>
          <PhotoPicker onChange={setPhotos} />
        </EditorField>
      </Field>
      <Field
        id="finish-cause"
        label="损坏原因"
        hint={cause === 'human' ? '人为损坏会另开一件赔偿。' : undefined}
      >
        <ChoiceInput value={cause} options={choicesOf(CAUSES)} onChange={v => setCause(v as Cause)} />
      </Field>
      {cause !== 'natural' && (
        <Field id="finish-cause-note" label="原因说明" optional>
          <TextInput value={causeNote} onChange={setCauseNote} maxLength={200} placeholder="看到的情况" />
        </Field>
      )}
      <Field id="finish-materials" label="材料" optional>
        <EditorField>
          <MaterialsEditor materials={materials} onChange={setMaterials} />
        </EditorField>
      </Field>
      <Field id="finish-minutes" label="工时" optional>
        <NumberInput value={minutes} onChange={setMinutes} unit="分钟" min={1} max={60000} />
      </Field>
      <Field id="finish-note" label="说明" optional>
        <TextArea value={note} onChange={setNote} maxLength={1000} />
      </Field>
    </SendForm>
  )
}

/** Editors of several controls take no id of a single one. */
const EditorField = ({ children }: { children: React.ReactNode; id?: string }) => <div>{children}</div>

export function ExtensionForm({ slip, onClose }: FormProps) {
  const [until, setUntil] = useState<string>()
  const [reason, setReason] = useState('')
  return (
    <SendForm
      operation={operations.requestExtension}
      title={`申请延期 · ${slip.no}`}
      ok="申请延期"
      make={() =>
        until && reason.trim()
          ? { id: slip.id, version: slip.version, until, reason }
          : '请选延到哪一天，并写明原因。'
      }
      told={() => '已交总务处批'}
      onClose={onClose}
    >
      <Field id="ext-until" label="延到">
        <DayInput value={until} onChange={setUntil} />
      </Field>
      <Field id="ext-reason" label="原因">
        <TextArea value={reason} onChange={setReason} maxLength={300} />
      </Field>
    </SendForm>
  )
}

export function LinesForm({ slip, trades, onClose }: FormProps) {
  const [lines, setLines] = useState(() =>
    startLines(
      slip,
      trades.flatMap(t => t.items),
    ),
  )
  const [reason, setReason] = useState('')
  const closed = slip.state === 'closed'
  return (
    <SendForm
      operation={operations.editLines}
      title={`更正维修内容 · ${slip.no}`}
      ok="更正"
      width={640}
      make={() => {
        const ready = readLines(lines)
        if (typeof ready === 'string') return ready
        if (closed && !reason.trim()) return '已归档的单子更正要写原因。'
        return {
          id: slip.id,
          version: slip.version,
          lines: ready,
          ...(reason.trim() ? { reason } : {}),
        }
      }}
      told={() => `${slip.no} 的维修内容更正了，统计跟着变`}
      onClose={onClose}
    >
      <Field id="lines" label="修了什么">
        <EditorField>
          <LinesEditor lines={lines} onChange={setLines} trades={trades} trade={slip.trade.code} />
        </EditorField>
      </Field>
      <Field id="lines-reason" label="为什么更正" optional={!closed}>
        <TextInput value={reason} onChange={setReason} maxLength={300} />
      </Field>
    </SendForm>
  )
}
