import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { ChoiceInput, ErrorNotice, Field, FormDialog, TextInput, toast } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { minus, quantityText } from '../rules.ts'
import type { StockDocument } from './DocumentSlip.tsx'
import { Stepper } from './Stepper.tsx'

type Outcome = 'found' | 'kept' | 'lost'

/** What became of the goods that did not come: each part its own way. */
export function SettleDialog({ paper, onClose }: { paper: StockDocument; onClose: () => void }) {
  const settle = useCommand(stock.settleDifference, { touches: ['approval'] })
  const rows = paper.rows
    .map(row => ({ ...row, left: minus(row.quantity, row.returned) }))
    .filter(row => row.left > 0)
  const [outcome, setOutcome] = useState<Outcome>('found')
  const [parts, setParts] = useState<Record<string, number>>(() =>
    Object.fromEntries(rows.map(row => [row.id, row.left])),
  )
  const [reason, setReason] = useState('')
  const options: { value: Outcome; label: string }[] = [
    { value: 'found', label: `找到了，入${paper.toStoreName}` },
    { value: 'kept', label: `没有装车，退回${paper.storeName}` },
    { value: 'lost', label: '丢了，报损' },
  ]
  const send = (): void =>
    settle.mutate(
      {
        id: paper.id,
        version: paper.version,
        outcome,
        reason,
        lines: rows.flatMap(row => {
          const quantity = parts[row.id] ?? 0
          return quantity > 0 ? [{ lineId: row.id, quantity }] : []
        }),
      },
      {
        onSuccess: made => {
          toast.ok(outcome === 'lost' ? `已报损 ${made.no}，批准后入账` : `已入库，接收单 ${made.no}`)
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={`处理差额 · ${paper.no}`}
      ok="处理"
      busy={settle.isPending}
      onOk={send}
      onClose={onClose}
    >
      <ChoiceInput
        id="outcome"
        value={outcome}
        onChange={value => setOutcome((value ?? 'found') as Outcome)}
        options={options}
      />
      <ul className="zw-stock-hand">
        {rows.map(row => (
          <li key={row.id}>
            <div className="zw-stock-hand-head">
              <b>{row.name}</b>
              <span className="zw-muted">还差 {quantityText(row.left, row.measure)}</span>
            </div>
            <Stepper
              label={`${row.name}这样处理多少`}
              value={parts[row.id] ?? 0}
              max={row.left}
              onChange={quantity => setParts({ ...parts, [row.id]: quantity })}
            />
          </li>
        ))}
      </ul>
      <Field label="查明的情况" id="why">
        <TextInput
          id="why"
          value={reason}
          onChange={setReason}
          maxLength={200}
          placeholder={outcome === 'lost' ? '问过司机，途中丢失' : '第二天送到'}
        />
      </Field>
      {settle.error && <ErrorNotice message={settle.error.message} />}
    </FormDialog>
  )
}
