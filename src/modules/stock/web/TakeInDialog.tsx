import { useState } from 'react'
import { SignPad } from '../../../mechanisms/signature/web/index.ts'
import { useCommand } from '../../../web/api.ts'
import { ErrorNotice, Field, FormDialog, TextInput, toast } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { minus, quantityText } from '../rules.ts'
import type { StockDocument } from './DocumentSlip.tsx'
import { Stepper } from './Stepper.tsx'

/** The other keeper counts what came, says what is missing, and signs. */
export function TakeInDialog({ paper, onClose }: { paper: StockDocument; onClose: () => void }) {
  const take = useCommand(stock.receiveTransfer)
  const [came, setCame] = useState<Record<string, number>>(() =>
    Object.fromEntries(paper.rows.map(row => [row.id, row.quantity])),
  )
  const [reason, setReason] = useState('')
  const [strokes, setStrokes] = useState('')
  const missing = paper.rows.flatMap(row => {
    const short = minus(row.quantity, came[row.id] ?? 0)
    return short > 0 ? [`${row.name}${quantityText(short, row.measure)}`] : []
  })
  const send = (): void =>
    take.mutate(
      {
        id: paper.id,
        version: paper.version,
        lines: paper.rows.map(row => ({ lineId: row.id, quantity: came[row.id] ?? 0 })),
        reason,
        ...(strokes ? { strokes } : {}),
      },
      {
        onSuccess: made => {
          toast.ok(made.short ? `已接收，接收单 ${made.no}，少的记在差异单上` : `已接收，接收单 ${made.no}`)
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={`接收 · ${paper.no}`}
      ok={missing.length > 0 ? '按实收数接收' : '全部收到，接收'}
      busy={take.isPending}
      onOk={send}
      onClose={onClose}
    >
      <p>{`${paper.storeName}发来，请按实物点数。`}</p>
      <ul className="zw-stock-hand">
        {paper.rows.map(row => (
          <li key={row.id}>
            <div className="zw-stock-hand-head">
              <b>{row.spec ? `${row.name} ${row.spec}` : row.name}</b>
              <span className="zw-muted">发来 {quantityText(row.quantity, row.measure)}</span>
            </div>
            <Stepper
              label={`${row.name}收到多少`}
              value={came[row.id] ?? 0}
              max={row.quantity}
              onChange={quantity => setCame({ ...came, [row.id]: quantity })}
            />
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <Field label={`少了${missing.join('、')}，怎么回事`} id="short">
          <TextInput
            id="short"
            value={reason}
            onChange={setReason}
            maxLength={200}
            placeholder="箱子破了，途中散失"
          />
        </Field>
      )}
      <SignPad label="接收人签名（不写也可以，以账号为准）" onChange={setStrokes} />
      {take.error && <ErrorNotice message={take.error.message} />}
    </FormDialog>
  )
}
