import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { ChoiceInput, Field, FormDialog, TextInput, toast } from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { CONDITIONS, type Condition } from '../rules.ts'
import type { LoanPaper } from './LoanSlip.tsx'

const NOT_YET = 'none'
const OPTIONS = [
  ...Object.entries(CONDITIONS).map(([value, label]) => ({ value, label })),
  { value: NOT_YET, label: '还没还' },
]

/** Each thing as it comes back. */
export function ReturnDialog({ paper, onClose }: { paper: LoanPaper; onClose: () => void }) {
  const back = useCommand(asset.returnLoan)
  const out = paper.lines.filter(line => line.returnedOn === null)
  const [states, setStates] = useState<Record<string, string>>({})
  const [note, setNote] = useState('')
  const send = (): void => {
    const lines = out
      .map(line => ({ assetId: line.assetId, condition: states[line.assetId] ?? 'good', note }))
      .filter(line => line.condition !== NOT_YET)
      .map(line => ({ ...line, condition: line.condition as Condition }))
    if (lines.length === 0) return void toast.fail('请先选归还了哪些')
    back.mutate(
      { id: paper.id, version: paper.version, lines },
      {
        onSuccess: () => {
          toast.ok(lines.length === out.length ? '已还清' : `收回 ${lines.length} 件`)
          onClose()
        },
        onError: error => void toast.fail(error.message),
      },
    )
  }
  return (
    <FormDialog
      open
      title={`归还 · ${paper.no}`}
      ok="收回"
      busy={back.isPending}
      onOk={send}
      onClose={onClose}
    >
      {out.map(line => (
        <Field key={line.assetId} id={line.assetId} label={`${line.name} ${line.no}`}>
          <ChoiceInput
            id={line.assetId}
            value={states[line.assetId] ?? 'good'}
            onChange={value => setStates({ ...states, [line.assetId]: value ?? 'good' })}
            options={OPTIONS}
          />
        </Field>
      ))}
      <Field id="back-note" label="说明" hint="有损坏的写明情况，另办赔偿" optional>
        <TextInput id="back-note" value={note} onChange={setNote} maxLength={200} />
      </Field>
    </FormDialog>
  )
}
